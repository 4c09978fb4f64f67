"""Figures that are asked back and never written as said: per cent where another number is counted,
a number far beyond the target, less than nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.conversation.acts import item_of
from bot.conversation.dialog import agrees, asked_now
from bot.conversation.item_number import BEFORE_COUNTS, number_in
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import figures as texts
from scheduler.delivery.channel import Outgoing
from storage.milestone import Milestone
from storage.words import MilestoneShape

DOUBTED = "doubted"
"""Key of an open question's slots: the number to write if the speaker says it is right, or None."""
FAR = 2
"""A number beyond so many times the target is asked back."""
PERCENT = re.compile(r"(?<![\w/.,-])(?P<n>-?\d+(?:[.,]\d+)?) ?(?:%|phan tram(?!\w))")
NEGATIVE = re.compile(r"(?:^|[\s:])-\d")
PLAIN = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure is not written; `asks`: for the number reached, `number` if it is that."""

    message: Outgoing
    asks: bool = False
    number: int | None = None


def doubt(turn: Turn, act: str, milestone: Milestone, slots: Mapping[str, Any]) -> Doubt | None:
    """What keeps a figure of a message about one item from being written; None if nothing does."""
    if act not in ("progress", "count"):
        return None
    said, item = fold(turn.text), item_of(turn, milestone)
    figure = "percent" in slots or "value" in slots or "%" in said
    if figure and NEGATIVE.search(said):
        return Doubt(texts.refuse_negative(item))
    shares = [Decimal(found["n"].replace(",", ".")) for found in PERCENT.finditer(said)]
    if milestone.shape is not MilestoneShape.QUOTA:
        beyond = act == "progress" and any(share > 100 for share in shares)
        return Doubt(texts.refuse_above_hundred(item)) if beyond else None
    if DOUBTED not in slots and _is_share(turn, act, slots, said):
        share = shares[-1] if shares else Decimal(slots.get("percent", 100))
        return _share_doubted(turn, milestone, share)
    value = slots.get("value")
    if value is None or value in (slots.get(DOUBTED), _doubted_before(turn, milestone)):
        return None
    if _is_far(milestone, value):
        return Doubt(texts.ask_if_so_many(item, value), asks=True, number=value)
    return None


def taken_as_right(turn: Turn, slots: Mapping[str, Any], milestone: Milestone) -> int | None:
    """The number reached that the answer to a doubt gives; None where it gives none."""
    if DOUBTED not in slots:
        return None
    if agrees(turn.text):
        number: int | None = slots[DOUBTED]
        return number
    if turn.text.isdecimal():
        return int(turn.text)
    share = PERCENT.fullmatch(fold(turn.text).strip(" ."))
    return int(share["n"]) if share and _counts_shares(milestone) and share["n"].isdigit() else None


def _is_share(turn: Turn, act: str, slots: Mapping[str, Any], said: str) -> bool:
    """Whether the figure of a message on a quota is a share, and no number stands beside it."""
    if act == "progress":
        return "percent" in slots
    number = number_in(turn.text, BEFORE_COUNTS)
    rest = PERCENT.sub("", said)
    rest = rest if number is None else rest.replace(str(number), "", 1)
    return bool(PERCENT.search(said)) and PLAIN.search(rest) is None


def _share_doubted(turn: Turn, milestone: Milestone, share: Decimal) -> Doubt:
    item, target = item_of(turn, milestone), milestone.target or 0
    if not _counts_shares(milestone):
        whole = target if share == 100 else None
        return Doubt(texts.ask_for_number(item, whole), asks=True, number=whole)
    if share > 100:
        return Doubt(texts.refuse_above_hundred(item))
    if share != int(share):
        return Doubt(texts.refuse_fraction(item), asks=True)
    return Doubt(texts.ask_if_reached(item, int(share)), asks=True, number=int(share))


def _counts_shares(milestone: Milestone) -> bool:
    return milestone.task.measure.strip().startswith("%")


def _is_far(milestone: Milestone, value: int) -> bool:
    target = milestone.target or 0
    return value > (100 if _counts_shares(milestone) and target <= 100 else FAR * target)


def _doubted_before(turn: Turn, milestone: Milestone) -> int | None:
    """The number of this item that was asked back just now, so that saying it again confirms it."""
    question = asked_now(turn)
    if question is None or question.data.get("number") != milestone.number:
        return None
    number: int | None = question.data.get("slots", {}).get(DOUBTED)
    return number
