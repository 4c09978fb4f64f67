"""Check evidence files and store them under their hash."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.conversation.files.fetch import FileRefused, FileToFetch
from bot.importers.bounded import bears_mark
from bot.importers.file_kinds import kind_of
from bot.importers.paper_faults import MarkedPaper
from bot.texts import filing
from bot.texts.refusals import WITHHELD
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Outgoing
from storage.audit import Audit
from storage.database import Database, ScopedSession
from storage.evidence import Evidence
from storage.evidence_files import store_content
from storage.file_removal import remove_file
from storage.milestone import Milestone
from storage.sent_file import SentFile


class EvidenceKeeper:
    """Stores evidence in a folder."""

    model: type[SentFile] = Evidence

    def __init__(self, database: Database, clock: Clock, folder: Path) -> None:
        self._database = database
        self._clock = clock
        self._folder = folder

    async def stored_content(self, one: FileToFetch) -> bytes | None:
        """None: evidence is fetched only once."""
        return None

    async def store(self, one: FileToFetch, content: bytes) -> None:
        """Store a file of an accepted kind that bears no mark of secrecy.

        Raises FileRefused for any other, and OSError.
        """
        kind = kind_of(content)
        if kind is None:
            raise FileRefused("bad_kind")
        if await bears_mark(content):
            raise FileRefused(MarkedPaper().why)
        kept = await asyncio.to_thread(store_content, self._folder, content)
        await self._database.run(self._note, one, kept, kind, len(content))

    def _note(self, one: FileToFetch, kept: str, kind: str, size: int) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Evidence, one.row_id)
            row.hash, row.kind, row.size = kept, kind, size
            row.not_before = None

    def refusal_message(self, session: ScopedSession, row: SentFile, why: str) -> Outgoing:
        """The message to the sender: for which item the file was, and why it is not stored."""
        assert isinstance(row, Evidence)
        if why == MarkedPaper().why:
            withhold_file(session, row, "evidence", self._clock.now())
            return filing.SECRET
        number = session.get_one(Milestone, row.milestone_id).number
        return filing.not_kept(number, row.name, why)


def withhold_file(session: ScopedSession, row: SentFile, noun: str, now: datetime) -> None:
    """Remove every trace of a file that bears a mark; record that it came and from whom."""
    remove_file(session, row, WITHHELD)
    session.add(
        Audit(
            at=now,
            person_id=row.person_id,
            action="withheld",
            noun=noun,
            noun_id=row.id,
            before={},
            after={},
        )
    )
