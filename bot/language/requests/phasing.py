"""Read a request to part an item into phases: "chia việc 12 thành 4 bước: dự thảo 5/11, …"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.language.dates.dates import ImpossibleDate, ImpossibleHour, find_dates, read_date
from bot.language.papers.plain import first_capital
from bot.language.requests.proposing import step_title
from bot.language.text.fold import fold
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import Calendar

_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})"
_ITEM = r"(?:(?:viec|nhiem vu|nv|so|cho|vao|cua) )*(?P<number>\d{1,4})(?![\d/.%])"
_VERB = r"(?P<verb>them|bo sung|chia nho|chia|tach|gom)"
_STEPS = r"(?:cong doan|buoc|giai doan|khau|moc|phan(?! tram)|chang|dot)"
_COUNTED = (
    rf"(?:(?:thanh|ra|lam|them) )*(?:(?:cac|nhung|may) |{_COUNT} )?"
    rf"{_STEPS}(?: (?:nua|khac|moi|nho))*"
)
_AFTER = r"(?: (?:sau day|nhu sau|sau|la|nhe|nha|a|gom|nhu)(?!\w))*[\s,:.-]*(?P<list>.*)"
_POLITE = r"(?:(?:de nghi|nho|hay|xin|giup|anh|chi|em|toi|can|nen|phai) )*"
HEADS = (
    # 12 thêm bước: …; việc 12 chia thành 4 bước: …
    re.compile(rf"{_POLITE}{_ITEM}[ ,:]+{_POLITE}{_VERB} {_COUNTED}(?!\w){_AFTER}", re.DOTALL),
    # chia việc 12 thành 4 bước: …; chia việc 12: …
    re.compile(rf"{_POLITE}{_VERB} {_ITEM}(?: {_COUNTED}(?!\w)|(?=[ ]?:)){_AFTER}", re.DOTALL),
    # thêm các bước cho việc 12: …; thêm bước việc 12: …
    re.compile(rf"{_POLITE}{_VERB} {_COUNTED} {_ITEM}{_AFTER}", re.DOTALL),
    # thêm bước lấy ý kiến 15/11 cho việc 12
    re.compile(
        rf"{_POLITE}{_VERB} {_COUNTED} (?P<list>.+?),? (?:cho|vao) (?:viec|nhiem vu|nv|so)"
        r" (?:so )?(?P<number>\d{1,4})[ .]*",
        re.DOTALL,
    ),
)
"""The forms of a request, each matched against all of a folded text."""

_BREAKS = re.compile(r"[;\n]+|,(?!\d)|(?<=\d) (?:va|roi|sau do) |(?:->|→)")
_PLACE = re.compile(r"\s*(?:[-+*•]\s+|\(?(?:buoc |b)?\d{1,2}[.):]\s*|buoc \d{1,2}\s*[-–]?\s+)")
_DAY = re.compile(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\d/])")
_DOES = r"(?: (?:chu tri|phu trach|thuc hien|dam nhan))"
_LED = re.compile(
    r"(?:^|[ ,(:-])(?:do|giao(?: cho)?|chu tri(?: la)?|phu trach)[ :]+(?P<lead>[^,;()]+?)"
    rf"(?P<does>{_DOES})?[ .)]*$"
)
_LEADS = re.compile(rf"^[ ,(:-]*(?P<lead>[^,;()\d]+?)(?P<does>{_DOES})[ .)]*$")
_BRACKETED = re.compile(rf"\((?P<lead>[^()\d]{{2,}}?)(?P<does>{_DOES})?\)[ .]*$")
_EDGES = " \t,;:.()–-"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, by when, and who leads it in the speaker's words, if said."""

    title: str
    due: Deadline
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PhasesRequest:
    """The item's number, its steps, and how many the speaker says there are.

    `divides`: the steps are all of the item; else they are added to what it has. `undated` are
    steps without a day that stands by itself.
    """

    number: int
    divides: bool
    count: int | None
    steps: tuple[Step, ...]
    undated: tuple[str, ...]


