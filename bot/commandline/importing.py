"""`nhacviec import`: a plan file into the database."""

from datetime import datetime
from pathlib import Path

import click

from bot.commandline.calling import COMMUNE, PATH, YEAR, Command
from bot.commandline.planfile import plan_in
from bot.commandline.progress import steps
from bot.commandline.refusing import fail
from bot.commandline.shared import commune_id, opened
from bot.commandline.sheetfile import PAPERS, SHEET, plan_in_sheet
from bot.importers.national import national_days
from bot.importers.plan_known import known_of
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from bot.importers.progress import ImportStage
from bot.texts import commandline as texts
from bot.texts import papers
from scheduler.calendar.clock import RealClock
from storage.database import Database


@click.command(cls=Command)
@click.argument("file", type=PATH, help=texts.FILE)
@YEAR
@click.option("--dry-run", is_flag=True, help=texts.DRY_RUN)
@COMMUNE
def import_(file: Path, year: int | None, dry_run: bool, commune: str) -> None:
    """Read a plan file and store it, unless it is only tried."""
    take_in(file, year, dry_run, commune)


def take_in(file: Path, year: int | None = None, dry_run: bool = False, commune: str = "") -> None:
    """Read a plan file and store it; a bad one changes nothing, and ends the program."""
    now = RealClock().now()
    if file.suffix.lower() in PAPERS:
        fail(papers.is_conclusion(str(file)))
    with steps() as hear:
        # A sheet holds tasks alone: its commune is stored already.
        plan = None if file.suffix.lower() == SHEET else plan_in(file, year, now, hear)
        with opened() as database:
            if plan is None:
                plan = _of_sheet(database, file, commune, now)
            hear(ImportStage.STORING, 0.0)
            outcome = save_plan(database, national_days(), plan, now, dry_run)
    for warning in plan.warnings:
        click.echo(texts.warning(warning), err=True)
    for line in texts.imported(outcome, dry_run):
        click.echo(line)


def _of_sheet(database: Database, file: Path, commune: str, now: datetime) -> Plan:
    with database.commune(commune_id(database, commune)) as session:
        known = known_of(session)
    return plan_in_sheet(file, known, now)
