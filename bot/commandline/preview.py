"""`nhacviec preview`: prints or draws every reminder that will be sent, and each post's load."""

import json
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from pkgutil import resolve_name

import click

from bot.commandline.click_base import COMMUNE, JSON, PATH, TEXT, YEAR, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.plan_file import read_plan_file
from bot.commandline.previewing import preview_database, preview_plan
from bot.commandline.shared import commune_id, open_database
from bot.importers.national import national_days
from bot.queries.daily_load import daily_load
from bot.queries.load import load_of
from bot.texts import commandline as texts
from bot.texts import preview as preview_texts
from bot.texts.steps import ROLES
from scheduler.calendar.clock import RealClock
from scheduler.calendar.working_time import VIETNAM, Calendar
from scheduler.ladder.answered import answered_steps
from scheduler.ladder.office import office_in
from scheduler.ladder.preview import Preview

DRAW = "bot.reports.charts.load:draw_load"
"""Imported only for a picture: matplotlib is large."""


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, required=False, help=texts.FILE)
@click.option("--from", "since", type=TEXT, default="", help=texts.FROM)
@click.option("--to", "until", type=TEXT, default="", help=texts.TO)
@YEAR
@JSON
@COMMUNE
@click.option("--answered", is_flag=True, help=texts.ANSWERED)
@click.option("--calendar", type=PATH, help=texts.CALENDAR)
def preview(
    file: Path | None,
    since: str,
    until: str,
    year: int | None,
    as_json: bool,
    commune: str,
    answered: bool,
    calendar: Path | None,
) -> None:
    """Print every reminder that would be sent, or draw their number per day."""
    now = RealClock().now()
    start = datetime.combine(_day("--from", since, now), time.min, VIETNAM)
    end = datetime.combine(_day("--to", until, now), time.max, VIETNAM)
    if end < start:
        exit_with(texts.days_reversed(start.date(), end.date()))
    if file is not None:
        plan = read_plan_file(file, year, now)
        own = _own_calendar(commune, start)
        of = partial(preview_plan, plan, national_days(), start, end, own=own)
        silent, found = of(), of(answered_steps) if answered else None
    else:
        silent, found = _of_database(commune, start, end, answered)
    shown = found or silent
    if calendar is not None:
        _draw(shown, start.date(), end.date(), calendar)
        return
    _print(shown, as_json)
    if not as_json:
        of_silent = daily_load(silent.lines)
        load = daily_load(found.lines) if found else of_silent
        for line in preview_texts.load_lines(load, of_silent if found else None):
            click.echo(line)


def _draw(found: Preview, since: date, until: date, path: Path) -> None:
    try:
        path.write_bytes(resolve_name(DRAW)(load_of(found.lines, since, until)))
    except OSError:
        exit_with(texts.cannot_write(str(path)), code=1)
    click.echo(texts.chart_written(str(path), len(found.lines)))


def _own_calendar(commune: str, start: datetime) -> Calendar | None:
    """The calendar of the commune that is named, with its own days; None without a name."""
    if not commune:
        return None
    with open_database() as database:
        wanted = commune_id(database, commune)
        with database.commune(wanted) as session:
            return office_in(session, national_days(), start).calendar


def _of_database(
    commune: str, start: datetime, end: datetime, answered: bool
) -> tuple[Preview, Preview | None]:
    """The preview if nobody answers and, if wanted, the one if those who lead answer from now."""
    with open_database() as database:
        wanted = commune_id(database, commune)
        of = partial(preview_database, database, wanted, national_days(), start, end)
        return of(), of(partial(answered_steps, after=start)) if answered else None


def _print(found: Preview, as_json: bool) -> None:
    for tet in found.estimated:
        click.echo(texts.tet_is_a_guess(tet), err=True)
    for missing in found.unfilled:
        click.echo(texts.nobody_for(missing.name, ROLES[missing.role]), err=True)
    for line in found.lines:
        text = json.dumps(line.as_json(), ensure_ascii=False) if as_json else None
        click.echo(text or preview_texts.preview_line(line))


def _day(name: str, text: str, now: datetime) -> date:
    if not text:
        return now.astimezone(VIETNAM).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        exit_with(f"{name}: {texts.BAD_DATE}")
