"""A session of one commune never reads or writes rows of another."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import aliased

from storage.bulk import insert_rows, update_rows
from storage.commune import Commune
from storage.database import Database, ForeignRow, ScopedSession, UnscopedQuery
from storage.task import Support, Task
from storage.unit import Post, Unit
from storage.words import Rank, TaskKind

TASKS: Any = Task.__table__
POSTS: Any = Post.__table__


@pytest.fixture
def two(database: Database) -> Database:
    """Two communes, alike but for the letter in their titles."""
    with database.everything() as session:
        for letter in "ab":
            commune = Commune(key=letter, name=letter)
            session.add(commune)
            session.flush()
            unit = Unit(commune_id=commune.id, key="u", name="Unit " + letter)
            session.add(unit)
            session.flush()
            post = Post(commune_id=commune.id, unit_id=unit.id, key="p", name="P", rank=Rank.HEAD)
            session.add(post)
            session.flush()
            session.add(
                Task(
                    commune_id=commune.id,
                    key="t",
                    title=letter,
                    sector="s",
                    kind=TaskKind.DATED,
                    lead_post_id=post.id,
                    supports=[],
                )
            )
            session.flush()
    return database


OTHER: Any = aliased(Task)
ONLY_OWN: list[Callable[[], Any]] = [
    lambda: select(Task.title),
    lambda: select(OTHER.title),
    lambda: select(Task.title).join(OTHER, OTHER.id == Task.id),
    lambda: select(Task.title).where(Task.id.in_(select(Task.id))),
    lambda: select(func.min(Task.title)),
    lambda: select(Commune.key),
    lambda: select(Task.title).join(Post, Task.lead_post_id == Post.id),
    lambda: select(Task.title).join(Task.lead),
]


@pytest.mark.parametrize("query", ONLY_OWN)
def test_a_query_sees_its_own_commune(two: Database, query: Callable[[], Any]) -> None:
    for commune_id, letter in ((1, "a"), (2, "b")):
        with two.commune(commune_id) as session:
            assert session.scalars(query()).all() == [letter]


def test_a_row_of_another_commune_is_not_found_by_its_id(two: Database) -> None:
    with two.commune(1) as session:
        assert session.get(Task, 1) is not None
        assert session.get(Task, 2) is None


def test_a_change_reaches_its_own_commune(two: Database) -> None:
    with two.commune(1) as session:
        session.execute(update(Task).values(title="changed"))
    with two.everything() as session:
        assert set(session.scalars(select(Task.title))) == {"changed", "b"}


def test_bulk_changes_reach_only_its_own_commune(two: Database) -> None:
    with two.commune(1) as session:
        update_rows(session, Task, [{"id": number, "title": "changed"} for number in (1, 2, 99)])
    with two.everything() as session:
        assert set(session.scalars(select(Task.title))) == {"changed", "b"}
        update_rows(session, Task, [{"id": 2, "title": "both"}])
    with two.commune(2) as session:
        assert session.scalars(select(Task.title)).all() == ["both"]


REFUSED: list[Callable[[], Any]] = [
    lambda: select(TASKS),
    lambda: select(TASKS.c.title),
    lambda: text("SELECT * FROM task"),
    lambda: select(Task.id, POSTS.c.name),
    lambda: select(Task.id).where(POSTS.c.name == "P"),
    lambda: select(Task).where(Task.id.in_(select(TASKS.c.id))),
    lambda: select(func.count()).select_from(TASKS),
    lambda: insert(Unit),
    lambda: update(TASKS).values(title="x"),
    lambda: select(Task.id).join(POSTS, POSTS.c.id == Task.lead_post_id),
    lambda: select(Task.title).union_all(select(TASKS.c.title)),
]


@pytest.mark.parametrize("query", REFUSED)
def test_queries_that_cannot_be_scoped_are_refused(two: Database, query: Callable[[], Any]) -> None:
    with two.commune(1) as session, pytest.raises(UnscopedQuery):
        session.execute(query())


def test_the_raw_connection_is_refused(two: Database) -> None:
    with two.commune(1) as session, pytest.raises(UnscopedQuery):
        session.connection()


def test_a_session_without_a_commune_is_refused(two: Database) -> None:
    with ScopedSession(two.engine) as session, pytest.raises(UnscopedQuery):
        session.execute(select(Task))


def test_a_row_of_another_commune_is_not_written(two: Database) -> None:
    with pytest.raises(ForeignRow), two.commune(1) as session:
        session.add(Unit(commune_id=2, key="x", name="X"))


def test_new_rows_and_relations_stay_in_the_commune(two: Database) -> None:
    with two.commune(1) as session:
        task = session.scalars(select(Task)).one()
        session.add(Support(task_id=task.id, post_id=task.lead_post_id))
        session.flush()
        assert [post.commune_id for post in task.supports] == [1]


def test_bulk_inserted_rows_belong_to_the_commune(two: Database) -> None:
    foreign = {"commune_id": 1, "key": "v", "name": "Unit v"}
    with two.commune(2) as session:
        insert_rows(session, Unit, [foreign, {"key": "w", "name": "Unit w"}])
    with two.everything() as session:
        owners = select(Unit.key, Unit.commune_id).where(Unit.key.in_(["v", "w"]))
        assert {row.key: row.commune_id for row in session.execute(owners)} == {"v": 2, "w": 2}
        with pytest.raises(UnscopedQuery):
            insert_rows(session, Unit, [foreign])
