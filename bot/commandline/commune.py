"""`nhacviec commune`: add, list, suspend and resume communes."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.app.channel_registry import load_channels
from bot.channels.bots import Bot
from bot.channels.platforms import PLATFORMS
from bot.commandline.click_base import JSON, TEXT, CliGroup
from bot.commandline.failure import exit_with
from bot.commandline.shared import database_time, open_database, settings
from bot.language.text.letters import clean
from bot.texts import commandline
from bot.texts import communes as texts
from scheduler.calendar.clock import RealClock
from scheduler.delivery.channel_extras import channels_of_commune
from storage.commune import Commune, commune_by_key, communes
from storage.database import Database
from storage.milestone import Milestone, is_open
from storage.person import Address

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The shape of a key, as in plan files; it also names the folder of tokens."""
LONGEST_KEY, LONGEST_NAME = 40, 200

KEY = click.argument("key", help=commandline.COMMUNE)


@click.group(cls=CliGroup)
def app() -> None:
    """The group of `commune` commands."""


@app.command("add", help=texts.ADD)
@click.argument("key", help=texts.KEY)
@click.argument("name", type=TEXT, help=texts.NAME)
@click.option("--place", type=TEXT, default="", help=texts.PLACE)
def add(key: str, name: str, place: str) -> None:
    """Add a commune without a plan."""
    with open_database() as database, database.everything() as session:
        commune = add_commune(session, key, name, place)
    folder = settings().secrets_folder
    files = [str(folder / key / each.token_file) for each in PLATFORMS.values()] if folder else []
    for line in texts.commune_added(key, commune.name, files):
        click.echo(line)


def add_commune(session: Session, key: str, name: str, place: str = "") -> Commune:
    """Add a commune to the session; a bad or known key or a bad name exits."""
    name, place = clean(name).strip(), clean(place).strip()
    if not SLUG.fullmatch(key) or len(key) > LONGEST_KEY:
        exit_with(texts.BAD_KEY)
    if not name or max(len(name), len(place)) > LONGEST_NAME:
        exit_with(texts.BAD_NAME)
    if commune_by_key(session, key) is not None:
        exit_with(texts.key_exists(key))
    found = Commune(key=key, name=name, place=place)
    session.add(found)
    return found


@app.command("list", help=texts.LIST)
@JSON
def list_(as_json: bool) -> None:
    """Print every commune, ordered by key."""
    with open_database() as database:
        rows = list(_rows(database))
    if as_json:
        for row in rows:
            fields = asdict(row) | {"suspended_at": row.suspended_at and str(row.suspended_at)}
            click.echo(json.dumps(fields, ensure_ascii=False))
        return
    for line in texts.commune_lines(rows) or [texts.NONE]:
        click.echo(line)


@app.command("suspend", help=texts.SUSPEND)
@KEY
def suspend(key: str) -> None:
    with _commune(key) as (commune, now):
        commune.suspended_at = commune.suspended_at or now
        click.echo(texts.suspended(commune.name, commune.suspended_at))


@app.command("resume", help=texts.RESUME)
@KEY
def resume(key: str) -> None:
    with _commune(key) as (commune, _):
        was, commune.suspended_at = commune.suspended_at, None
        click.echo(texts.resumed(commune.name) if was else texts.not_suspended(commune.name))


@contextmanager
def _commune(key: str) -> Iterator[tuple[Commune, datetime]]:
    """The commune of a key, in an open transaction, and the database time (UTC)."""
    with open_database() as database:
        now = database_time(database)
        with database.everything() as session:
            found = commune_by_key(session, key)
            if found is None:
                exit_with(texts.unknown_key(key, [each.key for each in communes(session)]))
            yield found, now


def _rows(database: Database) -> Iterator[texts.CommuneListing]:
    channels = load_channels(settings(), database, RealClock())
    with database.everything() as session:
        linked = select(Address.commune_id, func.count(func.distinct(Address.person_id)))
        linked = linked.where(Address.revoked_at.is_(None)).group_by(Address.commune_id)
        people = {row[0]: row[1] for row in session.execute(linked)}
        going = select(Milestone.commune_id, func.count()).where(is_open())
        going = going.group_by(Milestone.commune_id)
        work = {row[0]: row[1] for row in session.execute(going)}
        for each in communes(session):
            bots = channels_of_commune(channels, each.id)
            yield texts.CommuneListing(
                key=each.key,
                name=each.name,
                people=people.get(each.id, 0),
                open=work.get(each.id, 0),
                bots=tuple(name for name, bot in bots.items() if isinstance(bot, Bot)),
                suspended_at=each.suspended_at,
            )
