"""Check evidence files and store them under their hash."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path

from bot.conversation.files.fetch import FileToFetch, NotKept
from bot.importers.file_kinds import kind_of
from bot.texts import filing
from scheduler.delivery.channel import Outgoing
from storage.database import Database, ScopedSession
from storage.evidence import Evidence
from storage.milestone import Milestone
from storage.sent import SentRow


class EvidenceKeeper:
    """Stores evidence in a folder."""

    model: type[SentRow] = Evidence

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def at_hand(self, one: FileToFetch) -> bytes | None:
        """None: evidence is fetched only once."""
        return None

    async def keep(self, one: FileToFetch, content: bytes) -> None:
        """Store a file of an accepted kind. Raises NotKept for any other, and OSError."""
        kind = kind_of(content)
        if kind is None:
            raise NotKept("bad_kind")
        kept = await asyncio.to_thread(store, self._folder, content)
        await self._database.run(self._note, one, kept, kind, len(content))

    def _note(self, one: FileToFetch, kept: str, kind: str, size: int) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Evidence, one.row_id)
            row.hash, row.kind, row.size = kept, kind, size
            row.not_before = None

    def lost(self, session: ScopedSession, row: SentRow, why: str) -> Outgoing:
        """The item it was sent for, and why it is not stored."""
        assert isinstance(row, Evidence)
        number = session.get_one(Milestone, row.milestone_id).number
        return filing.not_kept(number, row.name, why)


def store(folder: Path, content: bytes) -> str:
    """Write content under its SHA-256 atomically, readable by this user only; return the hash."""
    name = hashlib.sha256(content).hexdigest()
    place = path_of(folder, name)
    if place.exists():
        return name
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return name


def path_of(folder: Path, hash: str) -> Path:
    return folder / hash[:2] / hash
