"""The commune's own days."""

from sqlalchemy import select

from bot.command import Command
from bot.texts import calendar as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action
from storage.commune import Commune, calendar_days


def run(turn: Turn, rest: str) -> Outgoing:
    """The days stated, and how 24 November stands."""
    commune = turn.session.scalars(select(Commune)).one()
    return texts.days_listed(calendar_days(turn.session), commune.culture_day)


COMMAND = Command(("ngay nghi",), Action.SEE_OWN, run)
