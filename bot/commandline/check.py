"""`nhacviec check`: checks settings, database, disk, backups, fonts, platforms; one line each."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import starmap
from pathlib import Path
from tempfile import TemporaryFile

import click
from matplotlib.font_manager import FontProperties, findfont, get_font
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.probing import PlatformUnreachable, ProbeResult, probe_bot
from bot.commandline.check_tokens import check_folders, check_tokens
from bot.commandline.click_base import CliCommand
from bot.commandline.shared import backup_folder, connect, settings
from bot.settings import Settings, database_folder
from bot.texts import checking as texts
from bot.texts.moving import HALF_MOVED
from bot.texts.reach import NAMES
from scheduler.calendar.clock import RealClock
from storage.audit import chain_contains, check_chain
from storage.commune import communes, program_clock
from storage.database import Database
from storage.delivery import ready_count
from storage.evidence_files import damaged_files_by_commune
from storage.inbound import put_aside_count
from storage.integrity import faults_in
from storage.manifest import own_manifests
from storage.migrations import NewerDatabase, current_revision, is_newest, row_security_applies
from storage.moving.progress import copy_unfinished
from storage.roles import owns_tables

MAX_SKEW = timedelta(seconds=30)
MAX_TICK_AGE = timedelta(minutes=3)
MAX_READY_AGE = timedelta(minutes=15)
MAX_BACKUP_AGE = timedelta(hours=26)
MIN_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the output; `ok` is False for a problem."""

    ok: bool
    line: str


@dataclass(frozen=True, slots=True)
class CheckInput:
    """What the checks read; `now` is aware UTC."""

    chosen: Settings
    database: Database
    now: datetime


@click.command(cls=CliCommand)
@click.option("--audit", is_flag=True, help=texts.AUDIT)
def check(audit: bool) -> None:
    """Run all checks, or verify only the audit chains; exits with 1 after any problem."""
    chosen = settings()
    database = connect(chosen)
    try:
        checked = CheckInput(chosen, database, RealClock().now())
        found = list(_chains(checked) if audit else _findings(checked))
    finally:
        database.close()
    for finding in found:
        click.echo(texts.finding_line(finding.ok, finding.line))
    raise click.exceptions.Exit(0 if all(finding.ok for finding in found) else 1)


def _findings(checked: CheckInput) -> Iterator[Finding]:
    yield Finding(True, texts.SETTINGS)
    try:
        revision = current_revision(checked.database)
        newest = revision is not None and is_newest(revision)
    except NewerDatabase:
        yield Finding(False, texts.NEWER)
    except Exception as error:
        yield Finding(False, texts.no_database(type(error).__name__))
    else:
        yield Finding(revision is not None, texts.schema_line(revision, newest))
        whole = not copy_unfinished(checked.database)
        if not whole:
            yield Finding(False, HALF_MOVED)
        for run in DATABASE_CHECKS if newest and whole else ():
            yield from run(checked)
    for run in OTHER_CHECKS:
        yield from run(checked)


def _chains(checked: CheckInput) -> Iterator[Finding]:
    """Verify the audit chain of each commune: its last entry, and every break."""
    with checked.database.everything() as session:
        for commune in communes(session):
            chain = check_chain(session, commune.id)
            yield Finding(not chain.breaks, texts.chain_end(commune.name, chain.place, chain.hash))
            for kind, place in chain.breaks:
                yield Finding(False, texts.BROKEN[kind].format(place=place))
    yield from _chain_ends(checked)


def _chain_ends(checked: CheckInput) -> Iterator[Finding]:
    """Compare the audit chains with where they ended when copies were made."""
    with checked.database.everything() as session:
        if program_clock(session).moved_to is not None:
            return
        names = {commune.id: commune.name for commune in communes(session)}
        found = own_manifests(checked.database, checked.chosen.backup_folder)
        ends = [(path, end) for path, manifest in found.items() for end in manifest.audit_ends]
        cut = [(path, end) for path, end in ends if not chain_contains(session, end)]
    for path, end in cut:
        name = names.get(end.commune_id, str(end.commune_id))
        yield Finding(False, texts.chain_cut(name, end.place, path.stem))
    if ends and not cut:
        yield Finding(True, texts.chain_ends_whole(len(found)))


