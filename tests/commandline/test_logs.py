"""Log lines cannot be forged by user text, and never repeat user text."""

import asyncio
import io
import json
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError

from bot.commandline.logs import PLAIN_FORMAT, JsonLines, PlainLines
from scheduler.delivery.channel import TemporaryError
from storage.commune import Commune
from storage.database import Database
from tests.corpus import EVERY

FORMS = [PlainLines(PLAIN_FORMAT), JsonLines()]
SAID = "chuyện riêng 0912345678"


def logged(form: logging.Formatter, words: str, error: BaseException | None = None) -> str:
    """The log after one line with this error."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(form)
    trouble = (type(error), error, error.__traceback__) if error is not None else None
    record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, "%s", (words,), trouble)
    handler.handle(record)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMS, ids=["plain", "json"])
def test_logged_text_cannot_break_a_line_or_control_the_terminal(form: logging.Formatter) -> None:
    for words in EVERY:
        told = logged(form, words)
        assert told.endswith("\n")
        assert told[:-1].isprintable(), words


@pytest.mark.parametrize("form", FORMS, ids=["plain", "json"])
@pytest.mark.parametrize("kind", [ValueError, KeyError, UnicodeError, RuntimeError])
def test_an_error_that_may_quote_user_text_is_logged_by_class_only(
    form: logging.Formatter, kind: type[Exception]
) -> None:
    told = logged(form, "x", raised(kind(SAID)))
    assert kind.__name__ in told
    assert "in raised" in told
    assert SAID not in told


@pytest.mark.parametrize("form", FORMS, ids=["plain", "json"])
def test_our_own_and_system_errors_are_logged_with_their_message(form: logging.Formatter) -> None:
    assert "no space left" in logged(form, "x", raised(OSError(28, "no space left")))
    told = logged(form, "x", raised(TemporaryError(f"not now\n{SAID}")))
    assert "TemporaryError: not now" in told
    assert SAID not in told


def test_the_cause_of_an_error_is_logged_before_it() -> None:
    first, second = OSError("first"), ValueError(SAID)
    second.__cause__ = first
    told = logged(FORMS[0], "x", raised(second))
    assert told.index("OSError: first") < told.index("ValueError")


async def fails() -> None:
    raise OSError("in a task")


async def test_every_error_of_a_group_is_logged() -> None:
    with pytest.raises(BaseExceptionGroup) as caught:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fails())
    assert "OSError: in a task" in logged(FORMS[0], "x", caught.value)


@pytest.mark.parametrize("form", FORMS, ids=["plain", "json"])
def test_no_row_value_is_logged(form: logging.Formatter, database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        write(database, Commune(key="a", name=SAID), Commune(key="a", name=SAID))
    told = logged(form, "x", caught.value)
    assert "IntegrityError" in told
    assert SAID not in told
    if database.is_sqlite:
        return
    with pytest.raises(DataError) as refused, database.everything() as session:
        session.execute(text("SELECT CAST(:said AS INTEGER)"), {"said": SAID})
    assert SAID not in logged(form, "x", refused.value)


def write(database: Database, *rows: Commune) -> None:
    with database.everything() as session:
        session.add_all(rows)


def raised(error: Exception) -> Exception:
    """The error as one that was raised."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_json_logs_have_one_object_a_line() -> None:
    told = json.loads(logged(FORMS[1], "a\nb", raised(OSError("x\ny"))))
    assert told["message"] == "a\\nb"
    assert told["trace"].splitlines()[-1] == "builtins.OSError: x"
