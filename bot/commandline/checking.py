"""`nhacviec check`: whether everything the program needs is there, a line each."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import starmap
from pathlib import Path

import click
from matplotlib.font_manager import FontProperties, findfont, get_font

from bot.channels.probing import PlatformUnreachable, ProbeResult, probe
from bot.commandline.calling import Command
from bot.commandline.checking_tokens import folders_told, tokens_told
from bot.commandline.shared import closed, copies, settings
from bot.settings import Settings, database_folder
from bot.texts import checking as texts
from bot.texts.moving import HALF_MOVED
from bot.texts.reach import NAMES
from scheduler.calendar.clock import RealClock
from storage.audit import chain_of
from storage.commune import communes, pulse
from storage.database import Database
from storage.delivery import ready_count
from storage.inbound import put_aside_count
from storage.migrations import NewerDatabase, current, holds_rows, is_newest
from storage.moving.progress import copy_unfinished

SKEW = timedelta(seconds=30)
LATEST_TICK = timedelta(minutes=3)
OLDEST_READY = timedelta(minutes=15)
OLDEST_COPY = timedelta(hours=26)
LEAST_FREE = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `sound` is whether all is well."""

    sound: bool
    line: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is looked at, and when (UTC)."""

    chosen: Settings
    database: Database
    now: datetime


@click.command(cls=Command)
@click.option("--audit", is_flag=True, help=texts.AUDIT)
def check(audit: bool) -> None:
    """Look at everything, or follow the audit; ends with 1 when something is wrong."""
    chosen = settings()
    database = closed(chosen)
    try:
        checked = Checked(chosen, database, RealClock().now())
        found = list(_chains(checked) if audit else _findings(checked))
    finally:
        database.close()
    for finding in found:
        click.echo(texts.line(finding.sound, finding.line))
    raise click.exceptions.Exit(0 if all(finding.sound for finding in found) else 1)


def _findings(checked: Checked) -> Iterator[Finding]:
    yield Finding(True, texts.SETTINGS)
    try:
        standing = current(checked.database)
        newest = standing is not None and is_newest(standing)
    except NewerDatabase:
        yield Finding(False, texts.NEWER)
    except Exception as error:
        yield Finding(False, texts.no_database(type(error).__name__))
    else:
        yield Finding(standing is not None, texts.tables(standing, newest))
        whole = not copy_unfinished(checked.database)
        if not whole:
            yield Finding(False, HALF_MOVED)
        for look in IN_DATABASE if newest and whole else ():
            yield from look(checked)
    for look in OUTSIDE:
        yield from look(checked)


def _chains(checked: Checked) -> Iterator[Finding]:
    """Whether each commune's audit is whole, and where it ends."""
    with checked.database.everything() as session:
        for commune in communes(session):
            chain = chain_of(session, commune.id)
            yield Finding(not chain.breaks, texts.chain(commune.name, chain.place, chain.hash))
            for kind, place in chain.breaks:
                yield Finding(False, texts.BROKEN[kind].format(place=place))


def _ticked(checked: Checked) -> Iterator[Finding]:
    with checked.database.everything() as session:
        row = pulse(session)
        if row.moved_to is not None:
            return
        at = row.ticked_at
    yield Finding(at is not None and checked.now - at < LATEST_TICK, texts.ticked(at))


def _waiting(checked: Checked) -> Iterator[Finding]:
    with checked.database.everything() as session:
        found, aside = ready_count(session, checked.now), put_aside_count(session)
    late = found.oldest is not None and checked.now - found.oldest > OLDEST_READY
    yield Finding(not late, texts.waiting(found.count, found.oldest))
    yield Finding(not aside, texts.put_aside(aside))


def _copied(checked: Checked) -> Iterator[Finding]:
    at = copies(checked.chosen).newest()
    yield Finding(at is not None and checked.now - at < OLDEST_COPY, texts.copy_made(at))


def _fonts(checked: Checked) -> Iterator[Finding]:
    path = findfont(FontProperties())
    known = get_font(path).get_charmap()
    whole = all(ord(letter) in known for letter in texts.LETTERS)
    yield Finding(whole, texts.font(Path(path).name, whole))


def _disk(checked: Checked) -> Iterator[Finding]:
    chosen = checked.chosen
    places = (database_folder(chosen.database_url), chosen.evidence_folder, chosen.backup_folder)
    for place in dict.fromkeys(place for place in places if place is not None):
        there = next(each for each in (place, *place.resolve().parents) if each.is_dir())
        free = shutil.disk_usage(there).free
        yield Finding(free >= LEAST_FREE, texts.free(str(place), free))


def _platforms(checked: Checked) -> Iterator[Finding]:
    chosen = checked.chosen
    for name, token in chosen.tokens.items():
        if token:
            yield from _platform(NAMES[name], chosen.servers[name], token)


def _platform(platform: str, server: str, token: str) -> Iterator[Finding]:
    try:
        found: ProbeResult = asyncio.run(probe(server, token))
    except PlatformUnreachable:
        yield Finding(False, texts.unreachable(platform))
        return
    yield Finding(bool(found.name), texts.token(platform, found.name))
    if found.at is not None:
        skew = RealClock().now() - found.at
        yield Finding(abs(skew) < SKEW, texts.skew(platform, skew.total_seconds()))


def _locked(checked: Checked) -> Iterator[Finding]:
    """Of several communes, whether PostgreSQL holds the rows of each apart from the others."""
    with checked.database.everything() as session:
        if len(communes(session)) > 1 and not checked.database.is_sqlite:
            held = holds_rows(session)
            yield Finding(held, texts.locked(held))


def _folders(checked: Checked) -> Iterator[Finding]:
    return starmap(Finding, folders_told(checked.chosen, checked.database))


def _tokens(checked: Checked) -> Iterator[Finding]:
    return starmap(Finding, tokens_told(checked.chosen))


Look = Callable[[Checked], Iterator[Finding]]
IN_DATABASE: tuple[Look, ...] = (_ticked, _waiting, _locked, _folders)
OUTSIDE: tuple[Look, ...] = (_copied, _disk, _fonts, _platforms, _tokens)
