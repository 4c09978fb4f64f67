"""The database as the role that owns its tables, where the program's own role only uses them."""

from pkgutil import resolve_name

from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from bot.commandline.failure import exit_with
from bot.settings import WORKERS, Settings
from bot.texts import commandline as texts
from storage.database import Database
from storage.roles import grant_use

CREATE_QUEUE = "scheduler.engine.runners.jobs:create_queue"
"""Loaded when it is needed: most commands need no queue."""


NO_RIGHT = "42501"
"""PostgreSQL's code for a statement that the role has no right to."""


def check_right(error: ProgrammingError) -> None:
    """Exit with what to do if the role has no right to a statement."""
    if getattr(error.orig, "sqlstate", "") == NO_RIGHT:
        exit_with(texts.NEEDS_OWNER)


def owners_database(chosen: Settings) -> Database:
    """The database of OWNER_DATABASE_URL; of DATABASE_URL where the program's role is the owner."""
    return Database(chosen.owner_url or chosen.database_url)


def grant_program_access(owner: Database, chosen: Settings) -> None:
    """Create the queue's tables, and let the program's role use all tables it does not own."""
    if not chosen.owner_url:
        return
    if chosen.engine == WORKERS:
        resolve_name(CREATE_QUEUE)(owner)
    grant_use(owner, make_url(chosen.database_url).username or "")
