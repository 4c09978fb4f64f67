"""Ask back about figures that are not stored as stated: a percentage where another number is
counted, a number far beyond the target or below the last one, too many decimals, a negative number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.conversation.acts import item_of
from bot.conversation.dialog import agrees, counts_shares, current_question
from bot.conversation.item_number import BEFORE_COUNTS, number_in
from bot.conversation.turn import Turn
from bot.language.replies.figures import figure_written
from bot.language.replies.lowering import means_lower
from bot.language.text.fold import fold
from bot.texts import figures as texts
from bot.texts.figures import VillageFall
from scheduler.delivery.channel import Outgoing
from scheduler.work.level_end import is_level
from storage.figures import as_json, of_json, places
from storage.milestone import Milestone
from storage.words import MilestoneShape

DOUBTED = "doubted"
"""Key of an open question's slots: the number to write if the speaker says it is right, or None."""
FAR = 2
"""A number beyond so many times the target is asked back."""
PERCENT = re.compile(r"(?<![\w/.,-])(?P<n>-?\d+(?:[.,]\d+)?) ?(?:%|phan tram(?!\w))")
NEGATIVE = re.compile(r"(?:^|[\s:])-\d")
ANY_DIGIT = re.compile(r"\d")
FIGURE = re.compile(r"(?P<n>\d{1,9}(?:[.,]\d{1,6})*) ?(?P<mark>%|phan tram)?")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that is not stored as stated, and the answer (`message`).

    `asks`: the message asks for the number reached; `number` is the number that a "yes" confirms,
    None if a "yes" confirms nothing. `villages`: the numbers by village, if it was stated so.
    """

    message: Outgoing
    asks: bool = False
    number: Decimal | None = None
    villages: Mapping[str, int] | None = None

    @property
    def slots(self) -> dict[str, Any]:
        """The slots of the open question that asks for the number."""
        villages = {} if self.villages is None else {"villages": dict(self.villages)}
        return {DOUBTED: as_json(self.number), **villages}


def find_doubt(
    turn: Turn, act: str, milestone: Milestone, slots: Mapping[str, Any]
) -> Doubt | None:
    """The doubt about the figure in a message about one item; None if the figure can be stored."""
    if act not in ("progress", "count"):
        return None
    said, item = fold(turn.text), item_of(turn, milestone)
    figure = "percent" in slots or "value" in slots or "%" in said
    if figure and NEGATIVE.search(said):
        return Doubt(texts.refuse_negative(item))
    shares = [Decimal(found["n"].replace(",", ".")) for found in PERCENT.finditer(said)]
    if milestone.shape is not MilestoneShape.QUOTA:
        beyond = act == "progress" and any(share > HUNDRED for share in shares)
        return Doubt(texts.refuse_above_hundred(item)) if beyond else None
    if DOUBTED not in slots and _is_share(turn, act, milestone, slots, said):
        share = shares[-1] if shares else Decimal(slots.get("percent", HUNDRED))
        return _share_doubted(turn, milestone, share)
    value = of_json(slots.get("value"))
    return None if value is None else _number_doubted(turn, milestone, slots, value)


def _number_doubted(
    turn: Turn, milestone: Milestone, slots: Mapping[str, Any], value: Decimal
) -> Doubt | None:
    item, most = item_of(turn, milestone), milestone.task.decimals
    if places(value) > most:
        return Doubt(texts.ask_rounder(item, value, most), asks=True)
    if is_level(milestone) and counts_shares(milestone) and value > HUNDRED:
        return Doubt(texts.refuse_above_hundred(item))
    if value in (of_json(slots.get(DOUBTED)), _doubted_before(turn, milestone)):
        return None
    if _is_far(milestone, value):
        return Doubt(texts.ask_if_so_many(item, value), asks=True, number=value)
    if is_level(milestone) or means_lower(turn.text):
        return None
    if "villages" not in slots and value < sum(milestone.village_values.values()):
        return None  # It is refused, with the villages' numbers.
    if fallen := _fallen(milestone, slots):
        asked = texts.ask_if_villages_fell(item, fallen, value)
        return Doubt(asked, asks=True, number=value, villages=slots["villages"])
    if value < (milestone.value or 0):
        return Doubt(texts.ask_if_fewer(item, value), asks=True, number=value)
    return None


def _fallen(milestone: Milestone, slots: Mapping[str, Any]) -> list[VillageFall]:
    """The villages whose number would be lower than before."""
    before = milestone.village_values
    return [
        VillageFall(name, before[name], count)
        for name, count in slots.get("villages", {}).items()
        if count < before.get(name, 0)
    ]


def confirmed_number(
    turn: Turn, slots: Mapping[str, Any], milestone: Milestone
) -> Mapping[str, Any] | None:
    """The slots of a count that the answer to a doubt gives; None where it gives no number."""
    if DOUBTED not in slots:
        return None
    doubted = slots[DOUBTED]
    if agrees(turn.text):
        right = doubted
    else:
        written = FIGURE.fullmatch(fold(turn.text).strip(" ."))
        if written is None or (written["mark"] and not counts_shares(milestone)):
            return None
        right = as_json(figure_written(written["n"], counts_shares(milestone)))
    villages = {"villages": slots["villages"]} if "villages" in slots and right == doubted else {}
    return None if right is None else {"value": right, **villages}


def _is_share(
    turn: Turn, act: str, milestone: Milestone, slots: Mapping[str, Any], said: str
) -> bool:
    """Whether the only figure in a message on a quota is a percentage.

    One that was read as the number of a quota in per cent is that number.
    """
    if act == "progress":
        return "percent" in slots
    if counts_shares(milestone):
        return False
    number = number_in(turn.text, BEFORE_COUNTS)
    rest = PERCENT.sub("", said)
    rest = rest if number is None else rest.replace(str(number), "", 1)
    return bool(PERCENT.search(said)) and ANY_DIGIT.search(rest) is None


def _share_doubted(turn: Turn, milestone: Milestone, share: Decimal) -> Doubt:
    item, target = item_of(turn, milestone), milestone.target or Decimal(0)
    if not counts_shares(milestone):
        whole = target if share == HUNDRED and not is_level(milestone) else None
        return Doubt(texts.ask_for_number(item, whole), asks=True, number=whole)
    if share > HUNDRED:
        return Doubt(texts.refuse_above_hundred(item))
    if places(share) > milestone.task.decimals:
        return Doubt(texts.ask_rounder(item, share, milestone.task.decimals), asks=True)
    return Doubt(texts.ask_if_reached(item, share), asks=True, number=share)


def _is_far(milestone: Milestone, value: Decimal) -> bool:
    target = milestone.target or Decimal(0)
    if counts_shares(milestone):
        return value > max(HUNDRED, target)
    return value > FAR * target


def _doubted_before(turn: Turn, milestone: Milestone) -> Decimal | None:
    """The number of this item that was asked back just now, so that saying it again confirms it."""
    question = current_question(turn)
    if question is None or question.data.get("number") != milestone.number:
        return None
    return of_json(question.data.get("slots", {}).get(DOUBTED))
