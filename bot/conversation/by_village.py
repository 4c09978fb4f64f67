"""Counts reported village by village: find their quota, record them or ask back."""

from collections.abc import Iterable

from bot.conversation.acts import ACTS_BY_NAME, item_of
from bot.conversation.dialog import ASKS_WHICH_ITEM, set_question
from bot.conversation.item_number import BEFORE_COUNTS, number_in
from bot.conversation.perform import perform
from bot.conversation.turn import Turn
from bot.conversation.villages import read_counts, village_slots
from bot.texts import answers, refusals
from scheduler.delivery.channel import Outgoing
from storage.milestone import Milestone


def find_and_record_village_counts(turn: Turn, mine: Iterable[Milestone]) -> Outgoing | None:
    """Record the village counts of a text in the one quota among `mine` (milestones the speaker
    leads) that has these villages; ask which if several have them. None if the text has no village
    counts.
    """
    fitting = [row for row in _quotas_meant(turn, mine) if read_counts(turn.text, row).counts]
    if len(fitting) > 1:
        chosen = [row.number for row in fitting]
        set_question(turn, ASKS_WHICH_ITEM, {"text": turn.text, "numbers": chosen})
        return answers.ask_which_item([item_of(turn, row) for row in fitting])
    return record_counts_in_quota(turn, fitting[0]) if fitting else None


def ask_unclear_villages(turn: Turn, mine: Iterable[Milestone]) -> Outgoing | None:
    """Ask again for villages whose count is unclear; None if there are none."""
    for row in _quotas_meant(turn, mine):
        if unsure := read_counts(turn.text, row).unsure:
            return refusals.unsure_villages(item_of(turn, row), unsure)
    return None


def _quotas_meant(turn: Turn, mine: Iterable[Milestone]) -> list[Milestone]:
    """The quotas with villages among these: those named by number, else all."""
    quotas = [row for row in mine if _has_villages(row)]
    named = (number_in(turn.text, BEFORE_COUNTS), *turn.about)
    return [row for row in quotas if row.number in named] or quotas


def _has_villages(milestone: Milestone) -> bool:
    """Whether a quota is counted by village; a confidential one never is."""
    villages = milestone.village_targets or milestone.village_values
    return bool(villages) and not milestone.task.confidential


def record_counts_in_quota(turn: Turn, milestone: Milestone) -> Outgoing | None:
    """Record a message's village counts in one quota; None if it has none."""
    read = read_counts(turn.text, milestone)
    if not read.counts:
        return None
    if read.unsure:
        return refusals.unsure_villages(item_of(turn, milestone), read.unsure)
    return perform(turn, ACTS_BY_NAME["count"], milestone, village_slots(read, milestone))
