"""Read what the secretary says of usual days: which hold, which are other days. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.language.dates.dates import ImpossibleDate, find_dates
from bot.language.text.fold import fold
from scheduler.calendar.day_rule import KnownDay
from scheduler.calendar.working_time import Calendar

NEAR = timedelta(days=120)
"""A named day is looked for from so long before its usual day on."""

_RIGHT = (
    r"(?:dung|chinh xac|ok|xac nhan|chot|giu nguyen|khong doi)"
    r"(?: ca| het| roi| a| nhe| tat ca| ngay)*"
)
_NUMBERS = r"\d{1,4}(?:(?: va| voi| cung)? (?:viec )?\d{1,4})*"
ALL = re.compile(
    rf"(?:(?:con lai|tat ca|cac|nhung|viec|ngay|khac|deu|thi|la|con|moi|deu la) )*{_RIGHT}"
)
RIGHT = re.compile(rf"(?:viec |so |cac )*(?P<numbers>{_NUMBERS})(?: thi| deu| la|:)* {_RIGHT}")
BARE = re.compile(rf"(?:viec |so |cac )*(?P<numbers>{_NUMBERS})")
MOVED = re.compile(
    r"(?:viec |so )*(?P<number>\d{1,4})(?:(?: ?[:=]| la| vao| sang| doi| den| thanh| chuyen| ngay)+"
    r"(?= )| (?=\d{1,2}[/-])) ?"
)
NAME = re.compile(r" *(?:(?:doi|sua|chot|xac nhan) )?ngay du kien *[:,-]?")
PARTS = re.compile(r"[;\n]|,(?!\d)")
AROUND_NAME = re.compile(r"^(?:ngay )|(?:[ :=]+(?:la|vao|ngay|roi vao|thi))*[ :=]*$")


@dataclass(slots=True)
class DayAnswer:
    """What was said: numbers whose days hold, other days by number, named days entered.

    `rest`: all days that are not named hold. `unread` are the parts that were not understood.
    """

    right: list[int] = field(default_factory=list)
    moved: dict[int, date] = field(default_factory=dict)
    entered: dict[str, date] = field(default_factory=dict)
    rest: bool = False
    unread: list[str] = field(default_factory=list)


def answer_in(text: str) -> str:
    """The answer in a message that may begin with the name of the list; "" without one."""
    whole = unicodedata.normalize("NFC", text)
    name = NAME.match(fold(whole))
    return whole[name.end() if name else 0 :].strip()


def read_day_answer(
    text: str, today: date, named: Sequence[KnownDay], calendar: Calendar
) -> DayAnswer:
    """Read each part of the text. A part of numbers alone shares what the next part says."""
    answer, waiting = DayAnswer(), list[int]()
    for part in filter(None, (each.strip(" .") for each in PARTS.split(text))):
        said = fold(part)
        if bare := BARE.fullmatch(said):
            waiting += _numbers(bare["numbers"])
        elif ALL.fullmatch(said) and not waiting:
            answer.rest = True
        elif right := RIGHT.fullmatch(said):
            answer.right += [*waiting, *_numbers(right["numbers"])]
            waiting = []
        elif not _read_date_of(answer, waiting, part, today, named, calendar):
            answer.unread.append(part)
    answer.unread += [str(number) for number in waiting]
    return answer


def _read_date_of(
    answer: DayAnswer,
    waiting: list[int],
    part: str,
    today: date,
    named: Sequence[KnownDay],
    calendar: Calendar,
) -> bool:
    """Read a part that states a date of an item or of a named day; False if it states none."""
    if moved := MOVED.match(fold(part)):
        day = _one_date(part[moved.end() :], today, calendar)
        if day is None:
            return False
        answer.moved |= dict.fromkeys([*waiting, int(moved["number"])], day)
        waiting.clear()
        return True
    for known in _meant(part, named):
        day = _one_date(part, max(known.usual_on - NEAR, date.min + NEAR), calendar)
        if day is not None and not waiting:
            answer.entered[known.name] = day
            return True
    return False


def _meant(part: str, named: Sequence[KnownDay]) -> list[KnownDay]:
    """The one named day whose name has every word of the part before its date."""
    words = fold(part)
    words = words[: match.start()] if (match := re.search(r"\d", words)) else words
    wanted = set(AROUND_NAME.sub("", words).split()) - {"ngay", "la", "vao", "mung", "thu"}
    found = [each for each in named if wanted and wanted <= set(fold(each.name).split())]
    return found if len(found) == 1 else []


def _one_date(text: str, reference: date, calendar: Calendar) -> date | None:
    try:
        found = find_dates(text, reference, calendar)
    except ImpossibleDate:
        return None
    return found[0].due if len(found) == 1 and found[0].sure else None


def _numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]
