"""`nhacviec backup`: copy the database, and like every night the evidence files."""

from pathlib import Path

import click

from bot.commandline.click_base import PATH, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.progress import progress
from bot.commandline.shared import backup_folder, open_database, settings
from bot.texts import copies as copy_texts
from scheduler.calendar.clock import RealClock
from storage.backup import back_up


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, required=False, help=copy_texts.BACKUP_FILE)
def backup(file: Path | None) -> None:
    """Back up the database to a file; without one, like the nightly backup. The program may run."""
    now = RealClock().now()
    with open_database() as database:
        if file is not None and file.exists():
            exit_with(copy_texts.backup_exists(str(file)))
        with progress(copy_texts.COPYING):
            if file is None:
                made = backup_folder(settings()).make(database, now)
            else:
                back_up(database, made := file)
    click.echo(copy_texts.backup_written(str(made), made.stat().st_size))
