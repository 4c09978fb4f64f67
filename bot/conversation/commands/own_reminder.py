"""Keep what the speaker wants to be reminded of, at a moment or by a rule."""

from bot.conversation.command import Command
from bot.conversation.own_reminding import take_wish
from bot.conversation.turn import Turn
from bot.language.requests.own_reminding import is_wish
from bot.texts import own_reminders as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Take the whole wish; after a slash its verb is left out."""
    if not rest:
        return texts.HOW_TO_ASK
    return take_wish(turn, rest if is_wish(rest) else f"nhac toi {rest}")


COMMAND = Command(("nhac toi",), Action.SEE_OWN, run, reads=is_wish)
