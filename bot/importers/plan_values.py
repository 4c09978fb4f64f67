"""A plan as values: the content of a plan file with its dates resolved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from scheduler.calendar.day_rule import DayRule
from scheduler.calendar.repetition import Repetition
from scheduler.ladder.ladder import Facts
from storage.words import Better, Figure, MilestoneShape, Rank, Status, TaskKind, Weight

OPENING = "opening"
"""The key of the milestone for a campaign's opening."""
WHOLE_QUOTA = "quota"
"""The key of the milestone for a quota's whole target; its stages have keys of their own."""


@dataclass(frozen=True, slots=True)
class PlanCommune:
    """The commune of a plan. `ro`: number of clarities each task must state, 5 or 6.

    `lead_confirms`: who leads a milestone may confirm its result too.
    """

    key: str
    name: str
    place: str
    ro: int
    ladder: dict[str, Any]
    lead_confirms: bool = False


@dataclass(frozen=True, slots=True)
class PlanSource:
    """The document that orders the work; `number` is "" if it has none.

    `ro_proposed`: the clarities of its tasks are the office's proposal.
    """

    key: str
    name: str
    number: str
    title: str
    dated: date
    ro_proposed: bool = False


@dataclass(frozen=True, slots=True)
class PlanNamedDay:
    """A day that others decide; `key` is unique in the commune, `usual_on` what is counted with
    until it is known.
    """

    key: str
    name: str
    usual_on: date


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """An office, committee or association; `aliases` are its short names."""

    key: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPost:
    """A post; `unit` is the key of its unit."""

    key: str
    name: str
    unit: str
    rank: Rank
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clarities:
    """The clarities of a task: who, what, how ...; PlanCommune.ro says which are required."""

    person: str
    work: str
    responsibility: str
    process: str
    result: str
    authority: str
    time: str


@dataclass(frozen=True, slots=True)
class PlanMilestone:
    """A due date of a task. `key` is unique in its task; `number` is what people type for it, if
    the plan states it. `lead` is the key of its own lead post, "" for the task's. `due_time` is the
    hour of the due day (Vietnam), None for the whole day. For a quota, `start` is the number
    already reached and `villages` the target by village. `to_confirm`: the due date is the
    usual one, which the office has yet to confirm. `day_rule`: what it is counted from,
    if that is a named day of the plan.
    """

    key: str
    title: str
    shape: MilestoneShape
    due_on: date
    opens_on: date | None = None
    target: Decimal | None = None
    start: Decimal | None = None
    villages: dict[str, int] = field(default_factory=dict)
    asks_document: bool = False
    basis: str = ""
    lead: str = ""
    number: int | None = None
    due_time: time | None = None
    to_confirm: bool = False
    day_rule: DayRule | None = None


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task. `key` is unique in the commune; `lead` and `support` are keys of posts.

    It repeats from `opens_on` to `closes_on` (None: without end) by `repetition`, or by the rule of
    its kind. `measure`: the unit of a quota; `figure`, `better`, `decimals` as in `storage.task`.
    `chained`: when one milestone moves, the later ones need a review. `ladder`: overrides of the
    commune's ladder by the sector and the task. `weight` is None if the plan leaves it as it is.
    """

    key: str
    title: str
    clause: str
    quote: str
    sector: str
    kind: TaskKind
    lead: str
    support: tuple[str, ...]
    ro: Clarities
    basis: str
    opens_on: date | None
    closes_on: date | None
    repetition: Repetition | None
    measure: str
    on_duty: bool
    confidential: bool
    chained: bool
    ladder: dict[str, Any]
    weight: Weight | None
    milestones: tuple[PlanMilestone, ...]
    figure: Figure = Figure.SUM
    better: Better = Better.HIGHER
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A valid plan file. `warnings` are sentences for the office; the plan is accepted anyway.

    Stored keys of its tasks begin with `key_prefix`. `number_lines` tells the line of each item's
    number that the file states.
    """

    year: int
    commune: PlanCommune
    source: PlanSource
    sectors: tuple[str, ...]
    units: tuple[PlanUnit, ...]
    posts: tuple[PlanPost, ...]
    tasks: tuple[PlanTask, ...]
    key_prefix: str
    named_days: tuple[PlanNamedDay, ...] = ()
    warnings: tuple[str, ...] = ()
    filename: str = ""
    number_lines: Mapping[int, int] = field(default_factory=dict)

    @property
    def milestones(self) -> Iterator[tuple[PlanTask, PlanMilestone]]:
        """Every milestone with its task, in the plan's order."""
        return ((task, milestone) for task in self.tasks for milestone in task.milestones)


def ladder_facts_of(task: PlanTask, milestone: PlanMilestone, handed_over_at: datetime) -> Facts:
    """The ladder's facts of a new milestone; `handed_over_at` is aware UTC."""
    return Facts(
        shape=milestone.shape,
        status=Status.PENDING,
        due_on=milestone.due_on,
        handed_over_at=handed_over_at,
        on_duty=task.on_duty,
        opens_on=milestone.opens_on,
        has_support=any(post != milestone.lead for post in task.support),
        due_time=milestone.due_time,
    )


def assign_numbers(stated: Iterable[int | None], first: int) -> tuple[list[int], int]:
    """A number for each new milestone in order, and the next free number after them.

    What is `stated` is kept; the others get free numbers from `first` on, above all stated ones.
    """
    known = list(stated)
    following = max([first, *(number + 1 for number in known if number)])
    numbers: list[int] = []
    for number in known:
        numbers.append(number or following)
        following += number is None
    return numbers, following
