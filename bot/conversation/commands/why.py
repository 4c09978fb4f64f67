"""Explain why the reminders of an item were sent."""

import re

from bot.conversation.acts import item_of
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.texts import refusals
from bot.texts import why as texts
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.why import explain_steps
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    found = re.search(r"\d{1,4}", rest)
    if found is None:
        return refusals.NOT_UNDERSTOOD
    milestone = visible_milestone(turn, int(found[0]))
    if milestone is None:
        return refusals.no_such_number(int(found[0]))
    steps = explain_steps(turn.session, turn.office, milestone, turn.now)
    return texts.steps_of_item(item_of(turn, milestone), steps)


COMMAND = Command(
    ("vi sao", "tai sao"),
    Action.SEE_OWN,
    run,
    rest_pattern=r"(?:nhac )?(?:viec )?(?:so )?\d{1,4}\W*",
)
