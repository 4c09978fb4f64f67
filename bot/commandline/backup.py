"""`nhacviec backup` and `nhacviec restore`: database and evidence files."""

import sys
from datetime import datetime
from pathlib import Path

import click

from bot.app.backups import EVIDENCE_FOLDER, copy_files
from bot.commandline.click_base import PATH, CliCommand
from bot.commandline.failure import fail
from bot.commandline.input_file import check_readable
from bot.commandline.progress import progress
from bot.commandline.shared import backup_folder, connect, open_database, settings
from bot.importers.national import national_days
from bot.texts import commandline as texts
from bot.texts import copies as copy_texts
from scheduler.calendar.clock import RealClock
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.engine.after_restore import count_maybe_sent, skip_due
from storage.backup import BackupFailed, NotABackup, back_up, check_backup, put_back
from storage.commune import communes, pulse
from storage.database import Database
from storage.migrations import current, upgrade
from storage.process_lock import AlreadyRunning, lock_alone


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, required=False, help=copy_texts.BACKUP_FILE)
def backup(file: Path | None) -> None:
    """Back up the database to a file; without one, like the nightly backup. The program may run."""
    now = RealClock().now()
    with open_database() as database:
        if file is not None and file.exists():
            fail(copy_texts.there_already(str(file)))
        with progress(copy_texts.COPYING):
            if file is None:
                made = backup_folder(settings()).make(database, now)
            else:
                back_up(database, made := file)
    click.echo(copy_texts.copied(str(made), made.stat().st_size))


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, help=copy_texts.RESTORE_FILE)
@click.option("--replace", is_flag=True, help=copy_texts.REPLACE)
@click.option("--resend/--no-resend", default=None, help=copy_texts.RESEND)
def restore(file: Path, replace: bool, resend: bool | None) -> None:
    """Restore a backup; the replaced database is kept as a file."""
    chosen, now = settings(), RealClock().now()
    check_readable(file)
    database = connect(chosen)
    try:
        with progress(copy_texts.READING):
            check_backup(file, database.is_sqlite)
        with lock_alone(database):
            if current(database) is not None:
                if not replace:
                    fail(copy_texts.WOULD_REPLACE)
                aside = backup_folder(chosen).path(database, now, copy_texts.BEFORE_RESTORE)
                put_back(database, file, aside)
                click.echo(copy_texts.kept_aside(str(aside)))
            else:
                put_back(
                    database, file, backup_folder(chosen).path(database, now, copy_texts.EMPTY)
                )
            database.close()
            database = connect(chosen)
            copy_files(file.parent / EVIDENCE_FOLDER, chosen.evidence_folder)
            upgrade(database)
            _settle(database, now, resend)
    except NotABackup:
        fail(copy_texts.not_a_backup(str(file)))
    except AlreadyRunning:
        fail(texts.ALREADY_RUNNING)
    except BackupFailed as error:
        fail(texts.backup_failed(str(error)), code=1)
    finally:
        database.close()


def _settle(database: Database, now: datetime, resend: bool | None) -> None:
    """Decide whether reminders due since the backup are sent again; notify the secretaries.

    `resend` None: ask on a terminal, else do not send.
    """
    with database.everything() as session:
        since, moved = pulse(session).ticked_at, pulse(session).moved_to
    if since is None or moved is not None:
        click.echo(copy_texts.restored(None))
        return
    click.echo(copy_texts.restored(since))
    count = count_maybe_sent(database, now)
    if count and resend is None and sys.stdin.isatty():
        resend = click.confirm(copy_texts.ask_resend(count, since), default=False)
    if count and not resend:
        skip_due(database, national_days(), now)
        click.echo(copy_texts.passed_over(count, since))
    with database.everything() as session:
        for commune in communes(session):
            message = copy_texts.tell_secretary(since, bool(resend))
            add_notice(session, commune.id, secretary_ids(session, commune.id), message, now)
