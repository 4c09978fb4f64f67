"""`nhacviec restore`: put back the database and the evidence files of a copy."""

import sys
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from bot.app.backups import EVIDENCE_FOLDER, copy_evidence
from bot.commandline.click_base import PATH, CliCommand
from bot.commandline.failure import exit_with
from bot.commandline.input_file import check_readable
from bot.commandline.owner import check_right, grant_program_access, owners_database
from bot.commandline.progress import progress
from bot.commandline.shared import backup_folder, connect, settings
from bot.importers.national import national_days
from bot.settings import Settings
from bot.texts import commandline as texts
from bot.texts import copies as copy_texts
from bot.texts.personal import removed_name
from bot.texts.restoring import lost_evidence, notice_restored
from scheduler.calendar.clock import RealClock
from scheduler.delivery.notices import add_notice, secretary_ids
from scheduler.engine.after_restore import count_maybe_sent, skip_work_of_past
from scheduler.work.end_after_restore import EndedCounts, end_again
from storage.audit import chain_contains
from storage.backup import BackupFailed, NotABackup, check_backup, restore_backup
from storage.commune import Commune, program_clock
from storage.database import Database
from storage.ended_list import remembered_ended
from storage.evidence_files import damaged_files_by_commune
from storage.manifest import (
    Ended,
    address_without_login,
    drop_stale_audit_ends,
    ended_in,
    read_manifests,
)
from storage.migrations import current_revision, upgrade
from storage.process_lock import AlreadyRunning, lock_alone


@click.command(cls=CliCommand)
@click.argument("file", type=PATH, help=copy_texts.RESTORE_FILE)
@click.option("--replace", is_flag=True, help=copy_texts.REPLACE)
@click.option("--resend/--no-resend", default=None, help=copy_texts.RESEND)
def restore(file: Path, replace: bool, resend: bool | None) -> None:
    """Restore a backup; the replaced database is kept as a file."""
    chosen, now = settings(), RealClock().now()
    check_readable(file)
    connect(chosen).close()  # creates the folder of the database; files made are private
    database = owners_database(chosen)
    try:
        with progress(copy_texts.READING):
            check_backup(file, database.is_sqlite)
        with lock_alone(database):
            holds = current_revision(database) is not None
            if holds and not replace:
                exit_with(copy_texts.WOULD_REPLACE)
            folders = (file.parent, chosen.backup_folder)
            ended = _ended(database, holds, folders)
            what = copy_texts.BEFORE_RESTORE if holds else copy_texts.EMPTY
            aside = backup_folder(chosen).path(database, now, what)
            settling = RestoreFinisher(
                chosen, file, address_without_login(database), ended, now, resend
            )
            restore_backup(database, file, aside, ended, settling.finish)
            if holds:
                click.echo(copy_texts.replaced_database_kept(str(aside)))
            for line in settling.lines:
                click.echo(line)
    except NotABackup:
        exit_with(copy_texts.not_a_backup(str(file)))
    except AlreadyRunning:
        exit_with(texts.ALREADY_RUNNING)
    except ProgrammingError as error:
        check_right(error)
        raise
    except BackupFailed as error:
        exit_with(texts.backup_failed(str(error)), code=1)
    finally:
        database.close()


def _ended(database: Database, holds: bool, folders: Collection[Path]) -> frozenset[Ended]:
    """What must stay ended after the restore: what the present database, the last restore and all
    manifests list as ended.
    """
    found = {
        each for folder in folders for m in read_manifests(folder).values() for each in m.ended
    }
    try:
        found |= set(remembered_ended(database))
        found |= set(ended_in(database)) if holds else set()
    except (SQLAlchemyError, OSError, ValueError):
        click.echo(copy_texts.LIST_UNREADABLE, err=True)
    return frozenset(found)


class RestoreFinisher:
    """Finishes a restore before anybody uses the database; `lines` say what was done.

    `resend` None: ask on a terminal, otherwise do not send again.
    """

    def __init__(
        self,
        chosen: Settings,
        file: Path,
        place: str,
        ended: frozenset[Ended],
        now: datetime,
        resend: bool | None,
    ) -> None:
        self.lines: list[str] = []
        self._chosen, self._file, self._place, self._ended = chosen, file, place, ended
        self._now, self._resend = now, resend

    def finish(self, database: Database) -> None:
        """Upgrade, end again what had ended, put files back, and tell the secretaries."""
        upgrade(database)
        grant_program_access(database, self._chosen)
        again = end_again(database, self._ended, self._now, removed_name)
        mended = copy_evidence(self._file.parent / EVIDENCE_FOLDER, self._chosen.evidence_folder)
        lost = damaged_files_by_commune(database, self._chosen.evidence_folder)
        for folder in {self._file.parent, self._chosen.backup_folder}:
            with database.everything() as session:
                drop_stale_audit_ends(self._place, folder, lambda end: chain_contains(session, end))
        with database.everything() as session:
            since, moved = program_clock(session).ticked_at, program_clock(session).moved_to
        since = None if moved is not None else since
        self.lines.append(copy_texts.backup_restored(since))
        self.lines += copy_texts.ended_again(again)
        self.lines += [copy_texts.files_mended(mended)] if mended else []
        self.lines += [lost_evidence(numbers) for _, numbers in lost]
        if since is not None:
            resent = self._pass_over(database, since)
            self._tell(database, again, since, resent, lost)

    def _pass_over(self, database: Database, since: datetime) -> bool:
        """Decide whether what came due since the copy is sent again; returns whether it is."""
        count, resend = count_maybe_sent(database, self._now), self._resend
        if count and resend is None and sys.stdin.isatty():
            resend = click.confirm(copy_texts.ask_resend(count, since), default=False)
        if count and not resend:
            skip_work_of_past(database, national_days(), self._now)
            self.lines.append(copy_texts.reminders_not_resent(count, since))
        return bool(resend)

    def _tell(
        self,
        database: Database,
        again: Collection[EndedCounts],
        since: datetime,
        resent: bool,
        lost: Sequence[tuple[Commune, Sequence[int]]],
    ) -> None:
        numbers = {commune.id: of for commune, of in lost}
        with database.everything() as session:
            for each in again:
                message = notice_restored(since, resent, each, numbers.get(each.commune_id))
                ids = secretary_ids(session, each.commune_id)
                add_notice(session, each.commune_id, ids, message, self._now)
