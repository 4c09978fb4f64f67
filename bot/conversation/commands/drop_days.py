"""A day goes back to the general rule."""

from bot.conversation.command import Command
from bot.conversation.commune_days import FOLLOWS, read_days
from bot.conversation.turn import Turn
from bot.texts import calendar as texts
from scheduler.delivery.channel import Outgoing
from scheduler.engine.own_days import change_days
from scheduler.work.permissions import Action
from storage.commune import calendar_days


def run(turn: Turn, rest: str) -> Outgoing:
    """Drop one of the commune's own days, or several in a row."""
    told = read_days(turn, rest)
    if told is None:
        return texts.which_day()
    stated = [row.day for row in calendar_days(turn.session) if told.first <= row.day <= told.last]
    if not stated:
        return texts.not_stated(told.first, turn.today)
    change_days(
        turn.session, turn.office.national, turn.now, dropped=stated, person_id=turn.person.id
    )
    if told.first == told.last:
        return texts.dropped(told.first, turn.today)
    return texts.range_dropped(told.first, told.last, turn.today)


COMMAND = Command(("bo ngay",), Action.CALENDAR, run, follows=rf"(?:nghi |lam bu )?{FOLLOWS}")
