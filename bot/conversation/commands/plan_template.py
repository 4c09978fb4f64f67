"""Send the template of a plan sheet (.xlsx)."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.reports.handouts import request_file
from bot.reports.plan_template_file import wish
from bot.texts import papers as texts
from bot.texts.plan_columns import FILE_NAME
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    return texts.template(request_file(turn, FILE_NAME, "xlsx", wish()))


COMMAND = Command(("mau", "mau ke hoach", "bang mau"), Action.PLAN, run)
