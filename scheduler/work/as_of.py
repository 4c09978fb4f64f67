"""Milestones as they were at the end of a period, however long ago.

Later changes are undone from the audit. A result counts from the day it was handed in, not the day
it was confirmed. Whether it was late is judged by the due date of that time, so a granted extension
makes nobody late; reports show the extension separately.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.period import Period
from scheduler.calendar.working_time import Calendar, local_day
from scheduler.work.counting import CountedMilestone
from scheduler.work.record import audited_value
from storage.audit import Audit, changes_after
from storage.milestone import Milestone, find_milestones
from storage.reply import Reply, replies_until
from storage.words import ReplyKind, Status

PAST_COLUMNS = (
    "status",
    "due_on",
    "due_time",
    "value",
    "percent",
    "submitted_at",
    "document_number",
    "closed_at",
)
"""The columns that are restored to their past values."""


@dataclass(frozen=True, slots=True)
class PastMilestone:
    """One milestone as it was at the moment `cutoff` (UTC).

    `due_time` is the hour of the due day, None without one. `handed_in_at` (UTC) is when the
    result, confirmed or not yet, came. `days_late` counts the working days after the due date:
    until the result, or until the cutoff for open work. `replies` are those until then, oldest
    first.
    """

    row: Milestone
    cutoff: datetime
    status: Status
    due_on: date
    due_time: time | None
    value: Decimal | None
    percent: int | None
    document: str
    handed_in_at: datetime | None
    closed_on: date | None
    days_late: int
    replies: tuple[Reply, ...] = field(default=(), repr=False)

    @property
    def handed_in_on(self) -> date | None:
        """The day in Vietnam on which the result was handed in."""
        return local_day(self.handed_in_at) if self.handed_in_at else None

    @property
    def as_counted(self) -> CountedMilestone:
        task, lead = self.row.task, self.row.lead
        return CountedMilestone(
            number=self.row.number,
            sector=task.sector,
            unit=lead.unit.name,
            post=lead.name,
            status=self.status,
            due_on=self.due_on,
            due_time=self.due_time,
            handed_in_at=self.handed_in_at,
            closed_on=self.closed_on,
        )

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.due_on, self.due_time)

    @property
    def open(self) -> bool:
        """Whether it was neither done nor cancelled."""
        return not self.status.closed

    @property
    def waiting(self) -> bool:
        """Whether a result waited for confirmation."""
        return self.status is Status.SUBMITTED

    @property
    def overdue(self) -> bool:
        """Whether its deadline had passed without a result."""
        return self.open and not self.waiting and self.deadline.passed(self.cutoff)

    @property
    def late(self) -> bool:
        """Whether the result came after the due date, or the work is overdue."""
        return self.overdue or (self.handed_in_on is not None and not self.on_time)

    @property
    def on_time(self) -> bool:
        """Whether the result came by the deadline of that time."""
        return self.handed_in_at is not None and not self.deadline.passed(self.handed_in_at)

    @property
    def extended(self) -> bool:
        """Whether the deadline was later than the original one."""
        return self.deadline > Deadline(self.row.original_due_on, self.row.original_due_time)

    def done_within(self, period: Period) -> bool:
        return self.status is Status.DONE and period.contains(self.closed_on)

    def reason(self) -> str:
        """Why it is not done: the newest reported obstacle or extension request; "" if none."""
        reasoned = (each for each in reversed(self.replies) if each.said in WITH_REASON)
        return next((each.reason for each in reasoned if each.reason), "")


WITH_REASON = (ReplyKind.BLOCKED, ReplyKind.EXTENSION)


def milestones_as_of(
    session: Session,
    calendar: Calendar,
    period: Period,
    now: datetime,
    *conditions: ColumnElement[bool],
) -> list[PastMilestone]:
    """The milestones that existed at the period's end (now, if it is not over), by due date."""
    moment = period.cutoff(now)
    rows = find_milestones(session, *conditions)
    changes: dict[int, list[Audit]] = defaultdict(list)
    for change in changes_after(session, [row.id for row in rows], moment):
        changes[change.noun_id].append(change)
    replies: dict[int, list[Reply]] = defaultdict(list)
    for reply in replies_until(session, [row.id for row in rows], moment):
        replies[reply.milestone_id].append(reply)
    found = [
        _past_milestone(calendar, row, moment, changes[row.id], replies[row.id])
        for row in rows
        if _existed(row, changes[row.id], moment)
    ]
    return sorted(found, key=_by_weight)


def _by_weight(each: PastMilestone) -> tuple[int, Deadline, int]:
    return each.row.task.weight.order, each.deadline, each.row.number


def _existed(row: Milestone, changes: Iterable[Audit], moment: datetime) -> bool:
    """Whether it was handed over by then; a hand-over to another post resets `handed_over_at`."""
    handed_over = any(change.action == "hand_over" for change in changes)
    return handed_over or row.handed_over_at <= moment


def _past_milestone(
    calendar: Calendar,
    row: Milestone,
    cutoff: datetime,
    changes: Sequence[Audit],
    replies: Sequence[Reply],
) -> PastMilestone:
    state = _past_state(row, changes)
    status = Status(state["status"])
    closed: datetime | None = state["closed_at"] if status.closed else None
    handed_in_at: datetime | None = state["submitted_at"]
    came = local_day(handed_in_at) if handed_in_at else None
    until = came or (None if status.closed else local_day(cutoff))
    return PastMilestone(
        row=row,
        cutoff=cutoff,
        status=status,
        due_on=state["due_on"],
        due_time=state["due_time"],
        value=state["value"],
        percent=state["percent"],
        document=state["document_number"] or "",
        handed_in_at=handed_in_at,
        closed_on=local_day(closed) if closed else None,
        days_late=calendar.working_days_late(state["due_on"], until),
        replies=tuple(replies),
    )


def _past_state(row: Milestone, changes: Sequence[Audit]) -> dict[str, Any]:
    """The row's past columns with the changes, newest first, undone."""
    state = {name: getattr(row, name) for name in PAST_COLUMNS}
    for change in changes:
        kept: Mapping[str, Any] = change.before
        # An import's audit row holds only what it changed; every other holds the whole state.
        names = [name for name in PAST_COLUMNS if name in kept or change.action != IMPORT]
        state |= {name: audited_value(name, kept.get(name)) for name in names}
    return state


IMPORT = "import"
