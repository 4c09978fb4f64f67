"""Village counts of a quota: read them from a text, and derive the total."""

import re
from collections.abc import Mapping
from typing import Any

from bot.language.replies.villages import VillageCounts, read_villages
from bot.language.text.citizens import without_names
from bot.language.text.fold import fold
from storage.milestone import Milestone

LEAD = re.compile(r"(?:(?:viec|nhiem vu|nv|cv|moc|so)\s+)*(?P<number>\d{1,4})\s*[:.,-]?\s+(?=\S)")


def led_number(text: str) -> int | None:
    """The item number a text begins with, or None."""
    lead = LEAD.match(fold(text))
    return int(lead["number"]) if lead else None


def read_counts(text: str, milestone: Milestone) -> VillageCounts:
    """The counts of a quota's villages in a text, which may begin with the quota's number."""
    lead = LEAD.match(fold(text))
    words = text[lead.end() :] if lead and int(lead["number"]) == milestone.number else text
    targets = dict.fromkeys(milestone.village_values) | milestone.village_targets
    about = f"{milestone.title} {milestone.task.measure}"
    return read_villages(without_names(words, targets), targets, milestone.village_values, about)


def village_slots(read: VillageCounts, milestone: Milestone) -> Mapping[str, Any]:
    """The slots of an act "count": the villages' counts and the total.

    A total reported before any village stays until the sum of the villages exceeds it.
    """
    before, whole = milestone.village_values, milestone.value or 0
    after = {**before, **read.counts}
    total, parted = sum(after.values()), sum(before.values())
    return {"villages": after, "value": total if whole == parted else max(whole, total)}
