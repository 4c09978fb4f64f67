"""`nhacviec import`: stores a plan file (YAML or Excel) in the database."""

from collections.abc import Collection
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path

import click

from bot.commandline.click_base import COMMUNE, PATH, YEAR, CliCommand
from bot.commandline.input_file import check_readable
from bot.commandline.plan_file import SHEET, read_plan_file, read_plan_sheet
from bot.commandline.progress import import_progress
from bot.commandline.shared import commune_id, open_database, print_database
from bot.importers.national import national_days
from bot.importers.plan_identity import compared_with
from bot.importers.plan_known import known_of
from bot.importers.plan_saving import save_plan
from bot.importers.plan_stored import StoredTask, stored_tasks
from bot.importers.plan_values import Plan
from bot.importers.progress import ImportStage
from bot.importers.shipped import plan_file
from bot.texts import commandline as texts
from bot.texts import plan_compared, usual_days
from bot.texts.import_result import ComparedPlan
from bot.texts.items import with_task
from bot.texts.preview import name_shown
from scheduler.calendar.clock import RealClock
from storage.commune import commune_by_key
from storage.database import Database


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, help=texts.FILE)
@YEAR
@click.option("--dry-run", is_flag=True, help=texts.DRY_RUN)
@COMMUNE
def import_(file: Path, year: int | None, dry_run: bool, commune: str) -> None:
    """Read a plan file and store it; with --dry-run only print the changes."""
    import_file(file, year, dry_run, commune)


def import_file(
    file: Path, year: int | None = None, dry_run: bool = False, commune: str = ""
) -> None:
    """Read a plan file and store it; a bad file changes nothing and exits.

    `year` is for plans without dates of a year; `commune` is a key, '' for the only commune.
    """
    now = RealClock().now()
    check_readable(plan_file(file))
    with import_progress() as report:
        # A sheet holds tasks alone: its commune is stored already.
        plan = None if file.suffix.lower() == SHEET else read_plan_file(file, year, now, report)
        with open_database() as database:
            if plan is None:
                plan, compared = _of_sheet(database, file, commune, now)
            else:
                compared = compared_with(plan, (), _stored(database, plan))
            report(ImportStage.STORING, 0.0)
            outcome = save_plan(database, national_days(), plan, now, dry_run)
            print_database(database)
    for warning in plan.warnings:
        click.echo(texts.warning(warning), err=True)
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
