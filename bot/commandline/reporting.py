"""`nhacviec report`: a report as a file."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commandline.refusing import fail
from bot.commandline.shared import commune_id, opened, settings
from bot.importers.national import national_days
from bot.language import directory
from bot.language.exports import PERIOD, SCORES
from bot.language.fold import fold
from bot.language.places import names
from bot.report import Form, all_reports, format_names, render
from bot.reporting import Order, file_name, report
from bot.texts import commandline as texts
from bot.texts import lists
from bot.texts import report_command as report_texts
from bot.turn import Reader
from bot.wanted import Wanted
from scheduler.clock import RealClock
from scheduler.occasion import Actor
from scheduler.office import office_of
from scheduler.period import Length, Period, reported
from scheduler.working_time import local_day
from storage.commune import Commune, pulse
from storage.person import holdings
from storage.task import tasks
from storage.unit import Unit, units
from storage.words import Rank

Row = TypeVar("Row")

WHOEVER = Actor(0, frozenset({Rank.SECRETARY}), frozenset(), "")
"""Whoever may run a command on this machine sees what the secretary sees."""


def report_(
    name: Annotated[str, typer.Argument(help=report_texts.NAME)],
    format_name: Annotated[str, typer.Option("--format", help=report_texts.FORMAT)] = "docx",
    since: Annotated[str, typer.Option("--from", help=report_texts.FROM)] = "",
    until: Annotated[str, typer.Option("--to", help=report_texts.TO)] = "",
    unit: Annotated[str, typer.Option(help=report_texts.UNIT)] = "",
    sector: Annotated[str, typer.Option(help=report_texts.SECTOR)] = "",
    person: Annotated[str, typer.Option(help=report_texts.PERSON)] = "",
    form: Annotated[Form, typer.Option(help=report_texts.FORM)] = Form.PARTY,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=report_texts.OUTPUT)] = None,
    commune: Annotated[str, typer.Option(help=texts.COMMUNE)] = "",
) -> None:
    """Write a report into a file."""
    _known(name, all_reports())
    _known(format_name, format_names())
    with opened() as database:
        wanted = commune_id(database, commune)
        with database.everything() as session:
            now = pulse(session).ticked_at or RealClock().now()
        with database.commune(wanted) as session:
            commune_row = session.scalars(select(Commune)).one()
            office = office_of(session, commune_row, national_days(), now)
            period = _period(since, until, local_day(now))
            days = period if since or until else None
            narrowed, about = _narrowed(session, name, unit, sector, person, days)
            order = Order(name, period, narrowed, about, form)
            read = report(Reader(session, office, WHOEVER, now), order)
    path = output or Path(file_name(read, format_name))
    content = render(read, format_name, settings().templates_folder)
    try:
        path.write_bytes(content)
    except OSError:
        fail(texts.cannot_write(str(path)), code=1)
    typer.echo(report_texts.written(str(path), read.summary))


def _known(name: str, names: Iterable[str]) -> None:
    if name not in names:
        fail(report_texts.not_one_of(name, sorted(names)))


def _period(since: str, until: str, today: date) -> Period:
    """The days named; without any, the month that a report is about today."""
    if not since and not until:
        return reported(today, Length.MONTH)
    last = _day("--to", until) if until else today
    first = _day("--from", since) if since else date(last.year, 1, 1)
    if first > last:
        fail(report_texts.BACKWARD_DAYS)
    return Period(first, last)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{name}: {texts.BAD_DATE}")


def _narrowed(
    session: Session, name: str, unit: str, sector: str, person: str, days: Period | None
) -> tuple[Wanted, str]:
    """What is wanted, and the same in words. Of lists, the days are those of the work."""
    of_unit = _named(unit, units(session), _names)
    sectors = list(dict.fromkeys(task.sector for task in tasks(session)))
    of_sector = _named(sector, sectors, lambda each: (each,))
    holder = _named(person, holdings(session), lambda row: (row.person.name, row.post.name))
    listed = days if name not in (PERIOD, SCORES) else None
    wanted = Wanted(
        person_ids=(holder.person_id,) if holder else (),
        unit_id=of_unit.id if of_unit else None,
        sector=of_sector,
        since=listed.since if listed else None,
        until=listed.until if listed else None,
    )
    title = holder.post.name if holder else ""
    return wanted, lists.filters(wanted, title, of_unit.name if of_unit else "", "", False)


def _named(name: str, rows: Sequence[Row], named: Callable[[Row], Sequence[str]]) -> Row | None:
    """The row of that name, with or without accents; none where none was asked for."""
    fits = [row for row in rows if fold(name) in map(fold, named(row))]
    if name and not fits:
        fail(report_texts.not_one_of(name, [named(row)[0] for row in rows]))
    return fits[0] if name else None


def _names(row: Unit) -> Sequence[str]:
    return names(directory.Unit(str(row.id), row.name, tuple(row.aliases)))
