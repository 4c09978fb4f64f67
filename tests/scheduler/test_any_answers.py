"""Invariants of sent reminders under random answers, decisions and outages."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app.training import fill_posts
from bot.importers.national import national_days
from scheduler.calendar.working_time import local_day, next_working_time
from scheduler.engine.engine import fire_due, next_due
from scheduler.ladder.facts import read_facts
from scheduler.ladder.firing import CLOCK_TOLERANCE
from scheduler.ladder.ladder import fire
from scheduler.ladder.office import Office, office_of
from scheduler.ladder.snooze import SnoozeChoice
from scheduler.work import lifecycle
from scheduler.work.change import Actor, ChangeContext, ChangeRefused
from scheduler.work.undoing import undo
from storage.commune import Commune
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone, find_milestones
from storage.unit import posts
from storage.words import DeliveryKind, Rank, State
from tests.stored_plan import store_plan
from tests.stories.world import PLAN, START, at

NATIONAL = national_days()
WEEK = timedelta(days=7)
ONCE = ("before", "due", "overdue", "escalate", "handover")
"""First words of the steps that are sent once while the due date is unchanged."""

Act = Callable[[ChangeContext, Milestone], object]
ACTS: Mapping[str, Act] = {
    "accept": lifecycle.accept,
    "progress": lifecycle.report_progress,
    "block": lambda context, row: lifecycle.report_blocked(context, row, "x"),
    "direct": lambda context, row: lifecycle.give_direction(context, row, "x"),
    "count": lambda context, row: lifecycle.report_count(context, row, Decimal(12)),
    "submit": lambda context, row: lifecycle.submit(context, row, "1", local_day(context.now)),
    "send_back": lambda context, row: lifecycle.send_back(context, row, "x"),
    "confirm": lifecycle.confirm,
    "finish": lambda context, row: (ACTS["submit"](context, row), ACTS["confirm"](context, row)),
    "ask": lambda context, row: lifecycle.ask_extension(
        context, row, max(row.due_on, local_day(context.now)) + WEEK, "x"
    ),
    "grant": lifecycle.grant_extension,
    "refuse": lambda context, row: lifecycle.refuse_extension(context, row, "x"),
    "move": lambda context, row: lifecycle.move_due_date(
        context, row, local_day(context.now) + WEEK
    ),
    "snooze": lambda context, row: lifecycle.snooze(context, row, SnoozeChoice.TOMORROW),
    "undo": undo,
    "cancel": lambda context, row: lifecycle.cancel(context, row, "x"),
}
HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACTS)),
        st.sampled_from([1, 1, 4]),
        st.integers(0, 7 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
"""The action, its item, the time since the previous action, and whether the engine ran."""


@pytest.fixture(scope="module")
def stored_commune(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune with its plan, everybody in their post."""
    path = tmp_path_factory.mktemp("stored_commune") / "stored_commune.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    store_plan(database, NATIONAL, PLAN, at(START))
    fill_posts(database, 1, at(START))
    database.close()
    return path


class Engine:
    """The engine over one database; all it made is looked at each time it ran."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.seen = database, at(START), 0
        self.changed: dict[int, datetime] = {}

    def run(self, until: datetime, awake: bool) -> None:
        """Live until a moment, or sleep and wake up then."""
        due = next_due(self.database)
        while awake and due is not None and due <= until:
            self._fire(due)
            due = next_due(self.database)
        self.now = until
        self._fire(until)

    def act(self, name: str, number: int) -> None:
        """Do something to an item, if it may be done."""
        with self.database.commune(1) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, NATIONAL, self.now)
            every = frozenset(post.id for post in posts(session))
            actor = Actor(1, frozenset({Rank.SECRETARY}), every, "web")
            (row,) = find_milestones(session, Milestone.number == number)
            with suppress(ChangeRefused):
                ACTS[name](ChangeContext(session, office, actor, self.now), row)
                self._look(session, office)
                self.changed[row.id] = self.now
            self._made(session)

    def _look(self, session: Session, office: Office) -> None:
        """The next step stored is the ladder's next step for the present state; one that comes of a
        change while the clock stands still is due now.
        """
        rows = find_milestones(session)
        facts = read_facts(session, rows)
        for row in rows:
            rules, since = office.rules_for(row.task.ladder), row.fired_until
            coming = fire(facts[row.id], rules, office.calendar, since, since).next_at
            at_once = coming is not None and self.now < coming <= self.now + CLOCK_TOLERANCE
            assert row.next_fire_at == (self.now if at_once else coming)
            assert coming is None or not row.status.closed

    def _fire(self, now: datetime) -> None:
        fire_due(self.database, NATIONAL, now)
        with self.database.commune(1) as session:
            assert all(
                row.next_fire_at is None or row.next_fire_at > now
                for row in find_milestones(session)
            )
            made = self._made(session)
            told = Counter((row.milestone_id, row.role, row.post_id) for row in made)
            assert max(told.values(), default=1) == 1
            assert all(
                row.fire_at >= self.changed.get(row.milestone_id or 0, at(START)) for row in made
            )

    def _made(self, session: Session) -> list[Delivery]:
        """The reminders created since the last call; they count as sent."""
        rows = session.scalars(select(Delivery).where(Delivery.id > self.seen)).all()
        self.seen = max((row.id for row in rows), default=self.seen)
        for row in rows:
            row.state = State.SENT
        return reminders(rows)


def reminders(rows: Iterable[Delivery]) -> list[Delivery]:
    return [row for row in rows if row.sort is DeliveryKind.REMINDER]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HAPPENINGS)
def test_no_step_repeats_or_falls_outside_working_time_or_after_closing(
    stored_commune: Path, tmp_path: Path, happenings: list[tuple[str, int, timedelta, bool]]
) -> None:
    path = tmp_path / "any.db"
    shutil.copy(stored_commune, path)
    database = Database(f"sqlite:///{path}")
    engine = Engine(database)
    for name, number, later, awake in happenings:
        engine.run(engine.now + later, awake)
        engine.act(name, number)
    engine.run(engine.now + WEEK, awake=True)
    with database.commune(1) as session:
        calendar = office_of(
            session, session.scalars(select(Commune)).one(), NATIONAL, engine.now
        ).calendar
        rows = reminders(session.scalars(select(Delivery).order_by(Delivery.id)))
        closed = {row.id: row.closed_at for row in find_milestones(session)}
        assert all(next_working_time(row.fire_at, calendar) == row.fire_at for row in rows)
        for row in rows:
            closed_at = closed[row.milestone_id or 0]
            assert closed_at is None or row.fire_at <= closed_at
        once = [row for row in rows if row.step.split("_")[0] in ONCE]
        said = Counter((row.milestone_id, row.step, row.due_version, row.post_id) for row in once)
        assert max(said.values(), default=1) == 1
        for key in {(row.milestone_id, row.role, row.post_id) for row in rows}:
            own = [r.fire_at for r in rows if (r.milestone_id, r.role, r.post_id) == key]
            assert all(before < after for before, after in pairwise(own))
    database.close()
