"""Committed data is on the disk."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage.connections import PRAGMAS
from storage.database import Database

FULL = 2
"""As SQLite answers for `synchronous=FULL`."""


def test_a_commit_to_sqlite_waits_for_the_disk(
    tmp_path: Path, shipped_synchronous: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PRAGMAS, "synchronous", shipped_synchronous)
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.everything() as session:
        assert session.scalar(text("PRAGMA synchronous")) == FULL
    database.close()
