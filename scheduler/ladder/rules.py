"""The default reminder ladders, as a table.

To add a ladder, add a row to LADDERS. When two steps for one role fall on one day, only the step of
the lower row is sent; so rows that are sent at once stand at the end.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from enum import Enum
from itertools import count, product
from operator import attrgetter
from typing import TypeVar

from scheduler.calendar.working_time import AFTERNOON, FRIDAY, MORNING
from storage.words import RANKS, MilestoneShape, Role


class Anchor(Enum):
    """What a ladder's days are counted from. An offset of 0 working days means at once."""

    BEFORE = "calendar days before the due date"
    AFTER = "working days after the due date"
    HANDOVER = "working days after the handover"
    BLOCKED = "working days after it was blocked"
    SUBMITTED = "working days after it was submitted"
    EXTENSION = "working days after an extension was asked"


Steps = tuple[tuple[Role, int], ...]
"""Steps as pairs of a role and an offset in days from the anchor."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One row of the table.

    `key` is the row's name in a plan file, "" if a plan cannot change it. `name` is the pattern of
    its step names. `only_role` is the one it goes to, None if several. `ahead_at` is the time in
    Vietnam of steps before the due date; all others go in the morning or at once. `smallest_offset`
    is the smallest offset that a plan may set.
    """

    key: str
    name: str
    anchor: Anchor
    shapes: frozenset[MilestoneShape]
    steps: Steps
    only_role: Role | None = None
    ahead_at: time = MORNING
    smallest_offset: int = 1


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step of a ladder. `ahead` is `offset` as days before the due date.

    Of two steps on one day the one with the higher `rank` is sent.
    """

    name: str
    role: Role
    offset: int
    ahead: timedelta
    at: time
    rank: int


ALL_SHAPES = frozenset(MilestoneShape)
DATED_SHAPES = frozenset({MilestoneShape.DEADLINE, MilestoneShape.QUOTA})
DUE_SHAPES = DATED_SHAPES | {MilestoneShape.OCCURRENCE}
PLANNED_SHAPES = DATED_SHAPES | {MilestoneShape.OPENING, MilestoneShape.CLOSING}
"""The shapes that a plan creates at import; report milestones are created later, when due."""

LEAD, SUPPORT = Role.LEAD, Role.SUPPORT
SECRETARY, DEPUTY, HEAD = Role.SECRETARY, Role.DEPUTY, Role.HEAD

QUOTA_REPORT = "quota_report"
SNOOZE = "snooze"
OVERDUE = "overdue"
WEEKLY_AFTER = 10
"""A report that nobody has answered is reminded of only weekly from so many working days after its
due date on.
"""
CONFIRM = "confirm"

Post = TypeVar("Post")


def steps_to(role: Role, *offsets: int) -> Steps:
    """Steps to one role at these offsets, in days."""
    return tuple((role, offset) for offset in offsets)


def _report_ladder(
    key: str, name: str, shape: MilestoneShape, *days: int, ahead_at: time = MORNING
) -> Ladder:
    shapes = frozenset({shape})
    return Ladder(
        key, name, Anchor.BEFORE, shapes, steps_to(LEAD, *days), LEAD, ahead_at, smallest_offset=0
    )


LADDERS = (
    Ladder(
        "accept",
        "accept_{n}",
        Anchor.HANDOVER,
        PLANNED_SHAPES,
        steps_to(LEAD, 1) + steps_to(SECRETARY, 2),
    ),
    Ladder("before", "before_{n}", Anchor.BEFORE, DATED_SHAPES, steps_to(LEAD, 14, 7, 3, 1), LEAD),
    Ladder(
        "support_before",
        "before_{n}",
        Anchor.BEFORE,
        DUE_SHAPES,
        steps_to(SUPPORT, 7, 1),
        SUPPORT,
    ),
    Ladder(
        "occurrence",
        "before_{n}",
        Anchor.BEFORE,
        frozenset({MilestoneShape.OCCURRENCE}),
        steps_to(LEAD, 3, 1),
        LEAD,
    ),
    Ladder("", "due", Anchor.BEFORE, DUE_SHAPES, steps_to(LEAD, 0)),
    _report_ladder("opening", "campaign_opening", MilestoneShape.OPENING, 3, 0),
    _report_ladder(
        "campaign_report",
        "campaign_report",
        MilestoneShape.CAMPAIGN_REPORT,
        1,
        0,
        ahead_at=AFTERNOON,
    ),
    _report_ladder("closing", "campaign_closing", MilestoneShape.CLOSING, 0),
    _report_ladder("standing_report", "standing_report", MilestoneShape.STANDING_REPORT, 3, 0),
    Ladder(OVERDUE, "overdue_{n}", Anchor.AFTER, ALL_SHAPES, steps_to(LEAD, 1, 2, 3, 5), LEAD),
    Ladder(
        "escalate",
        "escalate_{role}_{n}",
        Anchor.AFTER,
        ALL_SHAPES,
        steps_to(SECRETARY, 1) + steps_to(DEPUTY, 3) + steps_to(HEAD, 7),
    ),
    Ladder(
        "extension",
        "extension_{n}",
        Anchor.EXTENSION,
        ALL_SHAPES,
        steps_to(SECRETARY, 1) + steps_to(DEPUTY, 3),
    ),
    Ladder(
        CONFIRM, "confirm_{n}", Anchor.SUBMITTED, ALL_SHAPES, steps_to(SECRETARY, 1, 3), SECRETARY
    ),
    Ladder(
        "blocked",
        "blocked_{n}",
        Anchor.BLOCKED,
        ALL_SHAPES,
        steps_to(SECRETARY, 0, 2) + steps_to(DEPUTY, 4),
        smallest_offset=0,
    ),
    Ladder("", "handover", Anchor.HANDOVER, PLANNED_SHAPES, steps_to(LEAD, 0)),
)


def step_kind(step: str) -> str:
    """The first word of a step's name: "before" of `before_7`, "confirm" of `confirm_0`."""
    return step.partition("_")[0]


