"""Show the commands."""

from bot.conversation.command import Command, all_commands
from bot.conversation.turn import Turn
from bot.texts import help as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    names = [command.name for command in all_commands() if turn.may(command.action)]
    return texts.help(names, turn.may(Action.DECIDE))


COMMAND = Command(("tro giup", "help", "huong dan"), Action.SEE_OWN, run, menu=True)
