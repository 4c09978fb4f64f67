"""A small commune with some months of history: work done on time and late, extended, blocked, open.

What happens is done by `scheduler.work.lifecycle`, as the program does it, without a chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.app.training import fill_posts
from bot.importers.national import national_days
from bot.queries.reader import Reader, actor_of_person
from bot.reports.order import ReportOrder, build_ordered_report
from bot.texts.document import Report
from scheduler.calendar.period import Length, Period, period_of
from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import Office, office_of
from scheduler.work import lifecycle
from scheduler.work.change import Actor, ChangeContext
from scheduler.work.people import reassign_task
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.milestone import Milestone, by_number
from storage.person import present_holdings
from storage.unit import post_by_name
from tests.stored_plan import store_once, store_plan
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, PLAN, at

NASTY = '=HYPERLINK("http://x.vn","bấm")'
REASON = "Chưa có hướng dẫn của Thành ủy <&> \x07"

OCTOBER = period_of(date(2025, 10, 1), Length.MONTH)
NOVEMBER = period_of(date(2025, 11, 1), Length.MONTH)
DECEMBER = period_of(date(2025, 12, 1), Length.MONTH)
QUARTER = period_of(date(2025, 10, 1), Length.QUARTER)
YEAR = period_of(date(2025, 1, 1), Length.YEAR)


@dataclass(frozen=True, slots=True)
class Archive:
    """The commune after its months; `now` is the default time at which reports are requested."""

    database: Database
    now: datetime = at("2026-01-05T09:30")

    def report(self, name: str, period: Period, now: str | None = None, **more: Any) -> Report:
        """A report as of now, or of another moment in Vietnam."""
        moment = at(now) if now else self.now
        with self.database.commune(1) as session:
            chief = _actor(session, CHIEF, moment)
            reader = Reader(session, _office(session, moment), chief, moment)
            return build_ordered_report(reader, ReportOrder(name, period, **more))

    def reassign(self, number: int, post: str, moment: str) -> None:
        """The secretary gives work to another post."""
        now = at(moment)
        with self.database.commune(1) as session:
            context = ChangeContext(
                session, _office(session, now), _actor(session, CHIEF, now), now
            )
            to = post_by_name(session, post)
            assert to is not None
            reassign_task(context, _milestone(session, number), to)

    def decide(
        self, number: int, moment: str, decide: Callable[[ChangeContext, Milestone], Any]
    ) -> None:
        """Let the secretary decide on a milestone."""
        now = at(moment)
        with self.database.commune(1) as session:
            chief = _actor(session, CHIEF, now)
            decide(
                ChangeContext(session, _office(session, now), chief, now),
                _milestone(session, number),
            )

    def change(self, number: int, change: Callable[[Milestone], None]) -> None:
        """Change a milestone behind the program's back."""
        with self.database.commune(1) as session:
            change(_milestone(session, number))


def founded(database: Database) -> Archive:
    """The commune of the stories, somebody in every post, and what became of its plan.

    1 is put off from 28/11 to 15/12 and done in time by that; 2 is done on time; 3 is stuck and
    overdue at the year's end; 4, the quota, reaches 20 of 33; 5 is done nine days late.
    """
    store_once(database, founded, lambda: _found(database))
    return Archive(database)


def _found(database: Database) -> None:
    store_plan(database, national_days(), PLAN, at("2025-10-08T07:55"))
    fill_posts(database, 1, at("2025-10-08T07:55"))
    act = _Actor(database)
    act("2025-10-09T09:00", BUILDER, 1, lifecycle.accept)
    act("2025-11-10T09:00", BUILDER, 4, lifecycle.report_count, 15)
    act("2025-11-20T09:00", BUILDER, 2, lifecycle.submit)
    act("2025-11-21T09:00", CHIEF, 2, lifecycle.confirm)
    act("2025-11-25T09:00", BUILDER, 1, lifecycle.ask_extension, date(2025, 12, 15), REASON)
    act("2025-11-26T09:00", CHIEF, 1, lifecycle.grant_extension)
    act("2025-12-02T09:00", BUILDER, 4, lifecycle.report_count, 20)
    act("2025-12-12T09:00", BUILDER, 1, lifecycle.submit)
    act("2025-12-13T09:00", CHIEF, 1, lifecycle.confirm)
    act("2025-12-19T09:00", ECONOMIST, 5, lifecycle.submit)
    act("2025-12-30T09:00", BUILDER, 3, lifecycle.report_blocked, NASTY)
    act("2026-01-02T09:00", CHIEF, 5, lifecycle.confirm)


@dataclass(frozen=True, slots=True)
class _Actor:
    database: Database

    def __call__(
        self, moment: str, post: str, number: int, change: Callable[..., Any], *details: Any
    ) -> None:
        now = at(moment)
        with self.database.commune(1) as session:
            actor = _actor(session, post, now)
            context = ChangeContext(session, _office(session, now), actor, now, f"nói: {details}")
            change(context, _milestone(session, number), *details)


def _actor(session: ScopedSession, post: str, now: datetime) -> Actor:
    person = next(row.person_id for row in present_holdings(session) if row.post.name == post)
    return actor_of_person(session, person, "web", local_day(now))


def _office(session: ScopedSession, now: datetime) -> Office:
    return office_of(session, session.scalars(select(Commune)).one(), national_days(), now)


def _milestone(session: ScopedSession, number: int) -> Milestone:
    found = by_number(session, number)
    assert found is not None
    return found
