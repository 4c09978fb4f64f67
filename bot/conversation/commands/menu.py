"""Show the speaker's commands as buttons."""

from bot.conversation.command import Command, menu_for
from bot.conversation.turn import Turn
from bot.texts import help as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.person import holdings_of


def run(turn: Turn, rest: str) -> Outgoing:
    held = [row.post.name for row in holdings_of(turn.session, turn.person.id)]
    return texts.start(turn.person.name, held, menu_for(turn.actor.ranks))


COMMAND = Command(("menu", "start", "bat dau"), Action.SEE_OWN, run)
