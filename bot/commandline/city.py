"""`nhacviec city`: cities, which see only totals of their communes."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commandline.click_base import JSON, PERSON, TEXT, YEAR, CliGroup
from bot.commandline.commune import LONGEST_NAME, add_commune
from bot.commandline.failure import exit_with
from bot.commandline.import_plan import DRY_RUN, PLAN_FILE, plan_for, read_unless_sheet
from bot.commandline.input_file import check_readable
from bot.commandline.invite import print_code
from bot.commandline.progress import import_progress
from bot.commandline.shared import open_database, print_database
from bot.conversation.linking.codes import make_invitation as make_invite
from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from bot.importers.shipped import plan_file
from bot.language.text.fold import fold
from bot.language.text.letters import clean
from bot.texts import cities as texts
from bot.texts import commandline
from bot.texts import communes as commune_texts
from scheduler.calendar.clock import RealClock
from storage.commune import Commune, commune_by_key, communes
from storage.database import Database
from storage.milestone import Milestone
from storage.unit import Post, Unit, post_by_name
from storage.words import Rank

KEY = click.argument("key", help=texts.KEY)


@click.group(cls=CliGroup)
def app() -> None:
    """The group of `city` commands."""


@app.command("add", help=texts.ADD)
@KEY
@click.argument("name", type=TEXT, help=texts.NAME)
def add(key: str, name: str) -> None:
    with open_database() as database:
        with database.everything() as session:
            city = add_commune(session, key, name)
            session.flush()
            session.add(Unit(commune_id=city.id, key=key, name=city.name))
        for line in texts.city_added(key, city.name):
            click.echo(line)


@app.command("take", help=texts.TAKE)
@KEY
@click.argument("communes", nargs=-1, required=True, help=texts.COMMUNES)
def assign_communes(key: str, communes: tuple[str, ...]) -> None:
    """Assign communes to a city, which then sees their totals."""
    with open_database() as database, database.everything() as session:
        city = _known(session, key)
        if session.scalar(select(Milestone.id).where(Milestone.commune_id == city.id).limit(1)):
            exit_with(texts.commune_has_plan(city.name))
        chosen = [_known(session, each) for each in communes]
        cities = set(session.scalars(select(Commune.city))) | {key}
        if wrong := sorted(each.key for each in chosen if each.key in cities):
            exit_with(texts.cities_cannot_join(wrong))
        for each in chosen:
            each.city = key
        session.flush()
        names = session.scalars(select(Commune.name).where(Commune.city == key))
        click.echo(texts.communes_assigned(city.name, sorted(names)))


@app.command("import", help=texts.IMPORT)
@KEY
@PLAN_FILE
@YEAR
@DRY_RUN
def import_for_communes(key: str, file: Path, year: int | None, dry_run: bool) -> None:
    """Import a plan file for every commune of a city; a fault in one changes none."""
    now = RealClock().now()
    check_readable(plan_file(file))
    with import_progress() as report:
        read = read_unless_sheet(file, year, now, report)
        with open_database() as database:
            keys = _communes_of(database, key)
            # All communes are checked before any is written.
            plans = [_checked(database, file, read, each, now) for each in keys]
            found = [save_plan(database, national_days(), plan, now, dry_run) for plan in plans]
            print_database(database)
    for warning in dict.fromkeys(warning for plan in plans for warning in plan.warnings):
        click.echo(commandline.warning(warning), err=True)
    for plan, outcome in zip(plans, found, strict=True):
        click.echo(texts.imported(plan.commune.name, plan.commune.key, outcome, dry_run))


def _communes_of(database: Database, key: str) -> list[str]:
    """The keys of a city's communes; exits if it has none."""
    with database.everything() as session:
        city = _known(session, key)
        found = list(
            session.scalars(select(Commune.key).where(Commune.city == key).order_by(Commune.key))
        )
        if not found:
            exit_with(texts.no_communes(city.name))
        return found


def _checked(database: Database, file: Path, read: Plan | None, key: str, now: datetime) -> Plan:
    """The plan for one commune of a city; exits with its faults there."""
    try:
        plan, _ = plan_for(database, file, read, key, now)
        save_plan(database, national_days(), plan, now, dry_run=True)
    except BadPlan as bad:
        exit_with(*bad.lines, texts.import_refused(key))
    return plan


@app.command("leave", help=texts.LEAVE)
@click.argument("commune", help=commandline.COMMUNE)
def remove_commune(commune: str) -> None:
    with open_database() as database, database.everything() as session:
        found = _known(session, commune)
        found.city = ""
        click.echo(texts.commune_left(found.name))


@app.command("invite", help=texts.INVITE)
@KEY
@click.argument("post", type=TEXT, help=texts.POST)
@PERSON
@JSON
def invite(key: str, post: str, person: str, as_json: bool) -> None:
    """Print a one-time code for a post of the city; a new post is created."""
    title = clean(post).strip()
    if not title or len(title) > LONGEST_NAME:
        exit_with(texts.BAD_POST)
    with open_database() as database:
        with database.everything() as session:
            city_id = _known(session, key).id
        with database.commune(city_id) as session:
            found = post_by_name(session, title) or _post(session, title)
            made = make_invite(session, found, RealClock().now(), person)
        print_code(database, city_id, made, as_json)


def _post(session: Session, title: str) -> Post:
    """Create a post; the city's first is secretary, so it can invite the others in chat."""
    unit = session.scalars(select(Unit).order_by(Unit.id)).first()
    if unit is None:
        unit = Unit(key="don-vi", name=title)
        session.add(unit)
        session.flush()
    first = session.scalars(select(Post.id).limit(1)).first() is None
    rank = Rank.SECRETARY if first else Rank.DEPUTY
    key = "-".join(fold(title).split())[:40]
    found = Post(unit_id=unit.id, key=key, name=title, rank=rank)
    session.add(found)
    session.flush()
    return found


def _known(session: Session, key: str) -> Commune:
    found = commune_by_key(session, key)
    if found is None:
        exit_with(commune_texts.unknown_key(key, [each.key for each in communes(session)]))
    return found
