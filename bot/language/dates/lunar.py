"""Rules for lunar days, holidays, and days counted from Tết."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates.base import DateContext, DatePhrase, ImpossibleDate, Rule
from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, DAY, MONTH, value
from bot.language.text.patterns import loose, pattern
from scheduler.calendar.lunar import NoSuchLunarDay, tet, to_lunar, to_solar

_CHAP = 12
_FULL_MOON = 15


def next_lunar(today: date, month: int, day: int, phrase: str) -> date:
    """The next such lunar day, today included. Raises ImpossibleDate if its year has none."""
    year = to_lunar(today).year
    for candidate in (year, year + 1):
        try:
            found = to_solar(candidate, month, day)
        except NoSuchLunarDay:
            if month_is_over(candidate, month, today):
                continue
            raise ImpossibleDate(phrase) from None
        if found >= today:
            return found
    raise ImpossibleDate(phrase)


def month_is_over(year: int, month: int, today: date) -> bool:
    """Whether the lunar month ended before today."""
    return lunar_month_end(year, month) < today


def lunar_month_end(year: int, month: int) -> date:
    """The last day of a lunar month, which has 29 or 30 days."""
    try:
        return to_solar(year, month, 30)
    except NoSuchLunarDay:
        return to_solar(year, month, 29)


def next_tet(today: date) -> date:
    """The first day of the next Tết, today included."""
    return tet(today.year) if tet(today.year) >= today else tet(today.year + 1)


def after_tet(context: DateContext) -> date:
    """The next first working day after a Tết holiday, today included."""
    first = tet(context.today.year)
    back = context.calendar.next_working(first)
    if back < context.today:
        back = context.calendar.next_working(tet(context.today.year + 1))
    return back


def _month(written: str) -> int:
    bare = fold(written)
    return {"chap": _CHAP, "gieng": 1}.get(bare) or value(written)


def _lunar_day(match: re.Match[str], context: DateContext) -> DatePhrase:
    """23 tháng Chạp, 20/12 âm lịch, rằm tháng Giêng."""
    groups = match.groupdict()
    day = _FULL_MOON if groups.get("d") is None else value(match["d"])
    month, year = _month(match["m"]), groups.get("y")
    if year is None:
        return DatePhrase(*match.span(), next_lunar(context.today, month, day, match.group()))
    try:
        return DatePhrase(*match.span(), to_solar(int(year), month, day))
    except NoSuchLunarDay:
        raise ImpossibleDate(match.group()) from None


def _next_full_moon(match: re.Match[str], context: DateContext) -> DatePhrase:
    lunar = to_lunar(context.today)
    month, year = lunar.month, lunar.year
    if lunar.day > _FULL_MOON or "sau" in fold(match.group()):
        month, year = (month + 1, year) if month < _CHAP else (1, year + 1)
    return DatePhrase(*match.span(), to_solar(year, month, _FULL_MOON))


def _lunar_month(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Hết tháng Chạp, đầu tháng Giêng."""
    month, year = _month(match["m"]), to_lunar(context.today).year
    if month_is_over(year, month, context.today):
        year += 1
    first, last = to_solar(year, month, 1), lunar_month_end(year, month)
    part = fold(match["part"] or "")
    days = {"dau": 5, "giua": 15}
    due = to_solar(year, month, days[part]) if part in days else last
    return DatePhrase(*match.span(), due, first, (first, last), closing=part in ("het", "cuoi"))


