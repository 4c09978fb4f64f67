"""Create a task from a sentence in chat."""

from bot.conversation.command import Command
from bot.conversation.proposals.from_chat import propose_task
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    return propose_task(turn, rest.strip(" :"))


COMMAND = Command(
    ("giao viec", "giao viec:", "giao viec moi", "giao viec moi:", "them viec", "them viec:"),
    Action.PLAN,
    run,
    rest_pattern=r"(?:: ?)?\S.*",
)
