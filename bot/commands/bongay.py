"""A day goes back to the general rule."""

from bot.command import Command
from bot.commune_days import read_day
from bot.texts import calendar as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.days import change_days
from scheduler.permissions import Action
from storage.commune import calendar_days


def run(turn: Turn, rest: str) -> Outgoing:
    """Drop one of the commune's own days."""
    told = read_day(turn, rest)
    if told is None:
        return texts.which_day()
    day = told[0]
    if day not in {row.day for row in calendar_days(turn.session)}:
        return texts.not_stated(day, turn.today)
    change_days(
        turn.session, turn.office.national, turn.now, dropped=[day], person_id=turn.person.id
    )
    return texts.dropped(day, turn.today)


COMMAND = Command(
    ("bo ngay",), Action.CALENDAR, run, follows=r"(?:nghi |lam bu )?\d{1,2}/\d{1,2}.*"
)
