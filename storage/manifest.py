"""The manifest of a backup, a file beside it: what a restore of that backup must not undo.

It holds what had ended for good when the backup was made (chats, holders of posts, calendar
addresses, groups, removed persons) and where each commune's audit chain ended: ids, moments and
hashes only.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from storage.database import SET_COMMUNE, Database

PRIVATE = 0o600
SUFFIX = ".json"


class EndedKind(StrEnum):
    """What can end for good; the value is its table."""

    CHAT = "address"
    HOLDING = "holding"
    CALENDAR = "feed"
    GROUP = "unit_group"
    PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Ended:
    """Something that ended for good.

    `since` is when it began and `at` when it ended (ISO, UTC). `since` distinguishes it from a
    later row with the same id, since ids may be reused after a restore. A person begins with their
    first post or chat; "" if they had neither.
    """

    commune_id: int
    kind: EndedKind
    id: int
    since: str
    at: str


@dataclass(frozen=True, slots=True)
class AuditEnd:
    """Where the audit chain of a commune ended."""

    commune_id: int
    place: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of the manifest file beside a backup.

    `database` names the database it was made of, without a password.
    """

    database: str
    audit_ends: tuple[AuditEnd, ...]
    ended: tuple[Ended, ...]


_SPANS = {
    EndedKind.CHAT: "SELECT commune_id, id, linked_at, revoked_at FROM address",
    EndedKind.HOLDING: "SELECT commune_id, id, since, until FROM holding",
    EndedKind.CALENDAR: "SELECT commune_id, id, made_at, revoked_at FROM feed",
    EndedKind.GROUP: "SELECT commune_id, id, linked_at, revoked_at FROM unit_group",
}
_BEGINNINGS = (
    "SELECT person_id, min(began) FROM (SELECT person_id, since AS began FROM holding"
    " UNION ALL SELECT person_id, linked_at FROM address) AS spans GROUP BY person_id"
)
_REMOVED = "SELECT commune_id, noun_id, at FROM audit WHERE action = 'remove' AND noun = 'person'"
_ENDS = "SELECT commune_id, place, hash FROM audit_head ORDER BY commune_id"

Rows = Callable[[str], Sequence[Sequence[Any]]]


def manifest_path(copy: Path) -> Path:
    return copy.with_name(copy.name + SUFFIX)


def write_manifest(database: Database, copy: Path, content: Path) -> None:
    """Write the manifest of a copy whose content is in the file `content`, private to this user."""
    # On PostgreSQL the copy cannot be queried: the database is, a moment later.
    with _rows_of_file(content) if database.is_sqlite else _rows_of_server(database) as read:
        found = _manifest(address_without_login(database), *read)
    save_manifest(manifest_path(copy), found)


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Replace a manifest atomically."""
    stated = {
        "database": manifest.database,
        "ends": [astuple(each) for each in manifest.audit_ends],
        "ended": [astuple(each) for each in manifest.ended],
    }
    draft = path.with_name(f"{path.name}.partial")
    draft.unlink(missing_ok=True)
    draft.touch(PRIVATE)
    draft.write_text(json.dumps(stated), encoding="utf-8")
    draft.replace(path)


def read_manifests(folder: Path) -> Mapping[Path, Manifest]:
    """The manifests in a folder by their paths; other files are passed over."""
    found: dict[Path, Manifest] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        try:
            stated = json.loads(path.read_text(encoding="utf-8"))
            found[path] = Manifest(
                stated["database"],
                tuple(AuditEnd(*each) for each in stated["ends"]),
                ended_from_json(stated["ended"]),
            )
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return found


def ended_from_json(stated: Iterable[Sequence[Any]]) -> tuple[Ended, ...]:
    """What ended, from its JSON. Raises ValueError or TypeError."""
    return tuple(
        Ended(commune, EndedKind(kind), id, since, at) for commune, kind, id, since, at in stated
    )


def ended_in(database: Database) -> Collection[Ended]:
    """What has ended for good in a database that has tables."""
    path = Path(database.url.database or "")
    with _rows_of_file(path) if database.is_sqlite else _rows_of_server(database) as read:
        return _manifest("", *read).ended


def own_manifests(database: Database, folder: Path) -> Mapping[Path, Manifest]:
    """The manifests of copies of this database."""
    name = address_without_login(database)
    return {path: each for path, each in read_manifests(folder).items() if each.database == name}


def drop_stale_audit_ends(place: str, folder: Path, stands: Callable[[AuditEnd], bool]) -> None:
    """Remove the audit ends that do not stand from the manifests of the database at that place."""
    for path, manifest in read_manifests(folder).items():
        if manifest.database != place:
            continue
        ends = tuple(filter(stands, manifest.audit_ends))
        if ends != manifest.audit_ends:
            save_manifest(path, replace(manifest, audit_ends=ends))


def _manifest(name: str, tables: Collection[str], rows: Rows) -> Manifest:
    ended: list[Ended] = []
    for kind, query in _SPANS.items():
        if kind.value in tables:
            ended += [
                Ended(commune, kind, id, _moment(since), _moment(at))
                for commune, id, since, at in rows(query)
                if at is not None
            ]
    if "audit" in tables:
        began = {person: _moment(at) for person, at in rows(_BEGINNINGS)}
        ended += [
            Ended(commune, EndedKind.PERSON, id, began.get(id, ""), _moment(at))
            for commune, id, at in rows(_REMOVED)
        ]
    ends = rows(_ENDS) if "audit_head" in tables else ()
    return Manifest(name, tuple(AuditEnd(*each) for each in ends), tuple(sorted(ended)))


@contextmanager
def _rows_of_file(path: Path) -> Iterator[tuple[Collection[str], Rows]]:
    with closing(sqlite3.connect(path)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
        yield tables, lambda query: file.execute(query).fetchall()


@contextmanager
def _rows_of_server(database: Database) -> Iterator[tuple[Collection[str], Rows]]:
    with database.engine.connect() as connection:
        connection.execute(SET_COMMUNE, {"commune": "0"})
        tables = inspect(connection).get_table_names()
        yield tables, lambda query: [tuple(row) for row in connection.execute(text(query))]


def _moment(stored: datetime | str) -> str:
    """A stored moment as ISO in UTC; SQLite has no time zone, and what it has is UTC."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


def address_without_login(database: Database) -> str:
    """The database's place, without user and password."""
    url = database.url
    if database.is_sqlite:
        return str(Path(url.database or "").resolve())
    return f"{url.host}:{url.port}/{url.database}"
