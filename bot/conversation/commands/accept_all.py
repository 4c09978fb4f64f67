"""Accept many items at once: those named, or all that the speaker leads and has not accepted."""

import re
from collections.abc import Sequence

from bot.conversation.acts import ACTS_BY_NAME, item_of
from bot.conversation.command import Command
from bot.conversation.perform import ActOnItem, perform_all
from bot.conversation.turn import Turn
from bot.conversation.turn_items import led_items
from bot.language.text.fold import fold
from bot.texts import answers
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.rules import PLANNED_SHAPES
from scheduler.work.permissions import Action
from storage.milestone import Milestone

NUMBERS = r"\d{1,4}(?:-\d{1,4})?(?:, \d{1,4}(?:-\d{1,4})?)*"
ACCEPTS_ALL = (
    r"(?:(?:em|toi|minh) )?(?:da nhan(?: du)? (?:ca|het|tat ca)|nhan ca)"
    r"(?: (?P<count>\d{1,3})| cac)? (?:viec|nhiem vu)(?: roi)?(?: a)?[ .!]*"
)
"""Pattern of a whole folded text that accepts all, perhaps with their number."""


def run(turn: Turn, rest: str) -> Outgoing:
    """Accept the items named, or all that wait.

    If the text states how many and another number waits, accept none and ask back.
    """
    waiting = [each for each in led_items(turn) if _is_unaccepted(each)]
    counted = re.fullmatch(ACCEPTS_ALL, fold(rest))
    if counted is None:
        spans = _spans(rest)
        waiting = [row for row in waiting if any(a <= row.number <= b for a, b in spans)]
    if not waiting:
        return answers.NOTHING_TO_ACCEPT
    if counted is not None and counted["count"] and int(counted["count"]) != len(waiting):
        return answers.ask_to_accept([each.number for each in waiting])
    return _accept(turn, waiting)


def _accept(turn: Turn, rows: Sequence[Milestone]) -> Outgoing:
    accept = ACTS_BY_NAME["accept"]
    done = perform_all(turn, [ActOnItem(accept, each.number, {}, turn.text) for each in rows])
    if len(rows) == 1 or any(each.accepted_at is None for each in rows):
        return done
    return answers.accepted_together([item_of(turn, each) for each in rows])


def _is_unaccepted(row: Milestone) -> bool:
    return row.accepted_at is None and row.shape in PLANNED_SHAPES


def _spans(words: str) -> list[tuple[int, int]]:
    """The first and last number of each range, "1-4, 9"; a single number is a range of one."""
    found = re.findall(r"(\d+)(?:-(\d+))?", words)
    return [(int(first), int(last or first)) for first, last in found]


COMMAND = Command(
    ("nhan ca viec",), Action.ANSWER, run, rest_pattern=NUMBERS, whole_text_pattern=ACCEPTS_ALL
)
