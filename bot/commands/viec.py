"""My work."""

from bot.command import Command
from bot.lists import own
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The open milestones the speaker leads."""
    return lists.own(own(turn), turn.today, int(rest) if rest.isdigit() else 0)


COMMAND = Command(("viec", "viec cua toi", "viec cua em"), Action.SEE_OWN, run)
