"""Every reminder that would go out if nobody answered, by the same rules the engine fires by."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from scheduler.calendar.tet import Tet
from scheduler.calendar.working_time import VIETNAM, Calendar
from scheduler.ladder.births import Birth, ReportWindow, births
from scheduler.ladder.ladder import DueStep, Facts, moments
from scheduler.ladder.rules import Rules
from storage.words import Role, Status, TaskKind

PostsByRole = Mapping[Role, Sequence[str]]
"""The names of the posts that each role means for one task."""


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """One milestone that exists, with whom its steps speak to and its task's rules."""

    number: int
    task: str
    milestone: str
    name: str
    kind: TaskKind
    facts: Facts
    posts: PostsByRole
    rules: Rules


@dataclass(frozen=True, slots=True)
class PreviewSeries:
    """One task whose reports are still to be born after `after`, but for those `born` already."""

    task: str
    name: str
    kind: TaskKind
    window: ReportWindow
    after: datetime
    posts: PostsByRole
    rules: Rules
    born: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One reminder to one post. `at` is in Vietnam's time, `to` the name of the post; `task` and
    `milestone` are keys, `name` is what the work is called.
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

    def as_json(self) -> dict[str, str | int | bool]:
        """The line as plain values, its time in ISO form."""
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
class Missing:
    """A role that steps of a piece of work speak to and that no post fills."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Preview:
    """The reminders in the order of time, the roles nobody fills, and each Tet within the time
    whose days off are a guess.
    """

    lines: tuple[PreviewLine, ...]
    missing: tuple[Missing, ...]
    guesses: tuple[Tet, ...] = ()


def preview(
    items: Iterable[PreviewItem],
    series: Sequence[PreviewSeries],
    start: datetime,
    end: datetime,
    calendar: Calendar,
    next_number: int,
) -> Preview:
    """All reminders in [start, end]; reports are born in the order of time, then of `series`.

    `next_number` is the first short number that no milestone has.
    """
    lines: list[PreviewLine] = []
    missing: dict[Missing, None] = {}
    for item in (*items, *_born(series, end, calendar, next_number)):
        for moment in _heard(item, end, calendar):
            if moment.at < start:
                continue
            posts = item.posts.get(moment.role, ())
            if not posts:
                missing[Missing(item.name, moment.role)] = None
            lines += [_line(item, moment, post) for post in posts]
    lines.sort(key=lambda line: (line.at, line.number, line.role, line.to))
    return Preview(tuple(lines), tuple(missing))


def _heard(item: PreviewItem, end: datetime, calendar: Calendar) -> Iterator[DueStep]:
    return takewhile(lambda moment: moment.at <= end, moments(item.facts, item.rules, calendar))


def _born(
    series: Sequence[PreviewSeries], end: datetime, calendar: Calendar, next_number: int
) -> Iterator[PreviewItem]:
    turns: list[tuple[Birth, PreviewSeries]] = []
    for one in series:
        coming = births(one.kind, one.window, one.rules, calendar, one.after, one.born)
        turns += [(birth, one) for birth in takewhile(lambda birth: birth.at <= end, coming)]
    turns.sort(key=lambda turn: turn[0].at)
    for number, (birth, one) in enumerate(turns, next_number):
        yield _item(number, birth, one)


def _item(number: int, birth: Birth, one: PreviewSeries) -> PreviewItem:
    facts = Facts(
        birth.shape,
        Status.PENDING,
        birth.due_on,
        handed_over_at=birth.at,
        on_duty=one.window.on_duty,
        has_support=Role.SUPPORT in one.posts,
    )
    return PreviewItem(number, one.task, birth.key, one.name, one.kind, facts, one.posts, one.rules)


def _line(item: PreviewItem, moment: DueStep, post: str) -> PreviewLine:
    return PreviewLine(
        at=moment.at.astimezone(VIETNAM),
        number=item.number,
        task=item.task,
        milestone=item.milestone,
        name=item.name,
        kind=item.kind,
        on_duty=item.facts.on_duty,
        step=moment.step,
        to=post,
        role=moment.role,
    )
