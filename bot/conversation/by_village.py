"""Counts told village by village: which quota they belong to, and what is asked back."""

from collections.abc import Iterable

from bot.conversation.acts import BY_NAME, item_of
from bot.conversation.dialog import WHICH, remember
from bot.conversation.perform import perform
from bot.conversation.turn import Turn
from bot.conversation.villages import led_number, read_counts, village_slots
from bot.texts import answers, refusals
from scheduler.delivery.channel import Outgoing
from storage.milestone import Milestone


def by_village(turn: Turn, mine: Iterable[Milestone]) -> Outgoing | None:
    """Counts of villages put to the one milestone that has them; None where none is told."""
    fitting = [row for row in _meant(turn, mine) if read_counts(turn.text, row).counts]
    if len(fitting) > 1:
        chosen = [row.number for row in fitting]
        remember(turn, WHICH, {"text": turn.text, "numbers": chosen})
        return answers.ask_which_item([item_of(turn, row) for row in fitting])
    return count_villages(turn, fitting[0]) if fitting else None


def unclear_villages(turn: Turn, mine: Iterable[Milestone]) -> Outgoing | None:
    """A question back where a village is named but its number is not clear; None elsewhere."""
    for row in _meant(turn, mine):
        if unsure := read_counts(turn.text, row).unsure:
            return refusals.unsure_villages(item_of(turn, row), unsure)
    return None


def _meant(turn: Turn, mine: Iterable[Milestone]) -> list[Milestone]:
    """Of these the quotas with villages: those named, or all."""
    quotas = [row for row in mine if _parted(row)]
    named = (led_number(turn.text), *turn.about)
    return [row for row in quotas if row.number in named] or quotas


def _parted(milestone: Milestone) -> bool:
    """Whether villages are told of a quota; of a confidential one nothing is."""
    villages = milestone.village_targets or milestone.village_values
    return bool(villages) and not milestone.task.confidential


def count_villages(turn: Turn, milestone: Milestone) -> Outgoing | None:
    """The counts of a message's villages written to one quota; None where it tells none."""
    told = read_counts(turn.text, milestone)
    if not told.counts:
        return None
    if told.unsure:
        return refusals.unsure_villages(item_of(turn, milestone), told.unsure)
    return perform(turn, BY_NAME["count"], milestone, village_slots(told, milestone))
