"""The command that sets the weight of an item's task: urgent, key or ordinary."""

import re

from bot.conversation.acts import item_of
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.text.fold import fold
from bot.texts import refusals
from bot.texts import weighing as texts
from bot.texts.answers import joined_messages
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from scheduler.work.set_weight import set_weight
from storage.words import Weight

NUMBER = re.compile(r"\d{1,4}")
MOST = 20
"""The most items of one message."""
ORDINARY = r"(?:khong|thoi|bo|het) (?:con )?(?:la )?(?:khan|gap|uu tien|trong tam)|(?:binh )?thuong"
URGENT = r"(?:uu tien )?(?:rat |thuong )?(?:khan|gap)|hoa toc|khan cap"
KEY = r"uu tien|trong tam|quan trong"
LEVELS = (
    (Weight.ORDINARY, re.compile(rf"\b(?:{ORDINARY})\b")),
    (Weight.URGENT, re.compile(rf"\b(?:{URGENT})\b")),
    (Weight.KEY, re.compile(rf"\b(?:{KEY})\b")),
)
"""The first level whose pattern is found in the text is taken; KEY if none is."""
NUMBERS = r"(?:cac )?(?:viec |so |nhiem vu )*\d{1,4}(?:(?:,(?: viec)?| va)? \d{1,4}|,\d{1,4})*"
LEVEL_WORDS = (
    rf"(?:la |de |thanh |chuyen )?(?:viec |muc )?(?:{ORDINARY}|{URGENT}|{KEY})(?: nhe| a)?"
)


def run(turn: Turn, rest: str) -> Outgoing:
    """Set the weight of the task of each item named."""
    numbers = list(dict.fromkeys(map(int, NUMBER.findall(rest))))
    words = fold(turn.text)
    level = next((each for each, shape in LEVELS if shape.search(words)), Weight.KEY)
    if not numbers:
        return texts.HOW_TO_SET_WEIGHT
    if len(numbers) > MOST:
        return texts.too_many(MOST)
    return joined_messages([_one(turn, number, level) for number in numbers])


def _one(turn: Turn, number: int, level: Weight) -> Outgoing:
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    set_weight(turn.context(), milestone.task, level)
    return texts.weighed(item_of(turn, milestone))


COMMAND = Command(
    ("uu tien", "viec uu tien"),
    Action.DECIDE,
    run,
    rest_pattern=NUMBERS,
    whole_text_pattern=rf"(?:khan|trong tam) {NUMBERS}|{NUMBERS},? {LEVEL_WORDS}",
)
