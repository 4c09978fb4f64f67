"""Show the personal data stored of the speaker."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.texts import personal as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.personal import personal_data_of


def run(turn: Turn, rest: str) -> Outgoing:
    """Show all personal data stored about the speaker; nobody else can ask for it."""
    return texts.stored_data(personal_data_of(turn.session, turn.person))


COMMAND = Command(("du lieu cua toi", "du lieu ve toi"), Action.OWN_DATA, run)
