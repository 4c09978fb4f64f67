"""The processor time of a database server beside the program that is measured."""

import contextlib
from pathlib import Path

from sqlalchemy import text

from storage.database import Database


class DatabaseServer:
    """CPU time of a database server; 0 for SQLite, which runs in our own process."""

    def __init__(self, database: Database) -> None:
        self._master = ""
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                backend = connection.scalar(text("SELECT pg_backend_pid()"))
            self._master = _stat(Path(f"/proc/{backend}"))[1]

    def seconds(self) -> float:
        """CPU seconds of the server so far, ended backends included."""
        if not self._master:
            return 0.0
        stats = [_stat(each) for each in Path("/proc").glob("[0-9]*")]
        own = sum(sum(map(int, each[11:13])) for each in stats if each[1:2] == [self._master])
        master = sum(map(int, _stat(Path(f"/proc/{self._master}"))[11:15]))
        return (own + master) / 100


def _stat(process: Path) -> list[str]:
    """The fields of /proc/PID/stat from the state on; empty for an ended process."""
    with contextlib.suppress(OSError):
        return (process / "stat").read_text().rpartition(") ")[2].split()
    return []
