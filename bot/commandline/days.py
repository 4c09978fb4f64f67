"""`nhacviec days`: imports a commune's own days off and working days from a YAML file."""

from pathlib import Path

import click

from bot.commandline.click_base import COMMUNE, PATH, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.input_file import YAML, check_readable, read_text
from bot.commandline.shared import commune_id, open_database
from bot.importers.days import read_days
from bot.importers.national import national_days
from bot.texts import commandline as texts
from scheduler.calendar.clock import RealClock
from scheduler.engine.change_days import change_days
from storage.commune import program_clock


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, help=texts.DAYS_FILE)
@COMMUNE
def days(file: Path, commune: str) -> None:
    """Store every day of the file; a bad file changes nothing."""
    check_readable(file)
    if file.suffix.lower() not in YAML:
        exit_with(texts.not_days(str(file)))
    changes = read_days(read_text(file), str(file))
    with open_database() as database:
        wanted = commune_id(database, commune)
        with database.everything() as session:
            # A rehearsal or training database lives at the time of its own clock.
            now = program_clock(session).moved_to or RealClock().now()
        with database.commune(wanted) as session:
            change_days(session, national_days(), now, stated=changes)
    for line in texts.days_stated(changes):
        click.echo(line)
