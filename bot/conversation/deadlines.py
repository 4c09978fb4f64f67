"""Deadlines in slots: a day, a day with its hour, or an hour alone, of the item's day."""

from datetime import date, time

from bot.conversation.turn import Turn
from bot.language.dates.dates import ImpossibleDate, ImpossibleHour, read_date
from bot.texts.days import no_such_hour
from scheduler.calendar.deadline import Deadline
from storage.milestone import Milestone


def stated(day: date, hour: time | None, hour_alone: bool) -> str:
    """A deadline as a slot holds it: a day, with its hour, or an hour alone, of the item's day."""
    if hour is not None and hour_alone:
        return f"{hour:%H:%M}"
    return Deadline(day, hour).isoformat()


def no_such_time(slot: str, turn: Turn) -> str:
    """What the text says of a day or hour that does not exist; '' if it says none."""
    if slot not in ("to_date", "moved_to"):
        return ""
    try:
        read_date(turn.text, turn.today, turn.office.calendar)
    except ImpossibleDate as error:
        return no_such_hour(error.phrase) if isinstance(error, ImpossibleHour) else ""
    return ""


def deadline_in(turn: Turn, milestone: Milestone, slot: str) -> Deadline:
    """The deadline that a slot holds; an hour alone is one of the due day, or of today if later."""
    return Deadline.fromisoformat(slot, max(milestone.due_on, turn.today))
