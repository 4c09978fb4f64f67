"""Invented communes with officials and work, inserted by PostgreSQL itself.

Every official leads one task; all tasks have equally many milestones, the first of which is due at
DUE_AT. Rows of one commune lie far apart, as in a database filled over years.
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
"""A working Friday."""

DUE_AT = vietnam_to_utc(DAY, MORNING)
HANDED_OVER_AT = DUE_AT - timedelta(days=60)
EVENING_BEFORE = vietnam_to_utc(DAY - timedelta(days=1), time(20))
FAR_FUTURE = DUE_AT + timedelta(days=365)
LATER_DAYS = 300
"""The other milestones are due within this many days, beginning a month later."""


@dataclass(frozen=True, slots=True)
class PopulationSize:
    """The number of communes, and of officials and milestones in each."""

    communes: int
    officials: int
    milestones: int


def insert_population(database: Database, size: PopulationSize) -> None:
    """Insert everything in one transaction; then VACUUM ANALYZE, as autovacuum would do within
    minutes, so that its cost is not measured.
    """
    with database.everything() as session:
        connection = session.connection()
        _communes(connection, size)
        _people(connection, size)
        _work(connection, size)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _number(count: int) -> Any:
    """A column of the numbers 0 .. count - 1."""
    return func.generate_series(0, count - 1).table_valued("n").render_derived().c.n


def _named(word: str, number: Any) -> Any:
    return literal(word) + cast(number, Unit.name.type)


def _insert(connection: Connection, target: Any, source: Select[Any]) -> None:
    """Insert the rows of a select; its column labels name the target columns."""
    names = [each.name for each in source.selected_columns]
    connection.execute(insert(target).from_select(names, source))
    last = func.max(target.id)
    sequence = func.pg_get_serial_sequence(target.__tablename__, "id")
    connection.execute(select(func.setval(sequence, last)))


def _commune_rows(n: Any, size: PopulationSize) -> Select[Any]:
    """Rows assigned to the communes in turn: id and commune_id."""
    return select((n + 1).label("id"), (n % size.communes + 1).label("commune_id"))


def _index(n: Any, size: PopulationSize) -> Any:
    """The index of a row within its commune, from 0."""
    return cast(n // size.communes, Integer)


def _communes(connection: Connection, size: PopulationSize) -> None:
    n = _number(size.communes)
    source = select(
        (n + 1).label("id"),
        _named("xa", n + 1).label("key"),
        _named("Commune ", n + 1).label("name"),
        literal(size.milestones + 1).label("next_number"),
        *(literal(FAR_FUTURE, Commune.next_summary_at.type).label(name)
          for name in ("next_summary_at", "next_review_at")),
    )  # fmt: skip
    _insert(connection, Commune, source)
    _insert(connection, Unit, _commune_rows(n, size).add_columns(literal("u").label("key"),
                                                       literal("Unit").label("name")))  # fmt: skip


def _people(connection: Connection, size: PopulationSize) -> None:
    n = _number(size.communes * size.officials)
    place = _index(n, size)
    rank = case(
        (place == 0, literal(Rank.SECRETARY, Post.rank.type)),
        else_=literal(Rank.OFFICIAL, Post.rank.type),
    )
    same, since = (n + 1).label("person_id"), literal(HANDED_OVER_AT, Holding.since.type)
    _insert(
        connection,
        Post,
        _commune_rows(n, size).add_columns(
            (n % size.communes + 1).label("unit_id"),
            _named("p", place).label("key"),
            _named("Post ", place).label("name"),
            rank.label("rank"),
        ),
    )
    _insert(
        connection,
        Person,
        _commune_rows(n, size).add_columns(_named("Official ", place).label("name")),
    )
    _insert(
        connection,
        Holding,
        _commune_rows(n, size).add_columns((n + 1).label("post_id"), same, since.label("since")),
    )
    _insert(
        connection,
        Address,
        _commune_rows(n, size).add_columns(
            same,
            literal("telegram").label("channel"),
            cast(place + 1, Address.address.type).label("address"),
            since.label("linked_at"),
        ),
    )


def _work(connection: Connection, size: PopulationSize) -> None:
    n = _number(size.communes * size.officials)
    place = _index(n, size)
    _insert(
        connection,
        Task,
        _commune_rows(n, size).add_columns(
            _named("t", place).label("key"),
            _named("Plan of work ", place).label("title"),
            literal("work").label("sector"),
            literal(TaskKind.DATED, Task.kind.type).label("kind"),
            (n + 1).label("lead_post_id"),
        ),
    )
    _milestones(connection, size)


def _milestones(connection: Connection, size: PopulationSize) -> None:
    n = _number(size.communes * size.milestones)
    place, commune = _index(n, size), n % size.communes
    now = place < size.officials
    day = literal(DAY, Date)
    due = case((now, day), else_=day + 30 + place % LATER_DAYS)
    moment = Milestone.fired_until.type
    source = _commune_rows(n, size).add_columns(
        (place % size.officials * size.communes + commune + 1).label("task_id"),
        (place + 1).label("number"),
        _named("m", place).label("key"),
        _named("Report of results ", place).label("title"),
        literal(MilestoneShape.DEADLINE, Milestone.shape.type).label("shape"),
        *(due.label(name) for name in ("due_on", "original_due_on", "planned_on")),
        literal(Status.ACCEPTED, Milestone.status.type).label("status"),
        literal(HANDED_OVER_AT, moment).label("handed_over_at"),
        literal(HANDED_OVER_AT, moment).label("accepted_at"),
        literal(EVENING_BEFORE, moment).label("fired_until"),
        case((now, literal(DUE_AT, moment)), else_=literal(FAR_FUTURE, moment)).label(
            "next_fire_at"
        ),
    )
    _insert(connection, Milestone, source)
