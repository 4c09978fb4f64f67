"""`nhacviec import` and `nhacviec preview`: plans in, reminders foretold."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from bot import app as parts
from bot.commandline.shared import commune_id, fail, opened
from bot.foretelling import of_database, of_plan
from bot.importers.faults import BadPlan
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.importers.plan_values import Plan
from bot.texts import commandline as texts
from bot.texts import preview as preview_texts
from scheduler.clock import RealClock
from scheduler.office import calendar_for
from scheduler.preview import Preview
from scheduler.working_time import VIETNAM

FileArgument = Annotated[Path, typer.Argument(help=texts.FILE)]
YearOption = Annotated[int | None, typer.Option(help=texts.YEAR, min=2000, max=2090)]


def import_(
    file: FileArgument,
    year: YearOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=texts.DRY_RUN)] = False,
) -> None:
    """Read a plan file and store it; a bad one changes nothing."""
    now = RealClock().now()
    plan = _read(file, year, now)
    for warning in plan.warnings:
        typer.echo(texts.warning(warning), err=True)
    with opened() as database:
        outcome = save_plan(database, parts.national_days(), plan, now, dry_run)
    for line in texts.imported(outcome, dry_run):
        typer.echo(line)


def preview(
    file: Annotated[Path | None, typer.Argument(help=texts.FILE)] = None,
    since: Annotated[str, typer.Option("--from", help=texts.FROM)] = "",
    until: Annotated[str, typer.Option("--to", help=texts.TO)] = "",
    year: YearOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=texts.JSON)] = False,
    commune: Annotated[str, typer.Option(help=texts.COMMUNE)] = "",
) -> None:
    """Print every reminder that would go out if nobody answered."""
    now = RealClock().now()
    start = datetime.combine(_day("--from", since, now), time.min, VIETNAM)
    end = datetime.combine(_day("--to", until, now), time.max, VIETNAM)
    if file is not None:
        found = of_plan(_read(file, year, now), parts.national_days(), start, end)
    else:
        with opened() as database:
            wanted = commune_id(database, commune)
            found = of_database(database, wanted, parts.national_days(), start, end)
    _print(found, as_json)


def _print(found: Preview, as_json: bool) -> None:
    for missing in found.missing:
        typer.echo(texts.nobody_for(missing.task, missing.role), err=True)
    for line in found.lines:
        told = json.dumps(line.as_json(), ensure_ascii=False) if as_json else None
        typer.echo(told or preview_texts.line(line))


def _read(file: Path, year: int | None, now: datetime) -> Plan:
    try:
        text = file.read_text(encoding="utf-8")
        return read_plan(text, str(file), year, calendar_for(now, parts.national_days()))
    except BadPlan as bad:
        fail(*str(bad).splitlines())
    except (OSError, UnicodeDecodeError):
        fail(texts.no_such_file(str(file)))


def _day(name: str, text: str, now: datetime) -> date:
    if not text:
        return now.astimezone(VIETNAM).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{name}: {texts.BAD_DATE}")
