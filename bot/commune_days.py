"""The commune's own days, as commands state them."""

from datetime import date

from bot.language.dates import ImpossibleDate, find_dates, read_date
from bot.texts import calendar as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.days import change_days
from scheduler.public_holidays import DayChange

Told = tuple[date, str]
"""A day, and the words around it."""


def state(turn: Turn, words: str, working: bool) -> Outgoing:
    """One day, off or worked, from here on."""
    told = read_day(turn, words)
    if told is None:
        return texts.which_day()
    day, name = told
    if day < turn.today:
        return texts.day_is_past(day)
    change = DayChange(day, working, name)
    change_days(
        turn.session, turn.office.national, turn.now, stated=[change], person_id=turn.person.id
    )
    return texts.stated(change, turn.today)


def read_day(turn: Turn, words: str) -> Told | None:
    """The one day the words name, and its name behind it."""
    try:
        if read_date(words, turn.today, turn.office.calendar) is None:
            return None
    except ImpossibleDate:
        return None
    found = find_dates(words, turn.today, turn.office.calendar)
    if len(found) != 1 or found[0].start is not None:
        return None
    return found[0].due, words[found[0].span[1] :].strip(" .,:;")
