"""The dates a clause sets, and how often it wants something; not those it only speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.language.dates.dates import find_dates
from bot.language.papers.plain import plain, words
from scheduler.calendar.lunar import tet
from scheduler.calendar.working_time import Calendar

CHUNK = 380
"""Letters read at a time; the grammar of dates reads no more than 500."""

_DOCUMENT = re.compile(
    r"(?:(?:số|thứ) ?:?)? ?\d{1,5}(?:-\d{1,3})? ?[-/] ?(?:\d{4} ?[-/] ?)?[a-zđ]{2,6}"
    r"(?: ?[-/] ?[a-zđ]{2,6})*(?:[ ,]*(?:ra )?(?:ngày|của ngày) \d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|,? ngày \d{1,2} tháng \d{1,2} năm \d{4})?"
)
_SPOKEN_OF = re.compile(
    r"(?:nhiệm kỳ|giai đoạn|niên vụ|năm học|vụ [^\W\d]+(?: [^\W\d]+)?|khóa|"
    r"tầm nhìn(?: đến)?)(?: năm)? \d{4} ?(?:[-–]|đến|tới) ?(?:năm )?\d{4}"
    r"|ngày (?:hội|thành lập|truyền thống|"
    r"sinh)[^,;.]{0,60}?\(?\d{1,2}/\d{1,2}(?:/\d{4})?(?: ?- ?\d{1,2}/\d{1,2}/\d{4})?\)?"
    r"|kỷ niệm[^,;.]{0,80}?\(?\d{1,2}/\d{1,2}(?:/\d{4})? ?- ?\d{1,2}/\d{1,2}/\d{4}\)?"
    r"|trước, trong và sau(?= tết)|(?:lễ|ngày|dịp)? ?quốc khánh(?: 0?2/0?9)?|lần thứ \w+|"
    r"lần đầu|tập trung"
)
_EVERY = re.compile(
    r"(?<!\w)(?:(?:hằng|hàng|mỗi) (?P<unit>ngày|tuần|tháng|quý|năm)|định kỳ (?:hằng |hàng |"
    r"mỗi )?(?P<per>ngày|tuần|tháng|quý|năm|6 tháng|06 tháng)|"
    r"(?:mỗi|một) (?P<turn>tuần|tháng|quý|năm) (?:ít nhất )?(?:một|1|01) lần)(?!\w)"
)
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_UNITS |= {"6 tháng": "half-year", "06 tháng": "half-year"}
_WHOLE_YEAR = re.compile(r"(?:của |trong |cho )?năm (?P<y>20\d\d)")
_FEAST = re.compile(
    r"(?:dịp |lễ |ngày )?(?:tết )?(?:trung thu|noel|giáng sinh|giỗ tổ(?: hùng vương)?|dương lịch)"
)
_WEEKDAY = re.compile(r"(?:(?:sáng|chiều|ngày|cả ngày) )*(?:thứ \w+|chủ nhật)")
_YEAR_END = re.compile(r"cuối năm(?: 20\d\d| nay)?")
_MADE_FOR = re.compile(
    r"(?<!\w)(?:dự toán|kế hoạch|chương trình|ngân sách|phương hướng|nhiệm vụ|quy chế|"
    r"chỉ tiêu|công tác)(?: [^,;.:]{0,60})?$"
)
_SETS = re.compile(r"(?:trong|hết|đến|tới|cuối|trước|từ|hoàn thành|kết thúc) (?:hết |cuối )?$")
_TET = words(
    r"tết nguyên đán(?: (?P<named>[^\W\d_]+ [^\W\d_]+))?|(?:dịp|đón|trước|trong|phục vụ|"
    r"mừng|vui|ăn) tết(?! (?:dương|trung thu|trồng))|"
    r"xuân (?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) \S+"
)
_STEMS = ("canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ")
_BRANCHES = ("thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi")


_BESIDE = re.compile(r"(?:,| và| -|-| đến)? ?(?:ngày )?")
_BARE_DAY = re.compile(r"(?:trong )?(?:\d+ )?(?:ngày )?\d{1,2}")
NEAR = timedelta(days=4)
"""Two dates beside each other that are nearer than this are one stretch."""


@dataclass(frozen=True, slots=True)
class When:
    """One date that a clause sets, its first day where a stretch is told, and its place there.

    `weak`: the year, its end or a feast alone, which gives way to any nearer date. `hour` is the
    time of day (Vietnam) said with it. An hour without a day sets nothing.
    """

    due: date
    start: date | None
    place: tuple[int, int]
    weak: bool = False
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """All a clause says of time: dates in order, how often, and a Tết that it is about."""

    dates: tuple[When, ...] = ()
    every: str | None = None
    feast: When | None = None


def find_times(text: str, today: date, calendar: Calendar, years: frozenset[int]) -> Times:
    """What a clause says of time, read on the day of the paper.

    `years` are those whose mere naming sets a date: of the paper and of the heading above. A year
    beyond names what is prepared for it (dự toán năm sau).
    """
    key = _blanked(plain(text))
    every = _EVERY.search(key)
    dates = [] if every else list(_dates(key, today, calendar, years))
    near = [one for one in dates if not one.weak]
    return Times(
        dates=tuple(_joined(key, near or dates[:1])),
        every=_often(every) if every else None,
        feast=_feast(key, today),
    )


def _blanked(key: str) -> str:
    """The text with what only looks like a date taken out, letter for letter."""
    for shape in (_DOCUMENT, _SPOKEN_OF):
        key = shape.sub(lambda found: " " * len(found.group()), key)
    return key


def _dates(key: str, today: date, calendar: Calendar, years: frozenset[int]) -> Iterator[When]:
    for offset, chunk in _chunks(key):
        for found in find_dates(chunk, today, calendar):
            place = (found.span[0] + offset, found.span[1] + offset)
            if found.hour_alone or found.due < today or not _is_set(key, place, today, years):
                continue
            yield When(found.due, found.start, place, _is_weak(key, place), found.time)


def _is_weak(key: str, place: tuple[int, int]) -> bool:
    stated = key[place[0] : place[1]].strip()
    return any(shape.fullmatch(stated) for shape in (_WHOLE_YEAR, _YEAR_END, _FEAST))


def _is_set(key: str, place: tuple[int, int], today: date, years: frozenset[int]) -> bool:
    """Whether the words set a date: a year named with what is made for it does not."""
    whole = _WHOLE_YEAR.fullmatch(key[place[0] : place[1]].strip())
    if whole is None:
        return _WEEKDAY.fullmatch(key[place[0] : place[1]].strip()) is None
    ahead = _MADE_FOR.search(key[: place[0]]) is not None and int(whole["y"]) > today.year
    if int(whole["y"]) in years and not ahead:
        return True
    return _SETS.search(key[: place[0]]) is not None or key[place[0] :].startswith("trong")


def _chunks(key: str) -> Iterator[tuple[int, str]]:
    """Pieces short enough for the grammar, cut where a comma stands."""
    start = 0
    while len(key) - start > CHUNK:
        cut = key.rfind(", ", start, start + CHUNK)
        end = cut + 1 if cut > start else start + CHUNK
        yield start, key[start:end]
        start = end
    yield start, key[start:]


def _joined(key: str, dates: list[When]) -> list[When]:
    """Ngày 06 và 07/11 is one stretch; the same day told twice is one."""
    kept: list[When] = []
    for one in dates:
        last = kept[-1] if kept else None
        if last is not None and last.due == one.due:
            continue
        start = _start(key, last, one) if last is not None else None
        if last is not None and start is not None:
            kept[-1] = When(one.due, start, (last.place[0], one.place[1]), hour=one.hour)
        else:
            kept.append(one)
    return kept


def _start(key: str, first: When, second: When) -> date | None:
    """The first day of a stretch that two dates beside each other tell, if they do."""
    between = key[first.place[1] : second.place[0]]
    if first.start or second.start or not _BESIDE.fullmatch(between):
        return None
    if first.due < second.due <= first.due + NEAR:
        return first.due
    if _BARE_DAY.fullmatch(key[first.place[0] : first.place[1]].strip()):
        return second.due.replace(day=first.due.day) if first.due.day < second.due.day else None
    return None


def _often(found: re.Match[str]) -> str:
    return _UNITS[found["unit"] or found["per"] or found["turn"]]


def _feast(key: str, today: date) -> When | None:
    """The Tết a clause is about: the next one, or the one whose name is told."""
    found = _TET.search(key)
    if found is None:
        return None
    first = tet(today.year) if tet(today.year) >= today else tet(today.year + 1)
    named = year_named(key[found.start() : found.end() + 12], first.year)
    return When(tet(named) if named else first, None, found.span())


def year_named(key: str, near: int) -> int | None:
    """The year from `near` on whose name in the cycle of sixty a plain text tells."""
    for year in range(near, near + 4):
        if cycle_name(year) in key:
            return year
    return None


def cycle_name(year: int) -> str:
    """The name of a lunar year, in plain text: 2026 is bính ngọ."""
    return f"{_STEMS[year % 10]} {_BRANCHES[year % 12]}"
