"""Decides which items the secretary's summary lists under each heading: what is new since the last
summary; older items are only counted. The first summary of a week lists everything. Items in this
morning's reminders are only counted too.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import MORNING, SUMMARY_TIME, local_day, vietnam_to_utc
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item, SummaryGroup
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import fire
from scheduler.ladder.office import Office
from storage.audit import changes_after
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.words import DeliveryKind, Role, State

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SummaryGroups:
    """Makes the groups of items of one reader's summary.

    `last` and `last_but_one` are the moments (UTC) of the last two summaries. `first_of_week`: this
    is the reader's first summary of the week, which lists everything. `changed` and `soon` are
    milestone ids: changed since the last summary, and in this morning's reminders.
    """

    item_of: Mapping[int, Item]
    last: datetime
    last_but_one: datetime
    last_day: date
    first_of_week: bool
    changed: frozenset[int]
    soon: frozenset[int]

    def all_listed(self, rows: Iterable[Milestone]) -> SummaryGroup:
        """Every item is shown, even if it was shown before."""
        return SummaryGroup(tuple(self.item_of[row.id] for row in rows))

    def new_listed(self, rows: Iterable[Milestone]) -> SummaryGroup:
        """A group that lists what was changed or handed over since the last summary."""
        return self._group(rows, self._is_new)

    def newly_overdue(self, rows: Iterable[Milestone]) -> SummaryGroup:
        """Shows what is new, and what has become overdue since the last summary."""
        rows = list(rows)
        old = {
            row.id
            for row in rows
            if self.item_of[row.id].is_old_unanswered_report and row.id not in self.soon
        }
        found = self._group(
            (row for row in rows if row.id not in old),
            lambda row: self._is_new(row) or row.due_on >= self.last_day,
        )
        return replace(found, known=found.known + len(old))

    def old_unanswered_reports(self, rows: Iterable[Milestone]) -> tuple[Item, ...]:
        """Those of these reports that are long overdue and that nobody answers."""
        return tuple(
            item for row in rows if (item := self.item_of[row.id]).is_old_unanswered_report
        )

    def long_unaccepted(self, rows: Sequence[Milestone]) -> SummaryGroup:
        """Items that the lead has not accepted within a working day.

        In the first summary of a week all are listed, in others only those that passed that day
        since the last summary. Overdue ones are left out: they have a heading of their own.
        """
        waited = [
            row
            for row in rows
            if row.handed_over_at < self.last and not self.item_of[row.id].passed
        ]
        found = self._group(waited, lambda row: row.handed_over_at >= self.last_but_one)
        return replace(found, known=len(rows) - len(found.shown) - found.soon)

    def _is_new(self, row: Milestone) -> bool:
        return row.id in self.changed or row.handed_over_at >= self.last

    def _group(
        self, rows: Iterable[Milestone], is_new: Callable[[Milestone], bool]
    ) -> SummaryGroup:
        shown, known, soon = [], 0, 0
        for row in rows:
            if row.id in self.soon:
                soon += 1
            elif self.first_of_week or is_new(row):
                shown.append(self.item_of[row.id])
            else:
                known += 1
        return SummaryGroup(tuple(shown), known, soon)


def summary_groups(
    session: Session, office: Office, delivery: Delivery, rows: Sequence[Milestone], now: datetime
) -> SummaryGroups:
    """The groups of a summary that is made of these open milestones."""
    ids, today = [row.id for row in rows], local_day(now)
    last_day, day_before = (office.calendar.add_working_days(today, -n) for n in (1, 2))
    last, before = (vietnam_to_utc(day, SUMMARY_TIME) for day in (last_day, day_before))
    return SummaryGroups(
        item_of=dict(zip(ids, items(session, office, rows, now), strict=True)),
        last=last,
        last_but_one=before,
        last_day=last_day,
        first_of_week=not _had_one_this_week(session, delivery, today),
        changed=frozenset(change.noun_id for change in changes_after(session, ids, last)),
        soon=frozenset(_reminded_this_morning(session, office, rows, today)),
    )


def _had_one_this_week(session: Session, delivery: Delivery, today: date) -> bool:
    monday = vietnam_to_utc(today - timedelta(days=today.weekday()), time())
    sent = select(Delivery.id).where(
        Delivery.person_id == delivery.person_id,
        Delivery.sort == DeliveryKind.SUMMARY,
        Delivery.step == delivery.step,
        Delivery.state == State.SENT,
        Delivery.sent_at >= monday,
    )
    return session.scalar(sent.limit(1)) is not None


def _reminded_this_morning(
    session: Session, office: Office, rows: Sequence[Milestone], today: date
) -> Iterable[int]:
    """The milestones that the secretary is reminded of in this morning's slot."""
    slot = vietnam_to_utc(today, MORNING)
    due = [row for row in rows if row.next_fire_at is not None and row.next_fire_at <= slot]
    facts = read_facts(session, due)
    for row in due:
        try:
            rules = office.rules_for(row.task.ladder)
            firing = fire(facts[row.id], rules, office.calendar, row.fired_until, slot)
        except Exception:
            log.exception("the steps of milestone %s cannot be evaluated", row.id)
            continue
        if any(step.role is Role.SECRETARY for step in firing.due):
            yield row.id
