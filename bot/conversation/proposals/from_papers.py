"""Read papers that a secretary sent, within bounds, and store what they order as proposals."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from bot.conversation.files.fetch import FileRefused, FileToFetch, tell_sender
from bot.conversation.files.keep import withhold_file
from bot.conversation.proposals.store import add_proposals, overview_of
from bot.importers.bounded import read_in_child
from bot.importers.conclusion import conclusion_in
from bot.importers.faults import BadPlan
from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_reading import ReadPaper as Read
from bot.importers.plan_identity import compared_with
from bot.importers.plan_known import KnownBlocks, known_of
from bot.importers.plan_saving import save_plan
from bot.importers.plan_sheet import SheetRows, is_plan, plan_in_sheets
from bot.importers.plan_stored import StoredTask, stored_tasks
from bot.importers.plan_values import Plan
from bot.importers.proposal_blocks import Draft, drafts_of
from bot.language.papers.obligations import Conclusion
from bot.texts import filing
from bot.texts import papers as texts
from bot.texts.import_result import NOT_COMPARED, ComparedPlan
from bot.texts.proposal_cards import overview
from scheduler.calendar.clock import Clock
from scheduler.calendar.working_time import Calendar, local_day
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.office import NationalDays, office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.evidence_files import FileChanged, FileMissing, path_of, read_content, store_content
from storage.proposal import Paper
from storage.sent_file import SentFile
from storage.words import Purpose


@dataclass(frozen=True, slots=True)
class PaperContext:
    """What the reading of a paper depends on. `today` is a day of Vietnam; `purpose` is None while
    unknown; `hash` is that of the stored content, None if it was not fetched before.
    """

    known: KnownBlocks
    today: date
    calendar: Calendar
    purpose: Purpose | None
    hash: str | None
    stored: Sequence[StoredTask] = ()


@dataclass(frozen=True, slots=True)
class PaperContents:
    """What a paper proposes.

    `purpose` is None if it is neither a conclusion nor a plan; `unused` are headings of columns not
    used; `compared` is what a plan renames and removes. With `faults` the paper is refused and
    nothing is stored.
    """

    purpose: Purpose | None
    drafts: tuple[Draft, ...] = ()
    number: str = ""
    dated: date | None = None
    title: str = ""
    faults: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    plan: Plan | None = None
    compared: ComparedPlan = NOT_COMPARED


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The file of a paper; `hash` is None if it is not stored, `size` is in bytes."""

    kind: str
    hash: str | None
    size: int


class PaperKeeper:
    """Reads papers and stores their proposals; files go to the same folder as evidence."""

    model: type[SentFile] = Paper

    def __init__(
        self, database: Database, clock: Clock, national: NationalDays, folder: Path
    ) -> None:
        self._database = database
        self._clock = clock
        self._national = national
        self._folder = folder

    async def stored_content(self, one: FileToFetch) -> bytes | None:
        """The stored content of a paper fetched before its purpose was known, else None."""
        context = await self._database.run(self._context, one)
        return await asyncio.to_thread(_kept, self._folder, context.hash)

    async def store(self, one: FileToFetch, content: bytes) -> None:
        """Read a paper, store and report its proposals.

        Raises FileRefused for one that is refused.
        """
        context = await self._database.run(self._context, one)
        try:
            read = await read_in_child(content)
        except MarkedPaper as marked:
            await asyncio.to_thread(_delete, self._folder, context.hash)
            raise FileRefused(marked.why) from marked
        except RefusedPaper as refused:
            raise FileRefused(refused.why) from refused
        found = await asyncio.to_thread(read_paper, read, one.name, context)
        changes: Mapping[str, int] = {}
        if found.plan is not None:
            try:
                changes = await self._database.run(self._changes, found.plan)
            except BadPlan as bad:
                found = PaperContents(Purpose.PLAN, faults=bad.lines)
        hash = (
            None if found.faults else await asyncio.to_thread(store_content, self._folder, content)
        )
        await self._database.run(
            self._put, one, found, PaperFile(read.kind, hash, len(content)), changes
        )

    def refusal_message(self, session: ScopedSession, row: SentFile, why: str) -> Outgoing:
        """The message to the sender: why the paper was not read.

        Every trace of a paper marked secret is removed.
        """
        if why == MarkedPaper().why:
            withhold_file(session, row, "paper", self._clock.now())
            return filing.SECRET
        return texts.not_read(row.name, why)

    def _context(self, one: FileToFetch) -> PaperContext:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Paper, one.row_id)
            office = office_of(session, _commune(session), self._national, self._clock.now())
            today = local_day(self._clock.now())
            return PaperContext(
                known_of(session),
                today,
                office.calendar,
                row.purpose,
                row.hash,
                stored_tasks(session),
            )

    def _changes(self, plan: Plan) -> Mapping[str, int]:
        """How many milestones importing a plan would add, change and leave (a dry run)."""
        now = self._clock.now()
        saved = save_plan(self._database, self._national, plan, now, dry_run=True)
        return {
            "added": len(saved.added),
            "changed": len(saved.changed),
            "left": len(saved.left),
        }

    def _put(
        self, one: FileToFetch, found: PaperContents, file: PaperFile, changes: Mapping[str, int]
    ) -> None:
        with self._database.commune(one.commune_id) as session:
            row = session.get_one(Paper, one.row_id)
            row.hash, row.kind, row.size, row.not_before = file.hash, file.kind, file.size, None
            row.failure = "faults" if found.faults else ""
            row.purpose, row.number, row.dated = found.purpose, found.number, found.dated
            row.title = found.title
            add_proposals(session, row, found.drafts)
            tell_sender(session, row, _report(session, row, found, changes), self._clock.now())


