"""The log: lines to read, or an object a line for a machine. Never what anybody wrote.

What comes from outside may end no line and colour no terminal: every letter that cannot be printed
is written as an escape. Of an error that may repeat what was written only its kind is told.
"""

import json
import logging
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType

from sqlalchemy.exc import DataError, SQLAlchemyError

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = (
    "apscheduler",
    "alembic",
    "aiohttp.access",
    "httpx",
    "procrastinate",
    "psycopg",
    "telegram",
)

OWN = ("bot.", "scheduler.", "storage.")
"""Errors of these packages say no more than their docstrings and what went wrong."""

Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainLines(logging.Formatter):
    """Each record as a line, and below it where an error was raised."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line."""
        record.message = printable(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Trouble) -> str:
        """Where it was raised, of which kind it is, and what led to it."""
        return "" if ei[1] is None else told_of(ei[1])


class JsonLines(PlainLines):
    """Each record as one JSON object; time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "name": record.name,
            "message": printable(record.getMessage()),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def begin_log(form: str) -> None:
    """Log to the error stream, in the form `plain` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else PlainLines(LINE))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def printable(text: str) -> str:
    """The text on one line, every letter that is not printed as an escape."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def told_of(error: BaseException) -> str:
    """An error and what led to it, each with where it was raised."""
    former = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    led = [] if former is None else [told_of(former)]
    held = map(told_of, error.exceptions) if isinstance(error, BaseExceptionGroup) else ()
    return "\n".join([*led, *held, "".join(format_tb(error.__traceback__)) + _kind(error)])


def _kind(error: BaseException) -> str:
    """Its class; and its first line, where that repeats nothing from outside."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    sound = isinstance(error, OSError | SQLAlchemyError) and not isinstance(error, DataError)
    if sound or kind.startswith(OWN):
        return printable(f"{kind}: {str(error).partition(chr(10))[0]}")
    return kind
