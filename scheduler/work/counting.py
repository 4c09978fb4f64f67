"""Count milestones by work state."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import local_day
from storage.words import Status, Weight


class WorkState(StrEnum):
    """The state of a milestone at a moment. A cancelled one has none and is not counted."""

    ON_TIME = "on_time"
    """Done, and handed in by its deadline."""
    LATE = "late"
    """Done, and handed in after its deadline."""
    WAITING_FOR_DECISION = "waiting"
    """Handed in; the secretary has to decide."""
    NOT_YET_DUE = "not_yet_due"
    """Not handed in, and not past its deadline."""
    OVERDUE = "overdue"
    """Not handed in, and past its deadline."""


DONE_STATES = frozenset({WorkState.ON_TIME, WorkState.LATE})
OPEN_STATES = frozenset({WorkState.WAITING_FOR_DECISION, WorkState.NOT_YET_DUE, WorkState.OVERDUE})


@dataclass(frozen=True, slots=True)
class CountedMilestone:
    """What is counted of a milestone. Days and the hour `due_time` are those of Vietnam.

    `handed_in_at` (UTC) is when its result was handed in, `closed_on` when it was confirmed or
    cancelled. `due_time` is None where the whole due day counts.
    """

    number: int
    sector: str
    unit: str
    post: str
    status: Status
    due_on: date
    handed_in_at: datetime | None = None
    closed_on: date | None = None
    weight: Weight = Weight.ORDINARY
    due_time: time | None = None

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.due_on, self.due_time)

    @property
    def handed_in_on(self) -> date | None:
        """The day in Vietnam on which the result was handed in."""
        return local_day(self.handed_in_at) if self.handed_in_at else None


@dataclass(frozen=True, slots=True)
class StateCounts:
    """The number of milestones in each work state under one name, e.g. of a unit or sector."""

    name: str
    on_time: int = 0
    late: int = 0
    waiting: int = 0
    not_yet_due: int = 0
    overdue: int = 0

    @property
    def done(self) -> int:
        """Done, on time or late."""
        return self.on_time + self.late

    @property
    def open(self) -> int:
        """Not done and not cancelled."""
        return self.waiting + self.not_yet_due + self.overdue

    @property
    def total(self) -> int:
        return self.done + self.open


def work_state(work: CountedMilestone, now: datetime) -> WorkState | None:
    """The state of a milestone at a moment; None for a cancelled one."""
    if work.status is Status.CANCELLED:
        return None
    if work.status is Status.DONE:
        late = work.handed_in_at is not None and work.deadline.passed(work.handed_in_at)
        return WorkState.LATE if late else WorkState.ON_TIME
    if work.status is Status.SUBMITTED:
        return WorkState.WAITING_FOR_DECISION
    return WorkState.OVERDUE if work.deadline.passed(now) else WorkState.NOT_YET_DUE


def count_states(name: str, works: Iterable[CountedMilestone], now: datetime) -> StateCounts:
    counts = Counter(work_state(work, now) for work in works)
    return StateCounts(
        name,
        on_time=counts[WorkState.ON_TIME],
        late=counts[WorkState.LATE],
        waiting=counts[WorkState.WAITING_FOR_DECISION],
        not_yet_due=counts[WorkState.NOT_YET_DUE],
        overdue=counts[WorkState.OVERDUE],
    )


def counts_by(
    works: Iterable[CountedMilestone], by: Callable[[CountedMilestone], str], now: datetime
) -> list[StateCounts]:
    """Counts for each name that `by` gives, in order of first appearance; empty ones left out."""
    groups: dict[str, list[CountedMilestone]] = {}
    for work in works:
        groups.setdefault(by(work), []).append(work)
    found = [count_states(name, group, now) for name, group in groups.items()]
    return [each for each in found if each.total]


def most_urgent_first(counts: Iterable[StateCounts]) -> list[StateCounts]:
    """Most overdue first, then most open."""
    return sorted(counts, key=lambda each: (-each.overdue, -each.open))


def sector_of(work: CountedMilestone) -> str:
    return work.sector


def unit_of(work: CountedMilestone) -> str:
    return work.unit


def counts_by_unit(
    works: Sequence[CountedMilestone], now: datetime
) -> dict[str, list[StateCounts]]:
    """For each unit its counts for every sector, both in order of first appearance."""
    sectors = list(dict.fromkeys(work.sector for work in works))
    rows = {unit: [work for work in works if work.unit == unit] for unit in map(unit_of, works)}
    return {
        unit: [count_states(name, (w for w in row if w.sector == name), now) for name in sectors]
        for unit, row in rows.items()
    }
