"""`nhacviec import`: stores a plan file (YAML or Excel) for one commune."""

from collections.abc import Collection
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path

import click
from sqlalchemy import select

from bot.commandline.click_base import COMMUNE, PATH, YEAR, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.input_file import check_readable
from bot.commandline.plan_file import SHEET, read_plan_file, read_plan_sheet
from bot.commandline.progress import import_progress
from bot.commandline.shared import commune_id, open_database, print_database
from bot.importers.commune_block import plan_of_commune
from bot.importers.national import national_days
from bot.importers.plan_identity import compared_with
from bot.importers.plan_known import known_of
from bot.importers.plan_saving import save_plan
from bot.importers.plan_stored import StoredTask, stored_tasks
from bot.importers.plan_values import Plan
from bot.importers.progress import ImportStage, OnProgress
from bot.importers.shipped import plan_file
from bot.texts import cities, plan_compared, usual_days
from bot.texts import commandline as texts
from bot.texts.communes import commune_made
from bot.texts.import_result import ComparedPlan
from bot.texts.items import with_task
from bot.texts.preview import name_shown
from scheduler.calendar.clock import RealClock
from storage.commune import Commune, commune_by_key, communes
from storage.database import Database

PLAN_FILE = click.argument("file", type=PATH, help=texts.FILE)
DRY_RUN = click.option("--dry-run", is_flag=True, help=texts.DRY_RUN)


@click.command(cls=CliCommand)
@PLAN_FILE
@YEAR
@DRY_RUN
@COMMUNE
def import_(file: Path, year: int | None, dry_run: bool, commune: str) -> None:
    """Read a plan file and store it; with --dry-run only print the changes."""
    import_file(file, year, dry_run, commune)


def import_file(
    file: Path, year: int | None = None, dry_run: bool = False, commune: str = ""
) -> None:
    """Read a plan file and store it; a bad file changes nothing and exits.

    `year` is for plans without dates of a year. `commune` is the key of a stored commune; with ''
    a sheet is for the only one, and a plan for the one that it states, which is added if it is new.
    """
    now = RealClock().now()
    check_readable(plan_file(file))
    with import_progress() as report:
        read = read_unless_sheet(file, year, now, report)
        with open_database() as database:
            if commune:
                refuse_city(database, commune)
            plan, compared = plan_for(database, file, read, commune, now)
            is_another = _is_another(database, plan.commune.key)
            report(ImportStage.STORING, 0.0)
            outcome = save_plan(database, national_days(), plan, now, dry_run)
            print_database(database)
    for warning in plan.warnings:
        click.echo(texts.warning(warning), err=True)
    if is_another:
        click.echo(commune_made(plan.commune.key, plan.commune.name, dry_run))
    shown = (*plan_compared.lines(compared), *texts.imported(outcome, dry_run))
    for line in (*shown, *usual_days.of_plan(_to_confirm(plan, outcome.added))):
        click.echo(line)


def _to_confirm(plan: Plan, added: Collection[str]) -> list[tuple[str, date]]:
    """The names and days of new work that the office has yet to confirm, the earliest first."""
    found = [
        (name_shown(with_task(each.title, task.title), task.confidential), each.due_on)
        for task, each in plan.milestones
        if each.to_confirm and task.key in added
    ]
    return sorted(found, key=itemgetter(1))


def read_unless_sheet(
    file: Path, year: int | None, now: datetime, report: OnProgress
) -> Plan | None:
    """The plan of a YAML file; None for a sheet, which is read beside what a commune has stored."""
    if file.suffix.lower() == SHEET:
        return None
    return read_plan_file(file, year, now, report)


def plan_for(
    database: Database, file: Path, read: Plan | None, key: str, now: datetime
) -> tuple[Plan, ComparedPlan]:
    """The plan for the commune of that key, beside what it has stored. Exits for an unknown key.

    `read` is from `read_unless_sheet`. With the key '' it is for the commune that it states.
    """
    if read is None:
        return _of_sheet(database, file, key, now)
    if key:
        with database.commune(commune_id(database, key)) as session:
            commune = session.scalars(select(Commune)).one()
            read = plan_of_commune(read, commune.key, commune.name, commune.place)
    return read, compared_with(read, (), _stored(database, read))


def refuse_city(database: Database, key: str) -> None:
    """Exit if that key is a city's, which has no plan of its own."""
    with database.everything() as session:
        if session.scalar(select(Commune.id).where(Commune.city == key).limit(1)):
            exit_with(cities.city_has_no_plan(key))


def _is_another(database: Database, key: str) -> bool:
    """Whether the key is of a commune that is new beside stored ones."""
    with database.everything() as session:
        known = [each.key for each in communes(session)]
    return bool(known) and key not in known


def _of_sheet(
    database: Database, file: Path, commune: str, now: datetime
) -> tuple[Plan, ComparedPlan]:
    with database.commune(commune_id(database, commune)) as session:
        known, stored = known_of(session), stored_tasks(session)
    plan, rows = read_plan_sheet(file, known, stored, now)
    return plan, compared_with(plan, rows.renamed, stored, rows.edition_of)


def _stored(database: Database, plan: Plan) -> list[StoredTask]:
    """The stored tasks of the plan's commune; none if it is new."""
    with database.everything() as session:
        commune = commune_by_key(session, plan.commune.key)
    if commune is None:
        return []
    with database.commune(commune.id) as session:
        return stored_tasks(session)