def read_phasing(
    text: str, today: date, calendar: Calendar, names: Iterable[str] = ()
) -> PhasesRequest | None:
    """The request in a text; None for any other text. `names` are those of posts and units."""
    source = unicodedata.normalize("NFC", re.sub(r"[ \t]+", " ", text).strip())
    key = fold(source)
    if len(key) != len(source):
        return None
    for shape in HEADS:
        found = shape.fullmatch(key)
        if found is None:
            continue
        start, end = found.span("list")
        steps, undated = read_steps(source[start:end], today, calendar, names)
        undated += [f"{step.due.on:%d/%m}" for step in steps if not step.title]
        count = found["count"]
        return PhasesRequest(
            int(found["number"]),
            found["verb"] in ("chia", "chia nho", "tach", "gom"),
            None if count is None else _COUNTS.get(count) or int(count),
            tuple(steps),
            tuple(undated),
        )
    return None


def read_steps(
    text: str, today: date, calendar: Calendar, names: Iterable[str] = ()
) -> tuple[list[Step], list[str]]:
    """The steps of a list, and the parts that have no day; a step may lack its name."""
    known = frozenset(fold(name) for name in names)
    return _Reader(today, calendar, known).steps(text)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads steps as of `today`; `names` are known posts and units, folded."""

    today: date
    calendar: Calendar
    names: frozenset[str]

    def steps(self, text: str) -> tuple[list[Step], list[str]]:
        """The steps of a list, and the parts that have no day.

        A part without a day that names who leads belongs to the step before it; any other is the
        beginning of the step after it.
        """
        steps: list[Step] = []
        begun = ""
        for part in _parts(text):
            whole = f"{begun}, {part}" if begun else part
            step = self._step(whole)
            if step is not None:
                steps.append(step)
                begun = ""
            elif steps and not begun and (lead := self._lead(part, behind=True)):
                steps[-1] = replace(steps[-1], lead=lead[0])
            else:
                begun = whole
        return steps, [begun] if begun else []

    def _step(self, part: str) -> Step | None:
        """The step of a part with one day; None without a day, or with several."""
        dates = find_dates(part, self.today, self.calendar)
        if not dates:
            # Behind "báo cáo" or "tờ trình" a day without its word may be a document's number.
            part = _DAY.sub(r"ngày \g<0>", part)
            dates = find_dates(part, self.today, self.calendar)
        if len(dates) != 1 or dates[0].hour_alone or self._has_no_such_hour(part):
            return None
        start, end = dates[0].span
        before, after = part[:start], part[end:]
        lead, kept = self._lead(after, behind=True) or ("", after)
        if not lead:
            before = step_title(before)
            lead, before = self._lead(before, behind=False) or ("", before)
        rest = kept.strip(_EDGES)
        if not lead and fold(rest) in self.names:
            lead, rest = rest, ""
        title = " ".join(filter(None, (step_title(before.strip(_EDGES)), rest)))
        due = Deadline(dates[0].due, dates[0].time)
        return Step(first_capital(title.strip(_EDGES)), due, lead)

    def _has_no_such_hour(self, part: str) -> bool:
        try:
            read_date(part, self.today, self.calendar)
        except ImpossibleDate as error:
            return isinstance(error, ImpossibleHour)
        return False

    def _lead(self, words: str, behind: bool) -> tuple[str, str] | None:
        """Who leads, in words beside a day, and the words without that; None if nobody is named.

        What may as well be part of a title has to be a known name.
        """
        for shape in (_LED, _LEADS, _BRACKETED):
            found = shape.search(fold(words))
            if found is None:
                continue
            lead = words[slice(*found.span("lead"))].strip(_EDGES)
            sure = found["does"] is not None or (behind and shape is not _BRACKETED)
            if sure or fold(lead) in self.names:
                return lead, words[: found.start()]
        return None


def _parts(text: str) -> Iterator[str]:
    key, start = fold(text), 0
    for found in _BREAKS.finditer(key):
        yield from _filled(text[start : found.start()])
        start = found.end()
    yield from _filled(text[start:])


def _filled(part: str) -> Iterator[str]:
    found = _PLACE.match(fold(part))
    stated = (part[found.end() :] if found else part).strip(" \t,;:.–-")
    if stated:
        yield stated
