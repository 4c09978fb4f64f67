"""A plan as values: what a plan file orders, its dates resolved for its year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from scheduler.ladder.ladder import Facts
from storage.words import MilestoneShape, Rank, Status, TaskKind

WHOLE_QUOTA = "quota"
"""The key of a quota's own milestone, beside those of its stages."""


@dataclass(frozen=True, slots=True)
class PlanCommune:
    """Whose plan it is. `ro` is how many clarities each task must state: 5 or 6."""

    key: str
    name: str
    place: str
    ro: int
    ladder: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanSource:
    """The document that orders the work. `number` is empty where the document bears none."""

    key: str
    name: str
    number: str
    title: str
    dated: date


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """An office, committee or association, with the short names people use for it."""

    key: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPost:
    """A post of a unit; `unit` is the unit's key."""

    key: str
    name: str
    unit: str
    rank: Rank
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ro:
    """The clarities of a task; which of them must be there, the commune's `ro` says."""

    person: str
    work: str
    responsibility: str
    process: str
    result: str
    authority: str
    time: str


@dataclass(frozen=True, slots=True)
class PlanMilestone:
    """What is due. `key` is unique within its task; `start` is the number reached at the start,
    `villages` how the target is parted among them.
    """

    key: str
    title: str
    shape: MilestoneShape
    due_on: date
    opens_on: date | None = None
    target: int | None = None
    start: int | None = None
    villages: dict[str, int] = field(default_factory=dict)
    asks_document: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One obligation. `key` is unique among all plans of the commune; posts are given by key.

    `opens_on` to `closes_on` is the window in which reports are asked for. `measure` is what a
    quota counts. `chained` says that when one milestone moves, the later ones are to be looked at.
    `ladder` is what the sector and the task change in the commune's ladder.
    """

    key: str
    title: str
    clause: str
    quote: str
    sector: str
    kind: TaskKind
    lead: str
    support: tuple[str, ...]
    ro: Ro
    basis: str
    opens_on: date | None
    closes_on: date | None
    measure: str
    on_duty: bool
    confidential: bool
    chained: bool
    ladder: dict[str, Any]
    milestones: tuple[PlanMilestone, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan file that has no fault. `warnings` are for the office to read; they stop nothing."""

    year: int
    commune: PlanCommune
    source: PlanSource
    sectors: tuple[str, ...]
    units: tuple[PlanUnit, ...]
    posts: tuple[PlanPost, ...]
    tasks: tuple[PlanTask, ...]
    warnings: tuple[str, ...] = ()

    @property
    def milestones(self) -> Iterator[tuple[PlanTask, PlanMilestone]]:
        """Every milestone with its task, in the order in which numbers are given out."""
        return ((task, milestone) for task in self.tasks for milestone in task.milestones)


def facts_of(task: PlanTask, milestone: PlanMilestone, handed_over_at: datetime) -> Facts:
    """What the ladder needs of a milestone that nobody has answered yet."""
    return Facts(
        shape=milestone.shape,
        status=Status.PENDING,
        due_on=milestone.due_on,
        handed_over_at=handed_over_at,
        on_duty=task.on_duty,
        opens_on=milestone.opens_on,
        has_support=bool(task.support),
    )
