"""How milestones stood at the end of a period, however long ago that is.

What changed since is taken back in the order of the audit. A result counts from the day it was
handed in, not from the day the secretary confirmed it; whether it was late is judged by the date
that held then, so that a granted extension makes no official late, and is told beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from scheduler.calendar.period import Period
from scheduler.calendar.working_time import local_day, vietnam_to_utc
from scheduler.work.counting import CountedMilestone
from storage.audit import Audit, changes_after
from storage.milestone import Milestone, find
from storage.reply import Reply, replies_until
from storage.words import Said, Status

STATES = ("status", "due_on", "value", "percent", "submitted_at", "document_number")
"""What of a milestone is told as it was."""


@dataclass(frozen=True, slots=True)
class Stood:
    """One milestone on the day `ends`, before which everything counts that is told here.

    `handed_in_at` is when the result came (UTC) that was confirmed or waits; `replies` are what
    was said of it until then, oldest first.
    """

    row: Milestone
    ends: date
    status: Status
    due_on: date
    value: int | None
    percent: int | None
    document: str
    handed_in_at: datetime | None
    closed_on: date | None
    replies: tuple[Reply, ...] = field(default=(), repr=False)

    @property
    def handed_in_on(self) -> date | None:
        """The day in Vietnam on which the result came."""
        return local_day(self.handed_in_at) if self.handed_in_at else None

    @property
    def work(self) -> CountedMilestone:
        """The same as it is counted."""
        task = self.row.task
        return CountedMilestone(
            number=self.row.number,
            sector=task.sector,
            unit=task.lead.unit.name,
            post=task.lead.name,
            status=self.status,
            due_on=self.due_on,
            handed_in_on=self.handed_in_on,
            closed_on=self.closed_on,
        )

    @property
    def open(self) -> bool:
        """Whether something was still expected of somebody."""
        return not self.status.closed

    @property
    def waiting(self) -> bool:
        """Whether a result waited to be confirmed."""
        return self.status is Status.SUBMITTED

    @property
    def overdue(self) -> bool:
        """Whether its day had passed and no result was handed in."""
        return self.open and not self.waiting and self.due_on < self.ends

    @property
    def days_late(self) -> int:
        """Calendar days after the due date: of a result when it came, of open work until `ends`."""
        if self.handed_in_on is not None:
            return max(0, (self.handed_in_on - self.due_on).days)
        return max(0, (self.ends - self.due_on).days) if self.overdue else 0

    @property
    def on_time(self) -> bool:
        """Whether the result came on the due date that held then, or before it."""
        return self.handed_in_on is not None and self.handed_in_on <= self.due_on

    @property
    def extended(self) -> bool:
        """Whether the due date was put off."""
        return self.due_on > self.row.original_due_on

    def done_in(self, period: Period) -> bool:
        """Whether it was confirmed as done in a period."""
        return self.status is Status.DONE and period.contains(self.closed_on)

    def reason(self) -> str:
        """Why it is not done: the newest obstacle or wish for a later date that was told."""
        told = (each for each in reversed(self.replies) if each.said in REASONED)
        return next((each.reason for each in told if each.reason), "")


REASONED = (Said.BLOCKED, Said.EXTENSION)


def stood(
    session: Session, period: Period, now: datetime, *conditions: ColumnElement[bool]
) -> list[Stood]:
    """The milestones that there were at the period's end, or are now if it is not over; most
    urgent first.
    """
    ends = period.cutoff(local_day(now))
    moment = min(vietnam_to_utc(period.day_after, time()), now)
    rows = find(session, *conditions)
    changes: dict[int, list[Audit]] = defaultdict(list)
    for change in changes_after(session, [row.id for row in rows], moment):
        changes[change.noun_id].append(change)
    replies: dict[int, list[Reply]] = defaultdict(list)
    for reply in replies_until(session, [row.id for row in rows], moment):
        replies[reply.milestone_id].append(reply)
    found = [
        _stood(row, ends, changes[row.id], replies[row.id])
        for row in rows
        if _was_there(row, changes[row.id], moment)
    ]
    return sorted(found, key=lambda each: (each.due_on, each.row.number))


def _was_there(row: Milestone, changes: Iterable[Audit], moment: datetime) -> bool:
    """Handing work over to another post dates it anew; before that it was another's."""
    handed_over = any(change.action == "hand_over" for change in changes)
    return handed_over or row.handed_over_at <= moment


def _stood(
    row: Milestone,
    ends: date,
    changes: Sequence[Audit],
    replies: Sequence[Reply],
) -> Stood:
    state = _as_it_was(row, changes)
    status = Status(state["status"])
    closed = row.closed_at if status.closed and row.closed_at is not None else None
    return Stood(
        row=row,
        ends=ends,
        status=status,
        due_on=state["due_on"],
        value=state["value"],
        percent=state["percent"],
        document=state["document_number"] or "",
        handed_in_at=state["submitted_at"],
        closed_on=local_day(closed) if closed else None,
        replies=tuple(replies),
    )


def _as_it_was(row: Milestone, changes: Sequence[Audit]) -> dict[str, Any]:
    """The row's state with the changes, newest first, taken back."""
    state = {name: getattr(row, name) for name in STATES}
    for change in changes:
        kept: Mapping[str, Any] = change.before
        # A plan file's change tells only what it changed; every other tells the whole state.
        names = [name for name in STATES if name in kept or change.action != IMPORT]
        state |= {name: _value(name, kept.get(name)) for name in names}
    return state


IMPORT = "import"


def _value(name: str, kept: Any) -> Any:
    if kept is None:
        return None
    if name == "due_on":
        return date.fromisoformat(kept)
    return datetime.fromisoformat(kept) if name == "submitted_at" else kept
