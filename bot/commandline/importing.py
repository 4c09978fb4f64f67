"""`nhacviec import`: a plan file into the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.planfile import YearOption, plan_in
from bot.commandline.shared import opened
from bot.importers.national import national_days
from bot.importers.plan_saving import save_plan
from bot.texts import commandline as texts
from scheduler.clock import RealClock


def import_(
    file: Annotated[Path, typer.Argument(help=texts.FILE)],
    year: YearOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=texts.DRY_RUN)] = False,
) -> None:
    """Read a plan file and store it; a bad one changes nothing."""
    now = RealClock().now()
    plan = plan_in(file, year, now)
    for warning in plan.warnings:
        typer.echo(texts.warning(warning), err=True)
    with opened() as database:
        outcome = save_plan(database, national_days(), plan, now, dry_run)
    for line in texts.imported(outcome, dry_run):
        typer.echo(line)
