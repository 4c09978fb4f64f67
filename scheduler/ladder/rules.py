"""The reminder ladders as data, and how a plan file overrides them.

Adding a rule is adding a row to LADDERS. Where two steps for one role fall on one day, the one of
the lower row is said; so what is said at once and cannot wait stands at the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from enum import Enum
from itertools import count, product
from operator import attrgetter

from scheduler.calendar.working_time import AFTERNOON, FRIDAY, MORNING
from storage.words import MilestoneShape, Role


class Anchor(Enum):
    """From what a step is counted, and in which days; 0 working days after is at once."""

    BEFORE = "calendar days before the due date"
    AFTER = "working days after the due date"
    HANDOVER = "working days after the handover"
    BLOCKED = "working days after it was blocked"
    SUBMITTED = "working days after it was submitted"
    EXTENSION = "working days after an extension was asked"


Steps = tuple[tuple[Role, int], ...]
"""Whom a ladder speaks to, and how many days from its anchor."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One row: some steps of one sort. `key` is its word in a plan file, "" if it is fixed.

    `name` is the pattern of the step names. `to` is the one role it speaks to, None if its steps
    go to several. `ahead_at` is the time in Vietnam of the steps that come days before the due
    date; all others come in the morning or at once. `least` is the smallest offset allowed.
    """

    key: str
    name: str
    anchor: Anchor
    shapes: frozenset[MilestoneShape]
    steps: Steps
    to: Role | None = None
    ahead_at: time = MORNING
    least: int = 1


@dataclass(frozen=True, slots=True)
class Rung:
    """One step, ready to be placed on a day. `rank` decides between two on one day."""

    name: str
    role: Role
    offset: int
    ahead: timedelta
    at: time
    rank: int


ALL = frozenset(MilestoneShape)
DATED = frozenset({MilestoneShape.DEADLINE, MilestoneShape.QUOTA})
GIVEN = DATED | {MilestoneShape.OPENING, MilestoneShape.CLOSING}
"""What is handed over at the import; reports are asked for when their turn comes."""

LEAD, SUPPORT = Role.LEAD, Role.SUPPORT
SECRETARY, DEPUTY, HEAD = Role.SECRETARY, Role.DEPUTY, Role.HEAD

QUOTA_REPORT = "quota_report"
SNOOZE = "snooze"
OVERDUE = "overdue"


def to(role: Role, *offsets: int) -> Steps:
    """The steps of one role at these offsets, in days."""
    return tuple((role, offset) for offset in offsets)


def _reports(
    key: str, name: str, shape: MilestoneShape, *days: int, ahead_at: time = MORNING
) -> Ladder:
    shapes = frozenset({shape})
    return Ladder(key, name, Anchor.BEFORE, shapes, to(LEAD, *days), LEAD, ahead_at, least=0)


LADDERS = (
    Ladder("accept", "accept_{n}", Anchor.HANDOVER, GIVEN, to(LEAD, 1) + to(SECRETARY, 2)),
    Ladder("before", "before_{n}", Anchor.BEFORE, DATED, to(LEAD, 14, 7, 3, 1), LEAD),
    Ladder("support_before", "before_{n}", Anchor.BEFORE, DATED, to(SUPPORT, 7, 1), SUPPORT),
    Ladder("", "due", Anchor.BEFORE, DATED, to(LEAD, 0)),
    _reports("opening", "campaign_opening", MilestoneShape.OPENING, 3, 0),
    _reports(
        "campaign_report",
        "campaign_report",
        MilestoneShape.CAMPAIGN_REPORT,
        1,
        0,
        ahead_at=AFTERNOON,
    ),
    _reports("closing", "campaign_closing", MilestoneShape.CLOSING, 0),
    _reports("standing_report", "standing_report", MilestoneShape.STANDING_REPORT, 3, 0),
    Ladder(OVERDUE, "overdue_{n}", Anchor.AFTER, ALL, to(LEAD, 1, 2, 3, 5), LEAD),
    Ladder(
        "escalate",
        "escalate_{role}_{n}",
        Anchor.AFTER,
        ALL,
        to(SECRETARY, 1) + to(DEPUTY, 3) + to(HEAD, 7),
    ),
    Ladder(
        "extension",
        "extension_{n}",
        Anchor.EXTENSION,
        ALL,
        to(SECRETARY, 1) + to(DEPUTY, 3),
    ),
    Ladder("confirm", "confirm_{n}", Anchor.SUBMITTED, ALL, to(SECRETARY, 1, 3), SECRETARY),
    Ladder(
        "blocked",
        "blocked_{n}",
        Anchor.BLOCKED,
        ALL,
        to(SECRETARY, 0, 2) + to(DEPUTY, 4),
        least=0,
    ),
    Ladder("", "handover", Anchor.HANDOVER, GIVEN, to(LEAD, 0)),
)

LOWEST_RANK = -1
"""Below every row: what yields to any step of a ladder on the same day."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number of the reminder rules that a plan file may change.

    After the last step of `overdue` one comes every `overdue_every` working days. Quotas are asked
    for on `quota_day` of each month and, in the last `quota_weekly_days` days, every
    `report_weekday` (Monday is 0), which is also the day of campaign reports; standing reports are
    due on `standing_day`. A campaign's closing is due `closing_after` working days after its end.
    """

    ladders: tuple[Ladder, ...] = LADDERS
    overdue_every: int = 5
    quota_day: int = 25
    quota_weekly_days: int = 30
    standing_day: int = 25
    report_weekday: int = FRIDAY
    closing_after: int = 3
    pace_alarm: float = 0.8
    _rungs: dict[tuple[MilestoneShape, Anchor], list[Rung]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rungs", _compile(self.ladders, self.overdue_every))

    def rungs(self, shape: MilestoneShape, anchor: Anchor) -> Sequence[Rung]:
        """The steps of that shape counted from that anchor, by offset.

        Those after the due date end with a repeated one, beyond all others.
        """
        return self._rungs.get((shape, anchor), ())

    def overdue(self, shape: MilestoneShape, passed: int) -> Iterator[Rung]:
        """The steps from `passed` working days after the due date on, by offset, without end."""
        rungs, every = self.rungs(shape, Anchor.AFTER), self.overdue_every
        yield from (rung for rung in rungs if rung.offset >= passed)
        last = rungs[-1]
        offsets = count(last.offset + every, every)
        if passed > last.offset:
            offsets = count(passed + (last.offset - passed) % every, every)
        for offset in offsets:
            yield replace(last, name=f"{OVERDUE}_{offset}", offset=offset)


def _compile(
    ladders: Sequence[Ladder], every: int
) -> dict[tuple[MilestoneShape, Anchor], list[Rung]]:
    found: dict[tuple[MilestoneShape, Anchor], list[Rung]] = {}
    furthest = max(
        (n for row in ladders if row.anchor is Anchor.AFTER for _, n in row.steps), default=0
    )
    for rank, row in enumerate(ladders):
        steps = row.steps
        if row.key == OVERDUE:
            last = steps[-1][1] if steps else 0
            steps += to(LEAD, *range(last + every, furthest + every + 1, every))
        for (role, offset), shape in product(steps, row.shapes):
            found.setdefault((shape, row.anchor), []).append(_rung(row, rank, role, offset))
    for rungs in found.values():
        rungs.sort(key=attrgetter("offset"))
    return found


def _rung(row: Ladder, rank: int, role: Role, offset: int) -> Rung:
    ahead = row.anchor is Anchor.BEFORE and offset > 0
    return Rung(
        name=row.name.format(n=offset, role=role),
        role=role,
        offset=offset,
        ahead=timedelta(days=offset),
        at=row.ahead_at if ahead else MORNING,
        rank=rank,
    )


DEFAULT = Rules()