def _day_of_tet(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Mùng 6 Tết; from 20 on the day is one of the month before: 28 Tết."""
    day = value(match["d"])
    if day >= 20:
        return DatePhrase(*match.span(), next_lunar(context.today, _CHAP, day, match.group()))
    first = (
        tet(int(match["y"])) if match["y"] else next_tet(context.today - timedelta(days=day - 1))
    )
    return DatePhrase(*match.span(), first + timedelta(days=day - 1))


def _counted(match: re.Match[str], context: DateContext) -> DatePhrase:
    """Trước Tết 2 tuần, sau Tết 10 ngày, Tết - 30."""
    groups = match.groupdict()
    count = value(groups.get("n") or groups["k"])
    unit = fold(groups.get("unit") or groups.get("unit2") or "ngay")
    days = count * {"tuan": 7, "thang": 30}.get(unit, 1)
    side = fold(match["side"])
    first = tet(int(match["y"])) if groups.get("y") else next_tet(context.today)
    due = first - timedelta(days=days) if side in ("truoc", "-") else first + timedelta(days=days)
    return DatePhrase(*match.span(), due, past=due < context.today)


def _before_tet(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), next_tet(context.today) - timedelta(days=1))


def _after_tet(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), after_tet(context), sure=False)


def _tet_itself(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), next_tet(context.today))


def _eve(match: re.Match[str], context: DateContext) -> DatePhrase:
    return DatePhrase(*match.span(), next_tet(context.today) - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class FixedDay:
    """The rule of a named day of the year, solar or `lunar`."""

    month: int
    day: int
    lunar: bool = False

    def __call__(self, match: re.Match[str], context: DateContext) -> DatePhrase:
        if self.lunar:
            due = next_lunar(context.today, self.month, self.day, match.group())
        else:
            due = date(context.today.year, self.month, self.day)
            due = due if due >= context.today else due.replace(year=due.year + 1)
        return DatePhrase(*match.span(), due)


_TET = r"tết(?: (?:nguyên đán|âm lịch|âm|ta|cổ truyền|bính ngọ|đinh mùi|năm nay|này))?"
_SOLAR_TET = r"(?:tết (?:dương lịch|dương|tây))"
_UNIT = r"ngày|hôm|tuần|tháng"
_YEAR = r"(?: ?(?:năm|/|-)? ?(?P<y>20\d\d))?"
_LUNAR = r"(?:âm lịch|âm|al|âl|lịch âm|ta)"
_DAY_WORD = r"(?:(?:ngày|mùng|mồng|hôm|ngày mùng) )?"

RULES: tuple[Rule, ...] = (
    (
        loose(
            rf"(?<![\w/]){_DAY_WORD}(?P<d>\d\d?) ?[/.-] ?(?P<m>\d\d?)(?: ?[/.-] ?(?P<y>20\d\d))?"
            rf" ?\(?{_LUNAR}(?!\w)\)?"
        ),
        _lunar_day,
    ),
    (
        pattern(
            rf"{_DAY_WORD}(?P<d>{DAY}) tháng (?P<m>{MONTH}){_YEAR} ?\(?{_LUNAR}\)?"
            r"(?: (?:năm )?(?:nay|sau))?"
        ),
        _lunar_day,
    ),
    (
        pattern(rf"{_DAY_WORD}(?P<d>{DAY}) (?:tháng )?(?P<m>chạp|giêng)(?: âm lịch)?{_YEAR}"),
        _lunar_day,
    ),
    (pattern(rf"(?:ngày )?rằm (?:tháng )?(?P<m>chạp|giêng|{MONTH}){_YEAR}"), _lunar_day),
    (
        pattern(r"(?:ngày )?rằm(?: tháng (?:này|sau|tới))?(?! tháng)(?! chạp)(?! giêng)"),
        _next_full_moon,
    ),
    (
        pattern(
            r"(?:(?:trong )?(?P<part>hết|cuối|trong|đầu|giữa) )?tháng (?P<m>chạp|"
            r"giêng)(?: năm 20\d\d)?"
        ),
        _lunar_month,
    ),
    (
        pattern(rf"(?:(?:ngày|mùng|mồng) )?(?P<d>{DAY}) {_TET}{_YEAR}(?! dương)(?! tây)"),
        _day_of_tet,
    ),
    (
        pattern(
            rf"(?:(?P<n>{COUNT}) (?P<unit>{_UNIT}) )?(?P<side>trước|sau) {_TET}"
            rf"(?(n)|(?: ?(?:khoảng )?(?P<k>{COUNT}) (?P<unit2>{_UNIT})))"
        ),
        _counted,
    ),
    (
        loose(rf"(?<!\w){_TET}{_YEAR} ?(?P<side>[-+]) ?(?P<n>\d+)(?: (?P<unit>{_UNIT}))?(?!\w)"),
        _counted,
    ),
    (pattern(rf"(?:trước|hết năm trước) (?:ngày )?{_TET}(?! dương)(?! tây)"), _before_tet),
    (
        pattern(
            rf"(?:(?:đến |tới )?(?:ra|sau|qua|hết|ăn|nghỉ) {_TET}(?: xong)?|ra giêng|"
            rf"ra tháng giêng)(?! dương)(?! tây)"
        ),
        _after_tet,
    ),
    (pattern(r"(?:đêm |ngày )?giao thừa|tất niên"), _eve),
    (pattern(rf"(?:đến |tới |vào )(?:đúng )?{_TET}(?! dương)(?! tây)"), _tet_itself),
    (pattern(_SOLAR_TET), FixedDay(1, 1)),
    (
        pattern(r"(?:ngày )?(?:tết )?ông (?:công|táo)(?: ông (?:công|táo))?"),
        FixedDay(12, 23, lunar=True),
    ),
    (pattern(r"(?:ngày )?giỗ tổ(?: hùng vương)?"), FixedDay(3, 10, lunar=True)),
    (pattern(r"(?:tết )?trung thu"), FixedDay(8, 15, lunar=True)),
    (pattern(r"(?:lễ |ngày )*quốc khánh"), FixedDay(9, 2)),
    (pattern(r"(?:lễ |ngày )*(?:noel|giáng sinh)"), FixedDay(12, 25)),
)
