"""Every reminder that would be sent, by the rules that the engine uses: if nobody answered, or if
those who lead answer in time.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from scheduler.calendar.tet import Tet
from scheduler.calendar.working_time import VIETNAM, Calendar
from scheduler.ladder.ladder import DueStep, Facts, upcoming_steps
from scheduler.ladder.repetition_schedule import (
    PlannedMilestone,
    RepetitionWindow,
    planned_milestones,
)
from scheduler.ladder.rules import Rules, posts_for_step
from storage.words import Role, Status, TaskKind

StepsOf = Callable[[Facts, Rules, Calendar], Iterator[DueStep]]
"""The steps of one milestone, in order of time."""
PostsByRole = Mapping[Role, Sequence[str]]
"""The names of the posts that fill each role for one task."""


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """One existing milestone, with the rules and posts of its task.

    `to_confirm`: the due date is the usual one, which the office may still move.
    """

    number: int
    task: str
    milestone: str
    name: str
    kind: TaskKind
    facts: Facts
    posts: PostsByRole
    rules: Rules
    lead_confirms: bool = False
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class PreviewSeries:
    """A repeating task, whose milestones created after `after` are previewed; those whose key is in
    `existing` are left out.
    """

    task: str
    name: str
    kind: TaskKind
    window: RepetitionWindow
    after: datetime
    posts: PostsByRole
    rules: Rules
    existing: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One reminder to one post.

    `at` is in Vietnam's time zone; `task` and `milestone` are keys, `name` is the title of the
    work, `to` the name of the post. `to_confirm` as in PreviewItem.
    """

    at: datetime
    number: int
    task: str
    milestone: str
    name: str
    kind: TaskKind
    on_duty: bool
    step: str
    to: str
    role: Role
    to_confirm: bool = False

    def as_json(self) -> dict[str, str | int | bool]:
        """The line as JSON values; `at` is ISO 8601."""
        return {
            "at": self.at.isoformat(),
            "number": self.number,
            "task": self.task,
            "milestone": self.milestone,
            "kind": self.kind.value,
            "on_duty": self.on_duty,
            "step": self.step,
            "to": self.to,
            "role": self.role.value,
        }


@dataclass(frozen=True, slots=True)
class UnfilledRole:
    """A role that reminders of the work `name` go to, though no post fills it."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Preview:
    """The reminders in order of time, the unfilled roles, and each estimated Tet."""

    lines: tuple[PreviewLine, ...]
    unfilled: tuple[UnfilledRole, ...]
    estimated: tuple[Tet, ...] = ()


def preview(
    items: Iterable[PreviewItem],
    series: Sequence[PreviewSeries],
    start: datetime,
    end: datetime,
    calendar: Calendar,
    next_number: int,
    steps_of: StepsOf = upcoming_steps,
) -> Preview:
    """All reminders in [start, end]. Report milestones are numbered by time, then by `series`.

    `next_number` is the first short number that no milestone has. `steps_of`: `upcoming_steps` if
    nobody answers, `answered_steps` if those who lead do.
    """
    lines: list[PreviewLine] = []
    unfilled: dict[UnfilledRole, None] = {}
    for item in (*items, *_repeating(series, end, calendar, next_number)):
        for due_step in _steps(item, end, calendar, steps_of):
            if due_step.at < start:
                continue
            posts = _posts(item, due_step)
            if not posts:
                unfilled[UnfilledRole(item.name, due_step.role)] = None
            lines += [_line(item, due_step, post) for post in posts]
    lines.sort(key=lambda line: (line.at, line.number, line.role, line.to))
    return Preview(tuple(lines), tuple(unfilled))


def _steps(
    item: PreviewItem, end: datetime, calendar: Calendar, steps_of: StepsOf
) -> Iterator[DueStep]:
    return takewhile(
        lambda due_step: due_step.at <= end, steps_of(item.facts, item.rules, calendar)
    )


def _posts(item: PreviewItem, due_step: DueStep) -> Sequence[str]:
    (lead,) = item.posts[Role.LEAD]
    return posts_for_step(due_step.step, due_step.role, item.posts, lead, item.lead_confirms)


def _repeating(
    series: Sequence[PreviewSeries], end: datetime, calendar: Calendar, next_number: int
) -> Iterator[PreviewItem]:
    planned: list[tuple[PlannedMilestone, PreviewSeries]] = []
    for one in series:
        turns = planned_milestones(
            one.kind, one.window, one.rules, calendar, one.after, one.existing
        )
        planned += [(each, one) for each in takewhile(lambda each: each.at <= end, turns)]
    planned.sort(key=lambda pair: pair[0].at)
    for number, (coming, one) in enumerate(planned, next_number):
        yield _item(number, coming, one)


def _item(number: int, coming: PlannedMilestone, one: PreviewSeries) -> PreviewItem:
    facts = Facts(
        coming.shape,
        Status.PENDING,
        coming.due_on,
        handed_over_at=coming.at,
        on_duty=one.window.on_duty,
        has_support=Role.SUPPORT in one.posts,
        due_time=coming.due_time,
    )
    return PreviewItem(
        number, one.task, coming.key, one.name, one.kind, facts, one.posts, one.rules
    )


def _line(item: PreviewItem, due_step: DueStep, post: str) -> PreviewLine:
    return PreviewLine(
        at=due_step.at.astimezone(VIETNAM),
        number=item.number,
        task=item.task,
        milestone=item.milestone,
        name=item.name,
        kind=item.kind,
        on_duty=item.facts.on_duty,
        step=due_step.step,
        to=post,
        role=due_step.role,
        to_confirm=item.to_confirm,
    )
