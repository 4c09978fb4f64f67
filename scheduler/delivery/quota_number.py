"""The number of a quota as shown to people."""

from dataclasses import dataclass
from decimal import Decimal

from scheduler.ladder.levels import short_of
from storage.words import Better, Figure


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """A village's number in a quota; `target` is None if the plan sets none."""

    name: str
    value: int
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaNumber:
    """What a milestone has of a quota; nothing if it is none.

    `expected` is the number due by now, None for a level; `behind_pace` means it lags behind.
    `measure` is the unit.
    """

    value: Decimal | None = None
    target: Decimal | None = None
    expected: Decimal | None = None
    behind_pace: bool = False
    measure: str = ""
    figure: Figure = Figure.SUM
    better: Better = Better.HIGHER
    villages: tuple[VillageProgress, ...] = ()

    @property
    def is_level(self) -> bool:
        """Whether it is a quota whose number is a level to be kept."""
        return self.figure is Figure.LEVEL and self.target is not None

    @property
    def reached(self) -> bool:
        """Whether a quota's number meets its target; a level without a number meets nothing."""
        return self.short_of is not None and not self.short_of

    @property
    def short_of(self) -> Decimal | None:
        """How far a quota's number is from its target; None without both numbers."""
        if self.target is None or self.value is None:
            return None
        return short_of(self.value, self.target, self.better)
