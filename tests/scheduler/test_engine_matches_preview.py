"""The engine, run over six months of the plan of 2025, sends exactly what preview lists."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import cycle

import pytest
from sqlalchemy import select, update

from bot.app.program import TRAINING_PLAN
from bot.app.training import fill_posts
from bot.commandline.previewing import preview_plan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from scheduler.calendar.repetition import LAST, Every, OrdinalWeekday, Repetition, Shift
from scheduler.calendar.working_time import VIETNAM
from scheduler.engine.engine import fire_due, next_due
from scheduler.ladder.hours import HOURS_STEP, PASSED_STEP
from scheduler.ladder.office import calendar_for
from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.unit import Post
from storage.words import DeliveryKind, MilestoneShape, Role, State, TaskKind

START = datetime(2025, 10, 8, tzinfo=VIETNAM)
END = datetime(2026, 3, 31, 23, 59, 59, tzinfo=VIETNAM)
BETWEEN_TWO_REMINDERS = datetime(2025, 10, 23, tzinfo=VIETNAM)
FRIDAY_BEFORE_THE_25TH = datetime(2025, 10, 24, 8, tzinfo=VIETNAM)
THREE_WEEKS = timedelta(days=21)

RULES = (
    Repetition(Every.MONTH, days=(31,)),
    Repetition(Every.MONTH, days=(15, 30), shift=Shift.AFTER),
    Repetition(Every.MONTH, weekdays=(OrdinalWeekday(4, LAST),), shift=Shift.BEFORE),
    Repetition(Every.MONTH, weekdays=(OrdinalWeekday(0, 1),), months=(1, 4, 7, 10)),
    Repetition(Every.LUNAR_MONTH, days=(1, 15)),
    Repetition(Every.WEEK, 2),
    Repetition(Every.DAY, shift=Shift.BEFORE, times=20),
)

HOURS = (time(15), time(7), time(9), None, time(10, 30), time(17, 30), time(23, 59), time(16))

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
            .where(Delivery.sort == DeliveryKind.REMINDER)
        )
        for at, number, step, post, role in rows:
            yield at.astimezone(UTC), number, step, post, role


def goes_as_foretold(database: Database, plan: Plan, start: datetime, end: datetime) -> int:
    """The number of reminders in the preview; each was created, and no other."""
    national = national_days()
    save_plan(database, national, plan, start)
    fill_posts(database, 1, start)
    live(database, end)
    foretold = Counter(
        (line.at.astimezone(UTC), line.number, line.step, line.to, line.role)
        for line in preview_plan(plan, national, start, end).lines
    )
    assert Counter(made(database)) == foretold
    return foretold.total()


def test_engine_sends_what_preview_lists_for_six_months(quick: Database) -> None:
    assert goes_as_foretold(quick, plan_of_2025(), START, END) > 2000


def repeating(plan: Plan) -> Plan:
    """The plan with a task more for each rule, led by the posts of its first tasks."""
    added = [
        replace(
            task,
            key=f"{task.key}-{place}",
            kind=TaskKind.STANDING,
            opens_on=START.date(),
            closes_on=None,
            repetition=rule,
            on_duty=place == 0,
            milestones=(),
        )
        for place, (task, rule) in enumerate(zip(plan.tasks, RULES, strict=False))
    ]
    return replace(plan, tasks=(*plan.tasks, *added))


def test_work_that_repeats_by_rules_of_its_own_is_asked_for_as_foretold(quick: Database) -> None:
    plan = repeating(plan_of_2025())
    end = START + timedelta(days=180)
    assert goes_as_foretold(quick, plan, START, end) > 3000
    with quick.everything() as session:
        rows = select(Milestone.shape).where(Milestone.shape == MilestoneShape.OCCURRENCE)
        assert len(session.scalars(rows).all()) > 60


def with_hours(plan: Plan) -> Plan:
    """The plan with an hour of the due day for every milestone, each of HOURS in its turn."""
    hours = cycle(HOURS)
    tasks = [
        replace(
            task,
            milestones=tuple(replace(each, due_time=next(hours)) for each in task.milestones),
            repetition=task.repetition and replace(task.repetition, at=next(hours)),
            on_duty=task.on_duty or place % 5 == 0,
        )
        for place, task in enumerate(plan.tasks)
    ]
    return replace(plan, tasks=tuple(tasks))


def test_deadlines_with_hours_are_reminded_of_as_foretold_for_six_months(quick: Database) -> None:
    plan = with_hours(repeating(plan_of_2025()))
    assert goes_as_foretold(quick, plan, START, END) > 3000
    told = Counter(step for _, _, step, _, _ in made(quick))
    assert min(told[HOURS_STEP], told[PASSED_STEP]) > 30


def test_a_plan_imported_late_asks_only_for_coming_reports(quick: Database) -> None:
    plan = plan_of_2025()
    late = replace(plan, source=replace(plan.source, dated=BETWEEN_TWO_REMINDERS.date()))
    end = BETWEEN_TWO_REMINDERS + THREE_WEEKS
    assert goes_as_foretold(quick, late, BETWEEN_TWO_REMINDERS, end) > 100
    on_the_day = {step for at, _, step, _, _ in made(quick) if at == FRIDAY_BEFORE_THE_25TH}
    assert "standing_report" in on_the_day
