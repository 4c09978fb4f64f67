"""Whatever is answered and decided, whenever, and however long nothing runs: what is sent holds."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app.training import fill_posts
from bot.importers.national import national_days
from scheduler.calendar.working_time import local_day, opening
from scheduler.engine.engine import fire_due, next_due
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import fire
from scheduler.ladder.office import Office, office_of
from scheduler.ladder.snooze import Later
from scheduler.work import lifecycle
from scheduler.work.occasion import Actor, ChangeRefused, Occasion
from scheduler.work.undoing import undo
from storage.commune import Commune
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone, find
from storage.unit import posts
from storage.words import DeliveryKind, Rank, State
from tests.laying import lay
from tests.stories.world import PLAN, START, at

NATIONAL = national_days()
WEEK = timedelta(days=7)
ONCE = ("before", "due", "overdue", "escalate", "handover")
"""By the first word of a step: what is said once while the due date stays."""

Act = Callable[[Occasion, Milestone], object]
ACTS: Mapping[str, Act] = {
    "accept": lifecycle.accept,
    "progress": lifecycle.progress,
    "block": lambda occasion, row: lifecycle.block(occasion, row, "x"),
    "direct": lambda occasion, row: lifecycle.direct(occasion, row, "x"),
    "count": lambda occasion, row: lifecycle.count(occasion, row, 12),
    "submit": lambda occasion, row: lifecycle.submit(occasion, row, "1", local_day(occasion.now)),
    "send_back": lambda occasion, row: lifecycle.send_back(occasion, row, "x"),
    "confirm": lifecycle.confirm,
    "finish": lambda occasion, row: (ACTS["submit"](occasion, row), ACTS["confirm"](occasion, row)),
    "ask": lambda occasion, row: lifecycle.ask_extension(
        occasion, row, max(row.due_on, local_day(occasion.now)) + WEEK, "x"
    ),
    "grant": lifecycle.grant,
    "refuse": lambda occasion, row: lifecycle.refuse(occasion, row, "x"),
    "move": lambda occasion, row: lifecycle.move(occasion, row, local_day(occasion.now) + WEEK),
    "snooze": lambda occasion, row: lifecycle.snooze(occasion, row, Later.TOMORROW),
    "undo": undo,
    "cancel": lambda occasion, row: lifecycle.cancel(occasion, row, "x"),
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
"""What is done to which item, how long after what came before, and whether the engine ran."""


@pytest.fixture(scope="module")
def laid(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune with its plan, everybody in their post."""
    path = tmp_path_factory.mktemp("laid") / "laid.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    lay(database, NATIONAL, PLAN, at(START))
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
            (row,) = find(session, Milestone.number == number)
            with suppress(ChangeRefused):
                ACTS[name](Occasion(session, office, actor, self.now), row)
                self._look(session, office)
                self.changed[row.id] = self.now
            self._made(session)

    def _look(self, session: Session, office: Office) -> None:
        """What is due next is what the ladder says of the item as it is now."""
        rows = find(session)
        facts = read_facts(session, rows)
        for row in rows:
            rules, since = office.rules_for(row.task.ladder), row.fired_until
            coming = fire(facts[row.id], rules, office.calendar, since, since).next_at
            assert row.next_fire_at == coming
            assert coming is None or not row.status.closed

    def _fire(self, now: datetime) -> None:
        fire_due(self.database, NATIONAL, now)
        with self.database.commune(1) as session:
            assert all(row.next_fire_at is None or row.next_fire_at > now for row in find(session))
            made = self._made(session)
            told = Counter((row.milestone_id, row.role, row.post_id) for row in made)
            assert max(told.values(), default=1) == 1
            assert all(
                row.fire_at >= self.changed.get(row.milestone_id or 0, at(START)) for row in made
            )

    def _made(self, session: Session) -> list[Delivery]:
        """The reminders made since the last look; they count as sent."""
        rows = session.scalars(select(Delivery).where(Delivery.id > self.seen)).all()
        self.seen = max((row.id for row in rows), default=self.seen)
        for row in rows:
            row.state = State.SENT
        return reminders(rows)


def reminders(rows: Iterable[Delivery]) -> list[Delivery]:
    return [row for row in rows if row.sort is DeliveryKind.REMINDER]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HAPPENINGS)
def test_no_step_twice_none_at_rest_none_after_closing_each_later_than_the_last(
    laid: Path, tmp_path: Path, happenings: list[tuple[str, int, timedelta, bool]]
) -> None:
    path = tmp_path / "any.db"
    shutil.copy(laid, path)
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
        closed = {row.id: row.closed_at for row in find(session)}
        assert all(opening(row.fire_at, calendar) == row.fire_at for row in rows)
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
