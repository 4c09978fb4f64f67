"""What is kept of the speaker."""

from bot.command import Command
from bot.texts import personal as texts
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action
from storage.personal import kept_of


def run(turn: Turn, rest: str) -> Outgoing:
    """All of it, to whoever it is of and nobody else."""
    return texts.kept(kept_of(turn.session, turn.person))


COMMAND = Command(("du lieu cua toi", "du lieu ve toi"), Action.OWN, run)
