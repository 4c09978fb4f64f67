"""The table of due work: for each kind, when it is due and how it is fired.

The engine, the isolation of failures, a restore and a change of calendar all use this table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from scheduler.delivery.groups import enqueue_weekly_lists, schedule_weekly_lists
from scheduler.delivery.summaries import (
    fire_leaders_summary,
    fire_secretary_summary,
    schedule_leaders_summary,
    schedule_secretary_summary,
)
from scheduler.engine.own_turns import fire_own_reminders, skip_own_reminders
from scheduler.engine.recurring_milestones import (
    create_due_milestones,
    schedule_next_milestones,
    tasks_with_due_milestones,
)
from scheduler.ladder.firing import fire_milestones, reschedule
from scheduler.work.transaction import CommuneTransaction
from storage.commune import Commune
from storage.database import CommuneOwned
from storage.failing_items import MILESTONE, TASK
from storage.group import Group
from storage.milestone import Milestone, is_open, take_milestones_to_fire
from storage.own_reminder import OwnReminder, take_own_reminders
from storage.task import Task

BATCH = 1_000
"""The most milestones fired in one transaction."""

Rows = Sequence[Any]
"""Rows of one kind's table, all of the transaction's commune."""

RowsAction = Callable[[CommuneTransaction, Rows], object]
"""A function on one or more rows of one kind."""


@dataclass(frozen=True, slots=True)
class DueKind:
    name: str
    """The name in the log, and in `storage.failing_items` if it can be put aside."""
    table: type[Task | Milestone | Commune | Group | OwnReminder]
    due_at: InstrumentedAttribute[Any]
    """The column with the moment (UTC) when a row is due; null for never."""
    fire: RowsAction
    """Carries out what is due for these rows, and sets the time at which each is due next."""
    reschedule: RowsAction
    """Sets the time at which each row is due next after now; what was due before is skipped."""
    conditions: tuple[ColumnElement[bool], ...] = ()
    """Conditions on rows that can be due at all; none for every row."""
    rescheduled_if: tuple[ColumnElement[bool], ...] = ()
    """The rows that are rescheduled when the calendar changes; all rows if empty."""
    read_batch: Callable[[CommuneTransaction], Rows] | None = None
    """Reads the rows of one batch; None for every row that is due."""
    can_be_put_aside: bool = False
    """Whether an item that keeps failing is put aside and shown to the secretary.

    One that cannot be is tried again every few minutes.
    """
    fired_however_late: bool = False
    """Whether it is fired however late, even after a restore.

    A restore skips every other kind, since people may have been sent it before.
    """

    @property
    def commune_id(self) -> SQLColumnExpression[int]:
        """The column with the id of a row's commune."""
        return self.table.commune_id if issubclass(self.table, CommuneOwned) else Commune.id

    def due_by(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return (self.due_at <= now, *self.conditions)

    def due(self, session: Session, now: datetime) -> Rows:
        """Every row that is due by `now` (aware)."""
        return session.scalars(select(self.table).where(*self.due_by(now))).all()

    def batch(self, transaction: CommuneTransaction) -> Rows:
        """The rows that one transaction of the engine fires; empty when nothing is due."""
        if self.read_batch is not None:
            return self.read_batch(transaction)
        return self.due(transaction.session, transaction.now)

    def rows_to_reschedule(self, session: Session) -> Rows:
        """Every row that is rescheduled when the calendar changes."""
        return session.scalars(select(self.table).where(*self.rescheduled_if)).all()


def _take_commune(due_at: str) -> Callable[[CommuneTransaction], Rows]:
    """A reader of batches for work of the commune itself: it yields the commune, which is already
    loaded, if the column `due_at` says that it is due.
    """

    def take(at: CommuneTransaction) -> Rows:
        moment = getattr(at.commune, due_at)
        return [at.commune] if moment is not None and moment <= at.now else []

    return take


DUE_KINDS = (
    DueKind(
        name=TASK,
        table=Task,
        due_at=Task.next_birth_at,
        read_batch=lambda at: tasks_with_due_milestones(at.session, at.now),
        fire=lambda at, tasks: create_due_milestones(
            at.session, at.office, at.commune, tasks, at.now
        ),
        reschedule=lambda at, tasks: schedule_next_milestones(at.session, at.office, tasks),
        rescheduled_if=(Task.born_until.is_not(None),),
        can_be_put_aside=True,
        fired_however_late=True,
    ),
    DueKind(
        name=MILESTONE,
        table=Milestone,
        due_at=Milestone.next_fire_at,
        read_batch=lambda at: take_milestones_to_fire(at.session, at.now, BATCH),
        fire=lambda at, milestones: fire_milestones(at.session, at.office, milestones, at.now),
        reschedule=lambda at, milestones: reschedule(at.session, at.office, milestones, at.now),
        rescheduled_if=(is_open(),),
        can_be_put_aside=True,
    ),
    DueKind(
        name="own reminder",
        table=OwnReminder,
        due_at=OwnReminder.next_at,
        read_batch=lambda at: take_own_reminders(at.session, at.now, BATCH),
        fire=fire_own_reminders,
        reschedule=skip_own_reminders,
        rescheduled_if=(OwnReminder.next_at.is_not(None),),
    ),
    DueKind(
        name="secretary's summary",
        table=Commune,
        due_at=Commune.next_summary_at,
        read_batch=_take_commune("next_summary_at"),
        fire=lambda at, _: fire_secretary_summary(at.session, at.office, at.commune, at.now),
        reschedule=lambda at, _: schedule_secretary_summary(at.office, at.commune, at.now),
    ),
    DueKind(
        name="leaders' summary",
        table=Commune,
        due_at=Commune.next_review_at,
        read_batch=_take_commune("next_review_at"),
        fire=lambda at, _: fire_leaders_summary(at.session, at.office, at.commune, at.now),
        reschedule=lambda at, _: schedule_leaders_summary(at.office, at.commune, at.now),
    ),
    DueKind(
        name="group list",
        table=Group,
        due_at=Group.next_list_at,
        fire=lambda at, groups: enqueue_weekly_lists(at.session, at.office, groups, at.now),
        reschedule=lambda at, groups: schedule_weekly_lists(at.office, groups, at.now),
        conditions=(Group.revoked_at.is_(None),),
        rescheduled_if=(Group.revoked_at.is_(None),),
    ),
)
"""All kinds of due work, in the order in which they are fired: a report is created before
reminders, so it can be reminded of in the same round.
"""
