"""The reminder ladders as data, and how a plan file overrides them.

Adding a rule is adding a row to LADDERS. Where two steps for one role fall on one day, the one of
the lower row is said; so what is said at once and cannot wait stands at the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from enum import Enum, StrEnum
from itertools import count, product
from operator import attrgetter
from typing import Any

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


def _to(role: Role, *offsets: int) -> Steps:
    return tuple((role, offset) for offset in offsets)


def _reports(
    key: str, name: str, shape: MilestoneShape, *days: int, ahead_at: time = MORNING
) -> Ladder:
    shapes = frozenset({shape})
    return Ladder(key, name, Anchor.BEFORE, shapes, _to(LEAD, *days), LEAD, ahead_at, least=0)


LADDERS = (
    Ladder("accept", "accept_{n}", Anchor.HANDOVER, GIVEN, _to(LEAD, 1) + _to(SECRETARY, 2)),
    Ladder("before", "before_{n}", Anchor.BEFORE, DATED, _to(LEAD, 14, 7, 3, 1), LEAD),
    Ladder("support_before", "before_{n}", Anchor.BEFORE, DATED, _to(SUPPORT, 7, 1), SUPPORT),
    Ladder("", "due", Anchor.BEFORE, DATED, _to(LEAD, 0)),
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
    Ladder(OVERDUE, "overdue_{n}", Anchor.AFTER, ALL, _to(LEAD, 1, 2, 3, 5), LEAD),
    Ladder(
        "escalate",
        "escalate_{role}_{n}",
        Anchor.AFTER,
        ALL,
        _to(SECRETARY, 1) + _to(DEPUTY, 3) + _to(HEAD, 7),
    ),
    Ladder("extension", "extension_{n}", Anchor.EXTENSION, ALL, _to(SECRETARY, 1) + _to(DEPUTY, 3)),
    Ladder("confirm", "confirm_{n}", Anchor.SUBMITTED, ALL, _to(SECRETARY, 1, 3), SECRETARY),
    Ladder(
        "blocked",
        "blocked_{n}",
        Anchor.BLOCKED,
        ALL,
        _to(SECRETARY, 0, 2) + _to(DEPUTY, 4),
        least=0,
    ),
    Ladder("", "handover", Anchor.HANDOVER, GIVEN, _to(LEAD, 0)),
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
            steps += _to(LEAD, *range(last + every, furthest + every + 1, every))
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


class OverrideFault(StrEnum):
    """What can be wrong with one key of an override."""

    UNKNOWN_KEY = "unknown key"
    NOT_A_NUMBER = "not a whole number"
    NOT_A_LIST = "not a list"
    NOT_BY_ROLE = "not a mapping of roles"
    UNKNOWN_ROLE = "unknown role"
    TOO_SMALL = "too small"
    OUT_OF_RANGE = "out of range"
    NOT_DESCENDING = "not descending"
    NOT_ASCENDING = "not ascending"


class BadLadder(ValueError):
    """A plan file overrides the reminder rules with something that makes no ladder"""

    def __init__(self, key: str, why: OverrideFault) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


NUMBERS: dict[str, tuple[float, float]] = {
    "overdue_every": (1, 60),
    "quota_day": (1, 28),
    "quota_weekly_days": (0, 366),
    "standing_day": (1, 28),
    "report_weekday": (0, 4),
    "closing_after": (0, 60),
    "pace_alarm": (0, 1),
}
"""The single numbers a plan file may set, with the least and the greatest."""


LONGEST = 365
"""Days from its anchor that a step may lie at the most."""


def override(rules: Rules, mapping: Mapping[str, object]) -> Rules:
    """The rules with what a plan file's `ladder:` says put in place. Raises BadLadder.

    A ladder of one role is a list of days (`before: [10, 5, 1]`); one of several roles is a
    mapping of roles to a day or a list of days (`blocked: {secretary: [0, 2], deputy: 4}`).
    The due day itself is always said: 0 in `before` changes nothing.
    """
    rows = {row.key: row for row in rules.ladders if row.key}
    numbers: dict[str, Any] = {}
    for key, value in mapping.items():
        if key in NUMBERS:
            numbers[key] = _number(key, value)
        elif key in rows:
            rows[key] = replace(rows[key], steps=_steps(rows[key], value))
        else:
            raise BadLadder(key, OverrideFault.UNKNOWN_KEY)
    ladders = tuple(rows.get(row.key, row) for row in rules.ladders)
    return replace(rules, ladders=ladders, **numbers)


def _number(key: str, value: object) -> float:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (key == "pace_alarm" and isinstance(value, float)):
        raise BadLadder(key, OverrideFault.NOT_A_NUMBER)
    assert isinstance(value, int | float)
    least, greatest = NUMBERS[key]
    if not least <= value <= greatest:
        raise BadLadder(key, OverrideFault.OUT_OF_RANGE)
    return value


def _steps(row: Ladder, value: object) -> Steps:
    if row.to is not None:
        return _to(row.to, *_days(row, row.key, value))
    if not isinstance(value, Mapping):
        raise BadLadder(row.key, OverrideFault.NOT_BY_ROLE)
    steps: Steps = ()
    for name, days in value.items():
        key = f"{row.key}.{name}"
        if name not in set(Role):
            raise BadLadder(key, OverrideFault.UNKNOWN_ROLE)
        steps += _to(Role(name), *_days(row, key, days if isinstance(days, list) else [days]))
    return steps


def _days(row: Ladder, key: str, value: object) -> list[int]:
    if not isinstance(value, list):
        raise BadLadder(key, OverrideFault.NOT_A_LIST)
    if any(isinstance(day, bool) or not isinstance(day, int) for day in value):
        raise BadLadder(key, OverrideFault.NOT_A_NUMBER)
    descending = row.anchor is Anchor.BEFORE
    if value != sorted(set(value), reverse=descending):
        raise BadLadder(
            key, OverrideFault.NOT_DESCENDING if descending else OverrideFault.NOT_ASCENDING
        )
    days = value[:-1] if row.key == "before" and value[-1:] == [0] else value
    if days and min(days) < row.least:
        raise BadLadder(key, OverrideFault.TOO_SMALL)
    if days and max(days) > LONGEST:
        raise BadLadder(key, OverrideFault.OUT_OF_RANGE)
    return days
