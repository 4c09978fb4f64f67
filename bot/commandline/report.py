"""`nhacviec report`: writes a report into a file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from sqlalchemy import select

from bot.commandline.click_base import COMMUNE, PATH, TEXT, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.progress import progress
from bot.commandline.shared import commune_id, database_time, open_database, settings
from bot.conversation.known_names import known_people, known_units
from bot.conversation.lookup import people_named, sector_named, unit_named
from bot.importers.national import national_days
from bot.language.requests.exports import PERIOD, SCORES
from bot.language.text.directory import KnownPerson
from bot.queries.filters import WorkFilter, WorkList
from bot.queries.reader import Reader
from bot.reports.catalogue import format_names, render, report_names
from bot.reports.order import ReportOrder, build_ordered_report, file_name
from bot.texts import commandline as texts
from bot.texts import lists
from bot.texts import report_command as report_texts
from bot.texts.document import Form
from bot.texts.reports import span
from scheduler.calendar.period import Length, Period, reported_period
from scheduler.ladder.office import office_of
from scheduler.work.change import Actor
from storage.commune import Commune
from storage.task import sectors
from storage.words import Rank

COMMAND_LINE_ACTOR = Actor(0, frozenset({Rank.SECRETARY}), frozenset(), "")
"""A user of this machine's command line sees what the secretary sees."""

FORM = click.Choice(Form, case_sensitive=False)

NAMES = tuple(name for name in report_names() if name != WorkList.MINE)
"""All reports but that on one's own work: the command line leads none."""


@click.command(cls=CliCommand)
@click.argument("name", help=report_texts.name_list(NAMES))
@click.option(
    *("--format", "format_name"),
    type=TEXT,
    default="docx",
    show_default=True,
    help=report_texts.format_list(format_names()),
)
@click.option("--from", "since", type=TEXT, default="", help=report_texts.FROM)
@click.option("--to", "until", type=TEXT, default="", help=report_texts.TO)
@click.option("--unit", type=TEXT, default="", help=report_texts.UNIT)
@click.option("--sector", type=TEXT, default="", help=report_texts.SECTOR)
@click.option("--person", type=TEXT, default="", help=report_texts.PERSON)
@click.option(
    "--form", type=FORM, default=Form.PARTY.value, show_default=True, help=report_texts.FORM
)
@click.option("-o", "--output", type=PATH, help=report_texts.OUTPUT)
@COMMUNE
def report_(
    name: str,
    format_name: str,
    since: str,
    until: str,
    unit: str,
    sector: str,
    person: str,
    form: Form,
    output: Path | None,
    commune: str,
) -> None:
    """Read the figures, render the report and write the file."""
    _known(name, NAMES)
    _known(format_name, format_names())
    with open_database() as database:
        now, wanted = database_time(database), commune_id(database, commune)
        with database.commune(wanted) as session, progress(report_texts.READING):
            row = session.scalars(select(Commune)).one()
            reader = Reader(
                session, office_of(session, row, national_days(), now), COMMAND_LINE_ACTOR, now
            )
            days = _days(since, until, reader.today)
            narrowed, about = _narrowed(reader, unit, sector, person)
            read = build_ordered_report(
                reader, _order(name, days, narrowed, about, form, reader.today)
            )
    path = output or Path(file_name(read, format_name))
    with progress(report_texts.WRITING):
        content = render(read, format_name, settings().templates_folder)
    try:
        path.write_bytes(content)
    except OSError:
        exit_with(texts.cannot_write(str(path)), code=1)
    click.echo(report_texts.written(str(path), read.summary))


def _known(name: str, names: Iterable[str]) -> None:
    if name not in names:
        exit_with(report_texts.not_one_of(name, sorted(names)))


def _order(
    name: str, days: Period | None, narrowed: WorkFilter, about: str, form: Form, today: date
) -> ReportOrder:
    """What to report: figures of the period `days`, or a list as of today, filtered by `days`."""
    if name in (PERIOD, SCORES):
        return ReportOrder(
            name, days or reported_period(today, Length.MONTH), narrowed, about, form
        )
    if days is not None:
        narrowed = replace(narrowed, since=days.since, until=days.until)
        about = f"{about} {span(days)}".lstrip()
    return ReportOrder(name, Period(today, today), narrowed, about, form)


def _days(since: str, until: str, today: date) -> Period | None:
    """The period from --from (else 1 January of its last year) to --to (else today), if any."""
    if not since and not until:
        return None
    last = _day("--to", until) if until else today
    first = _day("--from", since) if since else date(last.year, 1, 1)
    if first > last:
        exit_with(texts.days_reversed(first, last))
    return Period(first, last)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        exit_with(f"{name}: {texts.BAD_DATE}")


def _narrowed(reader: Reader, unit: str, sector: str, person: str) -> tuple[WorkFilter, str]:
    """The filter of --unit, --sector and --person, and its wording; an unknown name exits."""
    of_unit = unit_named(reader, unit)
    if unit and of_unit is None:
        exit_with(report_texts.not_one_of(unit, [each.name for each in known_units(reader)]))
    known = sectors(reader.session)
    of_sector = sector_named(known, sector)
    if sector and of_sector is None:
        exit_with(report_texts.not_one_of(sector, known))
    holder = _holder(reader, person) if person else None
    wanted = WorkFilter(
        person_ids=(int(holder.id),) if holder else (),
        unit_id=of_unit.id if of_unit else None,
        sector=of_sector,
    )
    title = holder.title if holder else ""
    return wanted, lists.filter_in_words(wanted, title, of_unit.name if of_unit else "", "", False)


def _holder(reader: Reader, words: str) -> KnownPerson:
    """The one person that a name or post means; otherwise exits."""
    found = people_named(reader, words)
    if len(found) != 1:
        among = found or known_people(reader)
        names = [f"{each.name} ({each.title})" for each in among]
        exit_with(
            report_texts.not_one_of(words, names)
            if not found
            else report_texts.several(words, names)
        )
    return found[0]
