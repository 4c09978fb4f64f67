"""How work stands in numbers: each milestone stands in one place, and tallies count the places."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.words import Status


class Standing(StrEnum):
    """Where a milestone stands on a day. A cancelled one stands nowhere and is not counted."""

    ON_TIME = "on_time"
    """Done, and handed in on its due date or before."""
    LATE = "late"
    """Done, and handed in after its due date."""
    WAITING = "waiting"
    """Handed in; the office decides."""
    GOING = "going"
    """Not handed in, and not past its due date."""
    OVERDUE = "overdue"
    """Not handed in, and past its due date."""


DONE = frozenset({Standing.ON_TIME, Standing.LATE})
OPEN = frozenset({Standing.WAITING, Standing.GOING, Standing.OVERDUE})


@dataclass(frozen=True, slots=True)
class CountedMilestone:
    """One milestone as it is counted. Days are Vietnam's: when its result came, and was taken."""

    number: int
    sector: str
    unit: str
    post: str
    status: Status
    due_on: date
    handed_in_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many milestones of one name stand where."""

    name: str
    on_time: int = 0
    late: int = 0
    waiting: int = 0
    going: int = 0
    overdue: int = 0

    @property
    def done(self) -> int:
        """Those that are done, on time or late."""
        return self.on_time + self.late

    @property
    def open(self) -> int:
        """Those of which something is still expected of somebody."""
        return self.waiting + self.going + self.overdue

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.open


def standing(work: CountedMilestone, today: date) -> Standing | None:
    """Where a milestone stands on a day; None for a cancelled one."""
    if work.status is Status.CANCELLED:
        return None
    if work.status is Status.DONE:
        late = work.handed_in_on is not None and work.handed_in_on > work.due_on
        return Standing.LATE if late else Standing.ON_TIME
    if work.status is Status.SUBMITTED:
        return Standing.WAITING
    return Standing.OVERDUE if work.due_on < today else Standing.GOING


def tally(name: str, works: Iterable[CountedMilestone], today: date) -> Tally:
    """Count all of these works under one name."""
    counts = Counter(standing(work, today) for work in works)
    return Tally(
        name,
        on_time=counts[Standing.ON_TIME],
        late=counts[Standing.LATE],
        waiting=counts[Standing.WAITING],
        going=counts[Standing.GOING],
        overdue=counts[Standing.OVERDUE],
    )


def tallied(
    works: Iterable[CountedMilestone], by: Callable[[CountedMilestone], str], today: date
) -> list[Tally]:
    """One tally a name, in the order in which the names are met; none for what is not counted."""
    groups: dict[str, list[CountedMilestone]] = {}
    for work in works:
        groups.setdefault(by(work), []).append(work)
    found = [tally(name, group, today) for name, group in groups.items()]
    return [each for each in found if each.total]


def most_urgent_first(tallies: Iterable[Tally]) -> list[Tally]:
    """The one with most overdue first, then with most open."""
    return sorted(tallies, key=lambda each: (-each.overdue, -each.open))


def sector_of(work: CountedMilestone) -> str:
    """The name of its sector."""
    return work.sector


def unit_of(work: CountedMilestone) -> str:
    """The name of the unit that leads it."""
    return work.unit


def matrix(works: Sequence[CountedMilestone], today: date) -> dict[str, list[Tally]]:
    """By unit one tally a sector, in the order in which both are met; sectors line up in rows."""
    sectors = list(dict.fromkeys(work.sector for work in works))
    rows = {unit: [work for work in works if work.unit == unit] for unit in map(unit_of, works)}
    return {
        unit: [tally(name, (w for w in row if w.sector == name), today) for name in sectors]
        for unit, row in rows.items()
    }
