"""Quotas as gauges: the value, and where it should be today. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.delivery.wording import Item


@dataclass(frozen=True, slots=True)
class Gauge:
    """One quota. `expected` is the value it should have today; None if it is not known."""

    item: Item
    value: int
    target: int
    expected: int | None
    behind_pace: bool

    @property
    def share(self) -> float:
        """The share of the target reached, 0 to 1."""
        return min(1.0, self.value / self.target)

    @property
    def expected_share(self) -> float | None:
        """The share of the target that should be reached today, 0 to 1; None if unknown."""
        return None if self.expected is None else min(1.0, self.expected / self.target)


def gauges(items: Iterable[Item]) -> list[Gauge]:
    """The quotas among these items, slow ones first; a confidential quota has no target here."""
    found = [
        Gauge(item, item.value or 0, item.target, item.expected, item.behind_pace)
        for item in items
        if item.target
    ]
    return sorted(
        found, key=lambda gauge: (not gauge.behind_pace, gauge.item.deadline, gauge.item.number)
    )
