"""Invented communes with their officials and work, made by the database itself. PostgreSQL only.

Every official leads one task with as many milestones as any other's; the first of them falls due
on the morning. Rows of one commune lie far apart, as they do where years of work came in.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    Integer,
    Select,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)

from scheduler.calendar.working_time import MORNING, vietnam_to_utc
from storage.commune import Commune
from storage.database import Database
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import MilestoneShape, Rank, Status, TaskKind

DAY = date(2025, 11, 28)
"""A Friday that is worked."""

AT = vietnam_to_utc(DAY, MORNING)
GIVEN = AT - timedelta(days=60)
EVENING_BEFORE = vietnam_to_utc(DAY - timedelta(days=1), time(20))
FAR = AT + timedelta(days=365)
LATER_DAYS = 300
"""What is not due on the morning is due on one of so many days from a month later on."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many communes, and of each how many officials and milestones."""

    communes: int
    officials: int
    milestones: int


def fill(database: Database, size: Size) -> None:
    """Everything, in one transaction; then what a server does of its own accord within minutes, so
    that it is not counted as the morning's, and the statistics a planner needs.
    """
    with database.everything() as session:
        connection = session.connection()
        _communes(connection, size)
        _people(connection, size)
        _work(connection, size)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _number(count: int) -> Any:
    """0 .. count - 1."""
    return func.generate_series(0, count - 1).table_valued("n").render_derived().c.n


def _named(word: str, number: Any) -> Any:
    return literal(word) + cast(number, Unit.name.type)


def _put(connection: Connection, target: Any, source: Select[Any]) -> None:
    """Insert what a select gives, by the names of its columns; the rest has its default."""
    names = [each.name for each in source.selected_columns]
    connection.execute(insert(target).from_select(names, source))
    last = func.max(target.id)
    sequence = func.pg_get_serial_sequence(target.__tablename__, "id")
    connection.execute(select(func.setval(sequence, last)))


def _owned(n: Any, size: Size) -> Select[Any]:
    """Rows that go round the communes: their id, and whose they are."""
    return select((n + 1).label("id"), (n % size.communes + 1).label("commune_id"))


def _place(n: Any, size: Size) -> Any:
    """The how-manieth of its commune a row is, from 0."""
    return cast(n // size.communes, Integer)


def _communes(connection: Connection, size: Size) -> None:
    n = _number(size.communes)
    source = select(
        (n + 1).label("id"),
        _named("xa", n + 1).label("key"),
        _named("Commune ", n + 1).label("name"),
        literal(size.milestones + 1).label("next_number"),
        *(literal(FAR, Commune.next_summary_at.type).label(name)
          for name in ("next_summary_at", "next_review_at")),
    )  # fmt: skip
    _put(connection, Commune, source)
    _put(connection, Unit, _owned(n, size).add_columns(literal("u").label("key"),
                                                       literal("Unit").label("name")))  # fmt: skip


def _people(connection: Connection, size: Size) -> None:
    n = _number(size.communes * size.officials)
    place = _place(n, size)
    rank = case(
        (place == 0, literal(Rank.SECRETARY, Post.rank.type)),
        else_=literal(Rank.OFFICIAL, Post.rank.type),
    )
    same, since = (n + 1).label("person_id"), literal(GIVEN, Holding.since.type)
    _put(
        connection,
        Post,
        _owned(n, size).add_columns(
            (n % size.communes + 1).label("unit_id"),
            _named("p", place).label("key"),
            _named("Post ", place).label("name"),
            rank.label("rank"),
        ),
    )
    _put(connection, Person, _owned(n, size).add_columns(_named("Official ", place).label("name")))
    _put(
        connection,
        Holding,
        _owned(n, size).add_columns((n + 1).label("post_id"), same, since.label("since")),
    )
    _put(
        connection,
        Address,
        _owned(n, size).add_columns(
            same,
            literal("telegram").label("channel"),
            cast(place + 1, Address.address.type).label("address"),
            since.label("linked_at"),
        ),
    )


def _work(connection: Connection, size: Size) -> None:
    n = _number(size.communes * size.officials)
    place = _place(n, size)
    _put(
        connection,
        Task,
        _owned(n, size).add_columns(
            _named("t", place).label("key"),
            _named("Plan of work ", place).label("title"),
            literal("work").label("sector"),
            literal(TaskKind.DATED, Task.kind.type).label("kind"),
            (n + 1).label("lead_post_id"),
        ),
    )
    _milestones(connection, size)


def _milestones(connection: Connection, size: Size) -> None:
    n = _number(size.communes * size.milestones)
    place, commune = _place(n, size), n % size.communes
    now = place < size.officials
    day = literal(DAY, Date)
    due = case((now, day), else_=day + 30 + place % LATER_DAYS)
    moment = Milestone.fired_until.type
    source = _owned(n, size).add_columns(
        (place % size.officials * size.communes + commune + 1).label("task_id"),
        (place + 1).label("number"),
        _named("m", place).label("key"),
        _named("Report of results ", place).label("title"),
        literal(MilestoneShape.DEADLINE, Milestone.shape.type).label("shape"),
        *(due.label(name) for name in ("due_on", "original_due_on", "planned_on")),
        literal(Status.ACCEPTED, Milestone.status.type).label("status"),
        literal(GIVEN, moment).label("handed_over_at"),
        literal(GIVEN, moment).label("accepted_at"),
        literal(EVENING_BEFORE, moment).label("fired_until"),
        case((now, literal(AT, moment)), else_=literal(FAR, moment)).label("next_fire_at"),
    )
    _put(connection, Milestone, source)
