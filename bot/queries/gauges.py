"""Quotas as gauges: how far each is, and where it should be by now."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.delivery.wording import Item


@dataclass(frozen=True, slots=True)
class Gauge:
    """One quota. `expected` is where it should stand today, if that can be told yet."""

    item: Item
    value: int
    target: int
    expected: int | None
    slow: bool

    @property
    def share(self) -> float:
        """How much of the target is reached, from 0 to 1."""
        return min(1.0, self.value / self.target)

    @property
    def expected_share(self) -> float | None:
        """How much of the target should be reached."""
        return None if self.expected is None else min(1.0, self.expected / self.target)


def gauges(items: Iterable[Item]) -> list[Gauge]:
    """The quotas among these items, those that lag behind first; of a confidential one no number
    is known.
    """
    found = [
        Gauge(item, item.value or 0, item.target, item.expected, item.slow)
        for item in items
        if item.target
    ]
    return sorted(found, key=lambda gauge: (not gauge.slow, gauge.item.due_on, gauge.item.number))
