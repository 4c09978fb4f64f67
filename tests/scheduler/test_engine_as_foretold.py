"""The engine, driven by hand over six months of the plan of 2025, does what preview foretold."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.app import TRAINING_PLAN
from bot.foretelling import of_plan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from bot.training import seat_everybody
from scheduler.engine import fire_due, next_due
from scheduler.office import calendar_for
from scheduler.working_time import VIETNAM
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.unit import Post
from storage.words import Role, Sort, State

START = datetime(2025, 10, 8, tzinfo=VIETNAM)
END = datetime(2026, 3, 31, 23, 59, 59, tzinfo=VIETNAM)

Told = tuple[datetime, int, str, str, Role | None]


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Database]:
    """SQLite alone: the rules do not ask which database holds the rows."""
    database = Database(sqlite_url)
    yield database
    database.close()


def plan_of_2025() -> Plan:
    calendar = calendar_for(START, national_days())
    return read_plan(TRAINING_PLAN.read_text(encoding="utf-8"), "plan", None, calendar)


def live(database: Database, until: datetime) -> None:
    """Carry out everything up to a moment; each delivery counts as sent at once."""
    national = national_days()
    due = next_due(database)
    while due is not None and due <= until:
        fire_due(database, national, due)
        with database.everything() as session:
            session.execute(
                update(Delivery).where(Delivery.state == State.PENDING).values(state=State.SENT)
            )
        due = next_due(database)


def made(database: Database) -> Iterator[Told]:
    with database.everything() as session:
        rows = session.execute(
            select(Delivery.fire_at, Milestone.number, Delivery.step, Post.name, Delivery.role)
            .join(Milestone, Delivery.milestone_id == Milestone.id)
            .join(Post, Delivery.post_id == Post.id)
            .where(Delivery.sort == Sort.REMINDER)
        )
        for at, number, step, post, role in rows:
            yield at.astimezone(UTC), number, step, post, role


def test_six_months_of_the_plan_go_as_preview_said(quick: Database) -> None:
    plan, national = plan_of_2025(), national_days()
    save_plan(quick, national, plan, START)
    seat_everybody(quick, 1, START)
    live(quick, END)
    foretold = Counter(
        (line.at.astimezone(UTC), line.number, line.step, line.to, line.role)
        for line in of_plan(plan, national, START, END).lines
    )
    sent = Counter(made(quick))
    assert len(foretold) > 1000
    assert sent == foretold
