"""The villages of a quota: their counts in a text, and the whole they come to."""

import re
from collections.abc import Mapping
from typing import Any

from bot.language.replies.villages import VillageCounts, read_villages
from bot.language.text.citizens import without_names
from bot.language.text.fold import fold
from storage.milestone import Milestone

LEAD = re.compile(r"(?:(?:viec|nhiem vu|nv|cv|moc|so)\s+)*(?P<number>\d{1,4})\s*[:.,-]?\s+(?=\S)")


def led_number(text: str) -> int | None:
    """The item number a text begins with."""
    lead = LEAD.match(fold(text))
    return int(lead["number"]) if lead else None


def read_counts(text: str, milestone: Milestone) -> VillageCounts:
    """What a text says of the villages of one quota; the quota's own number may lead it."""
    lead = LEAD.match(fold(text))
    told = text[lead.end() :] if lead and int(lead["number"]) == milestone.number else text
    targets = dict.fromkeys(milestone.village_values) | milestone.village_targets
    about = f"{milestone.title} {milestone.task.measure}"
    return read_villages(without_names(told, targets), targets, milestone.village_values, about)


def village_slots(told: VillageCounts, milestone: Milestone) -> Mapping[str, Any]:
    """The villages' counts and the whole they come to.

    A whole that was told before the villages were is parted by them, and grows only beyond it.
    """
    before, whole = milestone.village_values, milestone.value or 0
    after = {**before, **told.counts}
    total, parted = sum(after.values()), sum(before.values())
    return {"villages": after, "value": total if whole == parted else max(whole, total)}
