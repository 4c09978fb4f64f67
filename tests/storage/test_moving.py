"""All data moves from one database to another, also after interruptions."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.audit import Audit, check_chain
from storage.commune import Commune, communes
from storage.database import Database
from storage.migrations import upgrade
from storage.moving.copying import NotEmpty, RowRefused, SourceChanged, copy_database
from storage.moving.progress import copy_unfinished
from storage.moving.rows import TABLES, TableDigest, digest_table
from tests.storage.filling import fill

ROWS = 12
"""More than one batch of the tables with whole files, so that these are broken off inside."""


class Killed(Exception):
    """The process is gone"""


def killed_at(batch: int) -> Callable[[int], None]:
    """Watches a move, and ends it after so many batches."""
    seen = iter(range(batch))

    def watch(rows: int) -> None:
        if next(seen, None) is None:
            raise Killed

    return watch


def ignore(rows: int) -> None:
    """Watches nothing."""


def held(database: Database) -> list[TableDigest]:
    """The rows of each table."""
    with database.everything() as session:
        return [digest_table(session.connection(), table) for table in TABLES]


@pytest.fixture
def filled(sqlite_url: str) -> Iterator[Database]:
    """A file with rows in every table."""
    with closing(Database(sqlite_url)) as database:
        fill(database, ROWS)
        yield database


@pytest.fixture
def server(postgres_url: str) -> Iterator[Database]:
    """A fresh database of a server."""
    with closing(Database(postgres_url)) as database:
        yield database


def test_every_row_is_moved_there_and_back(
    filled: Database, server: Database, tmp_path: Path
) -> None:
    before = held(filled)
    assert all(table.rows >= ROWS for table in before)
    assert copy_database(filled, server, ignore) == before
    with closing(Database(f"sqlite:///{tmp_path / 'back.db'}")) as back:
        assert copy_database(server, back, ignore) == before
        assert held(back) == held(filled) == before


def test_a_move_interrupted_repeatedly_ends_complete(filled: Database, server: Database) -> None:
    breaks = 0
    while True:
        try:
            # Further each time, since what was copied before is looked at again.
            moved = copy_database(filled, server, killed_at(4 + 4 * breaks))
            break
        except Killed:
            breaks += 1
            assert copy_unfinished(server)
    assert breaks > 9
    assert moved == held(filled) == held(server)
    assert not copy_unfinished(server)


def test_json_null_and_sql_null_stay_distinct(filled: Database, server: Database) -> None:
    copy_database(filled, server, ignore)
    wanted = text("SELECT id FROM delivery WHERE body IS NULL ORDER BY id")
    with filled.engine.connect() as old, server.engine.connect() as new:
        missing = old.scalars(wanted).all()
        assert 0 < len(missing) < ROWS
        assert new.scalars(wanted).all() == missing


def test_the_next_row_gets_the_next_id(filled: Database, server: Database) -> None:
    copy_database(filled, server, ignore)
    with server.everything() as session:
        last = max(commune.id for commune in communes(session))
        session.add(made := Commune(key="moi", name="Xã mới"))
        session.flush()
        assert made.id == last + 1


def test_the_audit_chain_is_valid_in_the_target(sqlite_url: str, server: Database) -> None:
    with closing(Database(sqlite_url)) as source:
        with source.everything() as session:
            session.add(Commune(key="xa", name="Xã"))
        for number in range(5):
            with source.commune(1) as session:
                after = {"tên": "Bế Văn Đàn", "số": number}
                at = datetime.now(UTC)
                session.add(Audit(at=at, action="x", noun="task", noun_id=number, after=after))
        copy_database(source, server, ignore)
    with server.everything() as session:
        chain = check_chain(session, 1)
    assert (chain.place, chain.breaks) == (5, ())
    with server.commune(1) as session:
        session.add(Audit(at=datetime.now(UTC), action="y", noun="task", noun_id=9))
    with server.everything() as session:
        assert check_chain(session, 1).breaks == ()


def test_a_non_empty_target_is_refused(filled: Database, server: Database) -> None:
    with server.everything() as session:
        session.add(Commune(key="khac", name="Xã khác"))
    before = held(server)
    with pytest.raises(NotEmpty):
        copy_database(filled, server, ignore)
    assert held(server) == before
    assert not copy_unfinished(server)


def test_a_source_changed_since_the_interruption_is_detected(
    filled: Database, server: Database
) -> None:
    with pytest.raises(Killed):
        copy_database(filled, server, killed_at(8))
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE commune SET name = 'Xã đổi tên' WHERE id = 10"))
    with pytest.raises(SourceChanged):
        copy_database(filled, server, ignore)
    assert copy_unfinished(server)


def test_the_source_is_locked_against_writes_during_the_move(
    filled: Database, server: Database
) -> None:
    other = Database(filled.url.render_as_string(), {"connect_args": {"timeout": 0.01}})
    refused = []

    def write(rows: int) -> None:
        with closing(other.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA busy_timeout=1")
            try:
                connection.cursor().execute("UPDATE commune SET name = 'x'")
            except Exception as error:
                refused.append(type(error).__name__)

    copy_database(filled, server, write)
    other.close()
    assert set(refused) == {"OperationalError"}


def test_a_row_refused_by_the_target_is_named_without_its_text(
    filled: Database, server: Database
) -> None:
    with filled.engine.begin() as connection:
        connection.execute(
            text("UPDATE person SET name = :name WHERE id = 20"), {"name": "x" * 201}
        )
    with pytest.raises(RowRefused, match=r"person: name \(20\)"):
        copy_database(filled, server, ignore)
    upgrade(server)
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'Lê Văn Tám' WHERE id = 20"))
    assert copy_database(filled, server, ignore) == held(filled)
