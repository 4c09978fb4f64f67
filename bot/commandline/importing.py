"""`nhacviec import`: a plan file into the database."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.planfile import YearOption, plan_in
from bot.commandline.progress import steps
from bot.commandline.refusing import fail
from bot.commandline.shared import commune_id, opened
from bot.commandline.sheetfile import PAPERS, SHEET, plan_in_sheet
from bot.importers.national import national_days
from bot.importers.plan_known import known_of
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from bot.importers.progress import Step
from bot.texts import commandline as texts
from bot.texts import papers
from scheduler.clock import RealClock
from storage.database import Database


def import_(
    file: Annotated[Path, typer.Argument(help=texts.FILE)],
    year: YearOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=texts.DRY_RUN)] = False,
    commune: Annotated[str, typer.Option(help=texts.COMMUNE)] = "",
) -> None:
    """Read a plan file and store it; a bad one changes nothing."""
    now = RealClock().now()
    if file.suffix.lower() in PAPERS:
        fail(papers.is_conclusion(str(file)))
    with steps() as hear:
        # A sheet holds tasks alone: its commune is stored already.
        plan = None if file.suffix.lower() == SHEET else plan_in(file, year, now, hear)
        with opened() as database:
            if plan is None:
                plan = _of_sheet(database, file, commune, now)
            hear(Step.STORING, 0.0)
            outcome = save_plan(database, national_days(), plan, now, dry_run)
    for warning in plan.warnings:
        typer.echo(texts.warning(warning), err=True)
    for line in texts.imported(outcome, dry_run):
        typer.echo(line)


def _of_sheet(database: Database, file: Path, commune: str, now: datetime) -> Plan:
    with database.commune(commune_id(database, commune)) as session:
        known = known_of(session)
    return plan_in_sheet(file, known, now)