def posts_for_step(
    step: str,
    role: Role,
    by_role: Mapping[Role, Sequence[Post]],
    lead: Post,
    lead_confirms: bool,
    of_lead: Collection[Post] = (),
) -> Sequence[Post]:
    """The posts that get a step for a role; `by_role` are the posts that fill each role.

    Only a step that asks to confirm differs: the lead does not confirm, unless `lead_confirms`. If
    the secretary leads, the next higher rank that has a post is asked; the secretary, if none has.
    `of_lead` are other posts of whoever holds the post that leads.
    """
    if step_kind(step) != CONFIRM or lead_confirms:
        return by_role.get(role, ())
    others = (
        [post for post in by_role.get(each, ()) if post != lead and post not in of_lead]
        for each in RANKS
    )
    return next(filter(None, others), by_role.get(role, ()))


LOWEST_RANK = -1
"""The rank of a step that is dropped in favour of any ladder step of the same day."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The ladders and every number that a plan file may change.

    After the last step of `overdue` one follows every `overdue_every` working days. A quota's
    number is asked for on `quota_day` of each month and, in the last `quota_weekly_days` days, on
    every `report_weekday` (0 is Monday), which is also the weekday of campaign reports. Standing
    reports are due on `standing_day`; a campaign's closing `closing_after` working days after its
    end. Below the share `pace_alarm` a quota counts as slow.
    """

    ladders: tuple[Ladder, ...] = LADDERS
    overdue_every: int = 5
    quota_day: int = 25
    quota_weekly_days: int = 30
    standing_day: int = 25
    report_weekday: int = FRIDAY
    closing_after: int = 3
    pace_alarm: float = 0.8
    _step_rules: dict[tuple[MilestoneShape, Anchor], list[StepRule]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_step_rules", _compile(self.ladders, self.overdue_every))

    def step_rules(self, shape: MilestoneShape, anchor: Anchor) -> Sequence[StepRule]:
        """The steps of that shape counted from that anchor, by offset.

        Those after the due date end with a step for the lead, later than all others.
        """
        return self._step_rules.get((shape, anchor), ())

    def overdue(self, shape: MilestoneShape, passed: int) -> Iterator[StepRule]:
        """The steps from `passed` working days after the due date on, by offset, without end."""
        steps, every = self.step_rules(shape, Anchor.AFTER), self.overdue_every
        yield from (step for step in steps if step.offset >= passed)
        last = steps[-1]
        offsets = count(last.offset + every, every)
        if passed > last.offset:
            offsets = count(passed + (last.offset - passed) % every, every)
        for offset in offsets:
            yield replace(last, name=f"{OVERDUE}_{offset}", offset=offset)


def _compile(
    ladders: Sequence[Ladder], every: int
) -> dict[tuple[MilestoneShape, Anchor], list[StepRule]]:
    found: dict[tuple[MilestoneShape, Anchor], list[StepRule]] = {}
    furthest = max(
        (n for row in ladders if row.anchor is Anchor.AFTER for _, n in row.steps), default=0
    )
    for rank, row in enumerate(ladders):
        steps = row.steps
        if row.key == OVERDUE:
            last = steps[-1][1] if steps else 0
            steps += steps_to(LEAD, *range(last + every, furthest + every + 1, every))
        for (role, offset), shape in product(steps, row.shapes):
            found.setdefault((shape, row.anchor), []).append(_step_rule(row, rank, role, offset))
    for rules in found.values():
        rules.sort(key=attrgetter("offset"))
    return found


def _step_rule(row: Ladder, rank: int, role: Role, offset: int) -> StepRule:
    ahead = row.anchor is Anchor.BEFORE and offset > 0
    return StepRule(
        name=row.name.format(n=offset, role=role),
        role=role,
        offset=offset,
        ahead=timedelta(days=offset),
        at=row.ahead_at if ahead else MORNING,
        rank=rank,
    )


DEFAULT_RULES = Rules()