def _integrity(checked: CheckInput) -> Iterator[Finding]:
    """The database's own check of itself."""
    try:
        faults = faults_in(checked.database)
    except SQLAlchemyError as error:
        faults = [type(error).__name__]
    yield Finding(not faults, texts.integrity(faults))


def _evidence(checked: CheckInput) -> Iterator[Finding]:
    """Whether every file of evidence is there, as it was stored."""
    for commune, numbers in damaged_files_by_commune(
        checked.database, checked.chosen.evidence_folder
    ):
        yield Finding(False, texts.evidence_lost(commune.name, numbers))


def _last_tick(checked: CheckInput) -> Iterator[Finding]:
    with checked.database.everything() as session:
        row = program_clock(session)
        if row.moved_to is not None:
            return
        at = row.ticked_at
    yield Finding(at is not None and checked.now - at < MAX_TICK_AGE, texts.last_tick(at))


def _waiting_messages(checked: CheckInput) -> Iterator[Finding]:
    with checked.database.everything() as session:
        found, aside = ready_count(session, checked.now), put_aside_count(session)
    late = found.oldest is not None and checked.now - found.oldest > MAX_READY_AGE
    yield Finding(not late, texts.ready_messages(found.count, found.oldest))
    yield Finding(not aside, texts.messages_put_aside(aside))


def _last_backup(checked: CheckInput) -> Iterator[Finding]:
    at = backup_folder(checked.chosen).newest()
    yield Finding(at is not None and checked.now - at < MAX_BACKUP_AGE, texts.last_backup(at))


def _fonts(checked: CheckInput) -> Iterator[Finding]:
    path = findfont(FontProperties())
    known = get_font(path).get_charmap()
    whole = all(ord(letter) in known for letter in texts.LETTERS)
    yield Finding(whole, texts.font(Path(path).name, whole))


def _disk(checked: CheckInput) -> Iterator[Finding]:
    chosen = checked.chosen
    places = (database_folder(chosen.database_url), chosen.evidence_folder, chosen.backup_folder)
    for place in dict.fromkeys(place for place in places if place is not None):
        there = next(each for each in (place, *place.resolve().parents) if each.exists())
        if not _writable(there):
            yield Finding(False, texts.not_writable(str(place)))
        free = shutil.disk_usage(there).free
        yield Finding(free >= MIN_FREE_BYTES, texts.free_space(str(place), free))
    if checked.database.is_sqlite:
        file = Path(checked.database.url.database or "")
        if file.exists() and not os.access(file, os.W_OK):
            yield Finding(False, texts.not_writable(str(file)))


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder. One is tried: rights alone do not tell everything."""
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _platforms(checked: CheckInput) -> Iterator[Finding]:
    chosen = checked.chosen
    for name, token in chosen.tokens.items():
        if token:
            yield from _platform(NAMES[name], chosen.servers[name], token)


def _platform(platform: str, server: str, token: str) -> Iterator[Finding]:
    try:
        found: ProbeResult = asyncio.run(probe_bot(server, token))
    except PlatformUnreachable:
        yield Finding(False, texts.unreachable(platform))
        return
    yield Finding(bool(found.name), texts.token_answer(platform, found.name))
    if found.at is not None:
        skew = RealClock().now() - found.at
        yield Finding(abs(skew) < MAX_SKEW, texts.clock_skew(platform, skew.total_seconds()))


def _row_security(checked: CheckInput) -> Iterator[Finding]:
    """With several communes on PostgreSQL: whether row-level security is in force."""
    with checked.database.everything() as session:
        if len(communes(session)) > 1 and not checked.database.is_sqlite:
            held = row_security_applies(session)
            yield Finding(held, texts.row_security(held))
            owns = owns_tables(checked.database)
            yield Finding(not owns, texts.owner(owns))


def _token_folders(checked: CheckInput) -> Iterator[Finding]:
    return starmap(Finding, check_folders(checked.chosen, checked.database))


def _tokens(checked: CheckInput) -> Iterator[Finding]:
    return starmap(Finding, check_tokens(checked.chosen))


Check = Callable[[CheckInput], Iterator[Finding]]
DATABASE_CHECKS: tuple[Check, ...] = (
    _integrity,
    _last_tick,
    _waiting_messages,
    _row_security,
    _chain_ends,
    _evidence,
    _token_folders,
)
OTHER_CHECKS: tuple[Check, ...] = (_last_backup, _disk, _fonts, _platforms, _tokens)
