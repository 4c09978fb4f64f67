"""Fills a database with all communes of the country, about 300 milestones each, by SQL.

Rows of one commune lie far apart, as in a database filled over years.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Integer,
    Select,
    case,
    cast,
    column,
    insert,
    literal,
    null,
    select,
    table,
    text,
)

from storage.commune import Commune
from storage.database import Database
from storage.milestone import Milestone
from storage.person import Address, Holding, Person
from storage.reply import Extension, Reply
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import MilestoneShape, Rank, ReplyKind, Status, TaskKind

COMMUNES = 3_321
UNITS, POSTS, TASKS = 18, 22, 60
"""Numbers in each commune."""
SECTORS = ("xay dung Dang", "kinh te - xa hoi", "quoc phong - an ninh")
NOW = datetime(2025, 12, 15, 2, tzinfo=UTC)
FIRST_DUE = date(2025, 1, 1)
DUE_DAYS = 540
MORNING = time(2)
"""Time of day in UTC, as the database stores moments."""
GIVEN = datetime(2025, 1, 1, 1, tzinfo=UTC)

DAYS = table("bench_day", column("n", Integer), column("d", Date), column("at", DateTime))
"""A temporary table: the n-th due date, and the moment its result was submitted."""


def fill(database: Database, milestones: int) -> None:
    """Insert everything in one transaction."""
    with database.everything() as session:
        connection = session.connection()
        _days(connection)
        _people(connection)
        _work(connection, milestones)
        connection.execute(text("DROP TABLE bench_day"))


def _numbers(count: int) -> Any:
    """A query of the numbers 0 .. count - 1."""
    found = select(literal(0).label("n")).cte(f"n{count}", recursive=True)
    return found.union_all(select(found.c.n + 1).where(found.c.n < count - 1))


def _insert(connection: Connection, target: Any, source: Select[Any]) -> None:
    """Insert the rows of a select; its column labels name the target columns."""
    names = [each.name for each in source.selected_columns]
    connection.execute(insert(target).from_select(names, source))


def _days(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE bench_day (n INTEGER PRIMARY KEY, d DATE, at TIMESTAMP)"))
    rows = []
    for n in range(DUE_DAYS):
        day = FIRST_DUE + timedelta(days=n)
        late = timedelta(days=n % 4 - 2)
        rows.append({"n": n, "d": day, "at": datetime.combine(day, MORNING) + late})
    connection.execute(insert(DAYS), rows)


def _people(connection: Connection) -> None:
    n = _numbers(COMMUNES)
    far = literal(NOW + timedelta(days=30), Commune.next_summary_at.type)
    key = literal("xa") + cast(n.c.n, Commune.key.type)
    _insert(
        connection,
        Commune,
        select(
            (n.c.n + 1).label("id"),
            key.label("key"),
            key.label("name"),
            far.label("next_summary_at"),
            far.label("next_review_at"),
        ),
    )
    _insert_numbered(connection, Unit, UNITS, key="u", name="Unit ")
    n = _numbers(COMMUNES * POSTS)
    place = n.c.n // COMMUNES
    _insert(
        connection,
        Post,
        _commune_rows(n, "p", "Post ").add_columns(
            (place % UNITS * COMMUNES + n.c.n % COMMUNES + 1).label("unit_id"),
            case((place == 0, literal(Rank.SECRETARY, Post.rank.type)),
                 else_=literal(Rank.OFFICIAL, Post.rank.type)).label("rank"),
        ),
    )  # fmt: skip
    _insert(connection, Person, _commune_rows(n, None, "Person "))
    given = literal(GIVEN, Holding.since.type)
    same = n.c.n + 1
    _insert(
        connection,
        Holding,
        _commune_rows(n).add_columns(
            same.label("post_id"), same.label("person_id"), given.label("since")
        ),
    )
    _insert(
        connection,
        Address,
        _commune_rows(n).add_columns(
            same.label("person_id"),
            literal("web").label("channel"),
            (literal("a") + cast(same, Address.address.type)).label("address"),
            given.label("linked_at"),
        ),
    )


def _commune_rows(n: Any, key: str | None = None, name: str | None = None) -> Select[Any]:
    """Rows assigned to the communes in turn: id, commune_id, and numbered key and name."""
    place = n.c.n // COMMUNES
    found = select((n.c.n + 1).label("id"), (n.c.n % COMMUNES + 1).label("commune_id"))
    if key is not None:
        found = found.add_columns((literal(key) + cast(place, Unit.key.type)).label("key"))
    if name is not None:
        found = found.add_columns((literal(name) + cast(place, Unit.name.type)).label("name"))
    return found


def _insert_numbered(connection: Connection, target: Any, count: int, key: str, name: str) -> None:
    _insert(connection, target, _commune_rows(_numbers(COMMUNES * count), key, name))


def _work(connection: Connection, milestones: int) -> None:
    n = _numbers(COMMUNES * TASKS)
    place, commune = n.c.n // COMMUNES, n.c.n % COMMUNES
    _insert(
        connection,
        Task,
        _commune_rows(n, "t").add_columns(
            (literal("Task ") + cast(place, Unit.name.type)).label("title"),
            case(
                *((place % 3 == i, sector) for i, sector in enumerate(SECTORS)), else_=SECTORS[0]
            ).label("sector"),
            literal(TaskKind.DATED, Task.kind.type).label("kind"),
            (place % POSTS * COMMUNES + commune + 1).label("lead_post_id"),
        ),
    )
    _milestones(connection, milestones)
    _replies(connection, milestones)


def _milestones(connection: Connection, count: int) -> None:
    """Of ten milestones five are done, one is submitted, one blocked; one in forty is a quota."""
    n = _numbers(count)
    place, commune = n.c.n // COMMUNES, n.c.n % COMMUNES
    tenth = place % 10
    quota = place % 40 == 9
    status = _case_by_index(
        tenth, (*[Status.DONE] * 5, Status.SUBMITTED, Status.BLOCKED, Status.ACCEPTED)
    )
    came = case((tenth <= 5, DAYS.c.at), else_=null())
    source = (
        _commune_rows(n, "m", None)
        .add_columns(
            (place % TASKS * COMMUNES + commune + 1).label("task_id"),
            (place + 1).label("number"),
            (literal("Milestone ") + cast(place, Unit.name.type)).label("title"),
            case((quota, literal(MilestoneShape.QUOTA, Milestone.shape.type)),
                 else_=literal(MilestoneShape.DEADLINE, Milestone.shape.type)).label("shape"),
            literal(FIRST_DUE, Date).label("opens_on"),
            *(DAYS.c.d.label(name) for name in ("due_on", "original_due_on", "planned_on")),
            case((quota, literal(33, Milestone.target.type)), else_=null()).label("target"),
            case((quota, literal(15, Milestone.value.type)), else_=null()).label("value"),
            status.label("status"),
            came.label("submitted_at"),
            case((tenth <= 4, DAYS.c.at), else_=null()).label("closed_at"),
            literal(GIVEN, Milestone.handed_over_at.type).label("handed_over_at"),
            literal(GIVEN, Milestone.fired_until.type).label("fired_until"),
            literal(NOW + timedelta(days=1), Milestone.fired_until.type).label("next_fire_at"),
        )
        .join_from(n, DAYS, DAYS.c.n == place * 7 % DUE_DAYS)
    )  # fmt: skip
    _insert(connection, Milestone, source)


def _case_by_index(by: Any, values: Sequence[Status]) -> Any:
    last = literal(values[-1], Milestone.status.type)
    cases = [(by == i, literal(value, Milestone.status.type)) for i, value in enumerate(values)]
    return case(*cases, else_=last)


def _replies(connection: Connection, milestones: int) -> None:
    """One reply per milestone; one milestone in thirty has an extension request."""
    n = _numbers(milestones)
    place, commune = n.c.n // COMMUNES, n.c.n % COMMUNES
    lead = place % TASKS % POSTS * COMMUNES + commune + 1
    common = ((n.c.n + 1).label("milestone_id"),)
    _insert(
        connection,
        Reply,
        _commune_rows(n).add_columns(
            *common,
            lead.label("person_id"),
            literal(ReplyKind.PROGRESS, Reply.said.type).label("said"),
            literal("dang lam").label("text"),
            literal("web").label("channel"),
            literal(NOW - timedelta(days=20), Reply.at.type).label("at"),
        ),
    )
    _insert(
        connection,
        Extension,
        _commune_rows(n).add_columns(
            *common,
            lead.label("asked_by"),
            literal(NOW, Extension.asked_at.type).label("asked_at"),
            literal(FIRST_DUE, Date).label("from_date"),
            literal(FIRST_DUE, Date).label("to_date"),
        )
        .where(place % 30 == 7),
    )  # fmt: skip
