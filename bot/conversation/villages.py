"""Village counts of a quota: read them from a text, and derive the total."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.item_number import BEFORE_COUNTS
from bot.language.replies.villages import VillageCounts, read_villages
from bot.language.text.citizens import without_names
from bot.language.text.fold import fold
from storage.milestone import Milestone


def read_counts(text: str, milestone: Milestone) -> VillageCounts:
    """The counts of a quota's villages in a text, which may begin with the quota's number."""
    lead = BEFORE_COUNTS.match(fold(text))
    words = text[lead.end() :] if lead and int(lead["number"]) == milestone.number else text
    targets = dict.fromkeys(milestone.village_values) | milestone.village_targets
    about = f"{milestone.title} {milestone.task.measure}"
    return read_villages(without_names(words, targets), targets, milestone.village_values, about)


def village_slots(read: VillageCounts, milestone: Milestone) -> Mapping[str, Any]:
    """The slots of an act "count": the villages' counts and the total.

    A total reported before any village stays until the sum of the villages exceeds it.
    """
    before, whole = milestone.village_values, int(milestone.value or 0)
    after = {**before, **read.counts}
    total, parted = sum(after.values()), sum(before.values())
    return {"villages": after, "value": total if whole == parted else max(whole, total)}
