"""Let a reminder that the speaker took back come again."""

import re

from bot.conversation.command import Command
from bot.conversation.own_reminding import ask_again
from bot.conversation.turn import Turn
from bot.texts import own_reminders as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.own_reminder import own_reminders_numbered


def run(turn: Turn, rest: str) -> Outgoing:
    """Those numbers that were taken back."""
    numbers = [int(each) for each in re.findall(r"\d{1,6}", rest)]
    found = own_reminders_numbered(turn.session, turn.person.id, numbers)
    rows = [row for row in found if row.dropped_at is not None]
    return ask_again(turn, rows) if rows else texts.NOT_THERE


COMMAND = Command(
    ("giu loi nhac", "hen lai loi nhac"),
    Action.SEE_OWN,
    run,
    rest_pattern=r"(?:so )?\d{1,6}(?:\D+\d{1,6})*\W*",
)
