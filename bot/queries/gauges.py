"""Quotas as gauges: the value, and where it should be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scheduler.delivery.wording import Item

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One quota. `expected` is the value it should have today; None if it is not known.

    Of a level, which has no pace, that is its target.
    """

    item: Item
    value: Decimal
    target: Decimal
    expected: Decimal | None
    behind_pace: bool

    @property
    def behind(self) -> bool:
        """Whether it is behind its pace, or a level whose number does not meet its target."""
        return self.behind_pace or (self.item.short_of or 0) > 0 and self.item.is_level

    @property
    def whole(self) -> Decimal:
        """The number at the end of the gauge: the target, of a level 100 % or the larger number."""
        if not self.item.is_level:
            return self.target
        return max(HUNDRED if self.item.measure.startswith("%") else self.target, self.value)

    @property
    def share(self) -> float:
        """The part of the gauge that is filled, 0 to 1."""
        return min(1.0, float(self.value / self.whole))

    @property
    def expected_share(self) -> float | None:
        """The place on the gauge where the value should be, 0 to 1; None if unknown."""
        should = self.target if self.item.is_level else self.expected
        return None if should is None else min(1.0, float(should / self.whole))


def gauges(items: Iterable[Item]) -> list[Gauge]:
    """The quotas among these items, those behind first; a confidential quota has no target here."""
    found = [
        Gauge(item, item.value or Decimal(0), item.target, item.expected, item.behind_pace)
        for item in items
        if item.target
    ]
    return sorted(
        found, key=lambda gauge: (not gauge.behind, gauge.item.deadline, gauge.item.number)
    )
