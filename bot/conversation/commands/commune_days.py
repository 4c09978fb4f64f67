"""List the days off and working days that the commune has stated."""

from sqlalchemy import select

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.texts import calendar as texts
from scheduler.calendar.tet import next_estimated_tet
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.commune import Commune, calendar_days


def run(turn: Turn, rest: str) -> Outgoing:
    """List the days that the commune has set, whether 24 November is off and, for a speaker who may
    change the calendar, the estimated days off of Tet.
    """
    commune = turn.session.scalars(select(Commune)).one()
    rows, office = calendar_days(turn.session), turn.office
    stated = [row.day for row in rows]
    guess = next_estimated_tet(turn.today, office.calendar, office.national.tet_decided, stated)
    shown = guess if turn.may(Action.CALENDAR) else None
    return texts.days_listed(rows, commune.culture_day, shown, turn.today)


COMMAND = Command(("ngay nghi",), Action.SEE_OWN, run, menu=True)
