"""Words that sweep over many items, such as "the rest", and what they may not end."""

import re
from collections.abc import Sequence

from bot.conversation.perform import ActOnItem
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from scheduler.work.phases import not_opened
from storage.milestone import Milestone


def counts_unsaid(turn: Turn, wish: ActOnItem) -> bool:
    """Whether words that sweep would write a number that nobody said."""
    numbers = set(map(int, re.findall(r"\d+", turn.text)))
    return wish.act.name == "count" and not {wish.number, wish.slots.get("value")} & numbers


def swept_early(turn: Turn, wishes: Sequence[ActOnItem]) -> list[Milestone]:
    """The items reported as done without their number being said, though they have not opened."""
    named = set(map(int, re.findall(r"\d+", turn.text)))
    swept = [wish.number for wish in wishes if wish.act.name == "done"]
    rows = [visible_milestone(turn, number) for number in swept if number not in named]
    return not_opened(turn.session, [row for row in rows if row is not None], turn.today)