def _commune(session: ScopedSession) -> Commune:
    return session.scalars(select(Commune)).one()


def _kept(folder: Path, hash: str | None) -> bytes | None:
    """The stored content of a paper; None if it is to be fetched again."""
    if hash is None:
        return None
    try:
        return read_content(folder, hash)
    except (FileMissing, FileChanged):
        return None


def _delete(folder: Path, hash: str | None) -> None:
    if hash is not None:
        path_of(folder, hash).unlink(missing_ok=True)


def _report(
    session: ScopedSession, row: Paper, found: PaperContents, changes: Mapping[str, int]
) -> Outgoing:
    if found.faults:
        return texts.list_faults(row.name, found.faults)
    if found.purpose is None:
        return texts.ask_purpose(row.name)
    if not found.drafts:
        return texts.proposes_nothing(row.name)
    counts = overview_of(session, row, changes)
    return overview(counts, found.purpose is Purpose.PLAN, found.unused, found.compared)


def read_paper(read: Read, name: str, context: PaperContext) -> PaperContents:
    """Find the kind of a paper and the tasks it proposes. Pure; about a second of CPU time."""
    if read.sheets:
        return _sheets(read, name, context)
    found = conclusion_in(read, context.today, context.calendar, context.known.names())
    sure = context.purpose is Purpose.CONCLUSION or (found.source.title and found.obligations)
    if not sure:
        return PaperContents(None)
    return _conclusion(found, context)


def _conclusion(found: Conclusion, context: PaperContext) -> PaperContents:
    source = found.source
    drafts = tuple(drafts_of(found, context.known))
    return PaperContents(Purpose.CONCLUSION, drafts, source.number, source.dated, source.title)


def _sheets(read: Read, name: str, context: PaperContext) -> PaperContents:
    if context.purpose is not Purpose.PLAN and not is_plan(read.sheets):
        return PaperContents(None)
    try:
        plan, rows = plan_in_sheets(
            read.sheets, name, context.known, context.today, context.calendar, context.stored
        )
    except BadPlan as bad:
        return PaperContents(Purpose.PLAN, faults=bad.lines)
    source = plan.source
    return PaperContents(
        Purpose.PLAN,
        tuple(_drafts(rows)),
        source.number,
        source.dated,
        source.title,
        unused=tuple(rows.unused),
        plan=plan,
        compared=compared_with(plan, rows.renamed, context.stored, rows.edition_of),
    )


def _drafts(rows: SheetRows) -> list[Draft]:
    return [
        Draft("", str(block.get("quote", "")), block, {"said": block["ro"], "source": rows.source})
        for block in rows.blocks
    ]
