"""The log: plain lines or one JSON object per line. It never holds words that people wrote.

Unprintable characters are escaped, so input can neither end a line nor colour a terminal. For an
error whose message may repeat input only the class is logged.
"""

import json
import logging
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType

from sqlalchemy.exc import DataError, SQLAlchemyError

PLAIN_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET_LOGGERS = (
    "apscheduler",
    "alembic",
    "aiohttp.access",
    "httpx",
    "procrastinate",
    "psycopg",
    "telegram",
)

OWN_PACKAGES = ("bot.", "scheduler.", "storage.")
"""Messages of errors of these packages never repeat input, so they are logged."""

Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainLines(logging.Formatter):
    """One line per record, with the traceback below."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = printable(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Trouble) -> str:
        """The traceback, with class names in place of messages that may repeat input."""
        return "" if ei[1] is None else format_error(ei[1])


class JsonLines(PlainLines):
    """One JSON object per record; times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "name": record.name,
            "message": printable(record.getMessage()),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def begin_log(form: str) -> None:
    """Log to stderr; `form` is `plain` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else PlainLines(PLAIN_FORMAT))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def printable(text: str) -> str:
    """The text with unprintable characters escaped, so it stays on one line."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def format_error(error: BaseException) -> str:
    """The traceback of an error, after those of its cause and of a group's members."""
    former = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    causes = [] if former is None else [format_error(former)]
    members = map(format_error, error.exceptions) if isinstance(error, BaseExceptionGroup) else ()
    return "\n".join([*causes, *members, "".join(format_tb(error.__traceback__)) + _kind(error)])


def _kind(error: BaseException) -> str:
    """The class of an error, and the first line of its message if that repeats no input."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    sound = isinstance(error, OSError | SQLAlchemyError) and not isinstance(error, DataError)
    if sound or kind.startswith(OWN_PACKAGES):
        return printable(f"{kind}: {str(error).partition(chr(10))[0]}")
    return kind
