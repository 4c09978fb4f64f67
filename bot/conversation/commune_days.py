"""State days off or working days of the commune, by command."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.turn import Turn
from bot.language.dates.dates import ImpossibleDate, find_dates, read_date
from bot.language.text.fold import fold
from bot.texts import calendar as texts
from bot.texts import people as people_texts
from scheduler.calendar.lunar import tet
from scheduler.calendar.public_holidays import DayChange
from scheduler.calendar.tet import tet_days_off
from scheduler.calendar.working_time import ONE_DAY, SATURDAY
from scheduler.delivery.channel import Outgoing
from scheduler.engine.change_days import change_days

DAY = r"\d{1,2}/\d{1,2}"
DAYS_PATTERN = rf"(?:tu )?(?:ngay )?{DAY}.*"
"""Pattern of the text after a command that names days."""

STRETCH = re.compile(
    rf"(?:nghi |lam bu )?(?:tu )?(?:ngay )?(?P<first>{DAY})(?P<year>/\d{{4}})?\s*(?:den|toi|-)\s*"
    rf"(?:het )?(?:ngay )?(?P<last>{DAY}(?:/\d{{4}})?)(?![\d/])"
)
LONGEST = 20
"""The most days in one range."""


@dataclass(frozen=True, slots=True)
class NamedDays:
    """A range of days, both ends included, and its name."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> Sequence[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def set_days(turn: Turn, words: str, working: bool) -> Outgoing:
    """Take a day or range as worked or off; answer what was stored or why nothing was."""
    if "thay" in fold(words).split():
        return people_texts.HOW_TO_BE_AWAY
    named = read_days(turn, words)
    if named is None:
        return texts.WHICH_DAY
    if not 1 <= len(named.days) <= LONGEST:
        return texts.too_many_days(LONGEST)
    if named.first < turn.today:
        return texts.day_is_past(named.first)
    one = named.first == named.last
    back = [] if working or one else list(_worked_again(turn, named))
    changes = [
        DayChange(day, working, named.name) for day in named.days if one or _needs_row(turn, day)
    ]
    changes += [DayChange(day, True, named.name) for day in back]
    change_days(
        turn.session, turn.office.national, turn.now, stated=changes, person_id=turn.person.id
    )
    if one:
        return texts.day_stated(changes[0], turn.today)
    return texts.range_stated(named.first, named.last, working, named.name, back, turn.today)


def _needs_row(turn: Turn, day: date) -> bool:
    """Whether a day of a range must be stored: weekends that are off already need no row."""
    return day.weekday() < SATURDAY or turn.office.calendar.is_working(day)


def _worked_again(turn: Turn, named: NamedDays) -> Iterable[date]:
    """If the range is the Tet holiday: the days of the estimated holiday that lie outside the
    range; they become working days.
    """
    year = named.last.year
    if not named.first <= tet(year) <= named.last:
        return
    guess = tet_days_off(year, turn.office.calendar)
    day = guess.first
    while day <= guess.last:
        if not named.first <= day <= named.last and day.weekday() < SATURDAY and day >= turn.today:
            yield day
        day += ONE_DAY


def read_days(turn: Turn, words: str) -> NamedDays | None:
    """The day or range that the words begin with, and the name after it; None if there is none."""
    whole = unicodedata.normalize("NFC", words)
    try:
        return _stretch(turn, whole) or _one_day(turn, whole)
    except ImpossibleDate:
        return None


def _stretch(turn: Turn, words: str) -> NamedDays | None:
    match = STRETCH.match(fold(words))
    if match is None:
        return None
    year = match["year"] or re.sub(DAY, "", match["last"])
    last = read_date(match["last"], turn.today, turn.office.calendar)
    first = read_date(f"{match['first']}{year}", turn.today, turn.office.calendar)
    if first is None or last is None:
        return None
    return NamedDays(first.due, last.due, words[match.end() :].strip(" .,:;"))


def _one_day(turn: Turn, words: str) -> NamedDays | None:
    if read_date(words, turn.today, turn.office.calendar) is None:
        return None
    found = find_dates(words, turn.today, turn.office.calendar)
    if len(found) != 1 or found[0].start is not None:
        return None
    return NamedDays(found[0].due, found[0].due, words[found[0].span[1] :].strip(" .,:;"))
