"""Measures questions of one commune among a million milestones of 3,321 communes: chat and board.
Prints database time, total time, and the query plans (EXPLAIN).

usage: python -m bench.overdue [MILESTONES] [sqlite|postgresql ...]      (1000000, both)
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, select, text

from bench.million import COMMUNES, NOW, fill
from bot.channels.web import WebChannel
from bot.conversation.handler import answer_text
from bot.conversation.turn import Turn
from bot.importers.national import national_days
from bot.queries.reader import actor_of_person
from bot.web.app import make_app, open_site
from bot.web.board import BoardContext
from bot.web.training import Training
from scheduler.ladder.office import office_of
from storage.commune import Commune
from storage.database import Database
from storage.migrations import upgrade
from storage.person import addresses, holders_of_rank
from storage.words import Rank
from tests.servers.postgres import own_server, owned

NATIONAL = national_days()
SAMPLE = 40
"""Communes asked, chosen at random."""
WANTED = {"chat": 50.0, "board": 300.0}
"""Milliseconds: database time for the chat, total time for the board."""

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class QuestionCost:
    """Milliseconds of one question: in the database, and in total."""

    database: float
    whole: float


def main(count: int, kinds: Sequence[str]) -> None:
    """Fill each database and ask it."""
    for kind in kinds:
        with DATABASES[kind]() as database:
            began = time.perf_counter()
            upgrade(database)
            fill(database, count)
            if not database.is_sqlite:
                # As autovacuum would do soon after.
                with database.engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT")
                    connection.execute(text("ANALYZE"))
            filled = time.perf_counter() - began
            print(f"\n=== {kind}: {count:,} milestones, filled in {filled:.0f} s")
            measure(database)


def measure(database: Database) -> None:
    """Ask random communes and print the costs."""
    chosen = random.Random(7).sample(range(1, COMMUNES + 1), SAMPLE)
    for words in ("qua han", "tien do", "sap den han", "chua bao cao"):
        costs, statements = ask_all(database, chat_question(words), chosen)
        show(words, costs, WANTED["chat"], "database")
        if words == "qua han":
            explain(database, statements)
    costs, statements = ask_all(database, open_board, chosen)
    show("board", costs, WANTED["board"], "whole")
    explain(database, statements)


def ask_all(
    database: Database, ask: Callable[[Database, int], None], communes: Sequence[int]
) -> tuple[list[QuestionCost], list[Statement]]:
    """The cost of each question, and the last one's statements; one more is asked as a warm-up."""
    ask(database, communes[0])
    found: list[QuestionCost] = []
    last: list[Statement] = []
    for commune in communes:
        with recorded_selects(database) as selects:
            began = time.perf_counter()
            ask(database, commune)
            whole = (time.perf_counter() - began) * 1000
        found.append(QuestionCost(replayed(database, selects), whole))
        last = selects
    return found, last


@contextmanager
def recorded_selects(database: Database) -> Iterator[list[Statement]]:
    """Record the SELECT statements executed within the block."""
    selects: list[Statement] = []

    def record(conn: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            selects.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", record)
    yield selects
    event.remove(database.engine, "before_cursor_execute", record)


def replayed(database: Database, statements: Sequence[Statement]) -> float:
    """Milliseconds the database takes for the same statements, to the last row."""
    raw = database.engine.raw_connection()
    cursor = raw.cursor()
    began = time.perf_counter()
    for statement, parameters in statements:
        cursor.execute(statement, parameters)
        cursor.fetchall()
    took = (time.perf_counter() - began) * 1000
    raw.rollback()
    raw.close()
    return took


def chat_question(words: str) -> Callable[[Database, int], None]:
    """A function that asks a question as the secretary in chat."""

    def ask(database: Database, commune_id: int) -> None:
        with database.commune(commune_id) as session:
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, NATIONAL, NOW)
            (secretary,) = holders_of_rank(session, Rank.SECRETARY)
            (address,) = addresses(session, [secretary.id])
            actor = actor_of_person(session, address.person_id, address.channel, NOW.date())
            turn = Turn(session, office, actor, NOW, secretary, address, words)
            assert answer_text(turn).blocks
            session.rollback()

    return ask


class StandingClock:
    """A training clock that stands still."""

    async def now(self) -> Any:
        return NOW

    async def advance(self, to: Any) -> int:
        return 0

    async def next_working_morning(self) -> Any:
        return NOW


def open_board(database: Database, commune_id: int) -> None:
    """Request the board over HTTP."""
    asyncio.run(_open_board(database, commune_id))


async def _open_board(database: Database, commune_id: int) -> None:
    from aiohttp import ClientSession

    channel = WebChannel(database, commune_id, lambda: NOW)
    app = make_app(Training(channel, StandingClock()), board_context=BoardContext(NATIONAL))
    async with (
        open_site(app, "127.0.0.1", 0) as url,
        ClientSession() as session,
        session.get(f"{url}board?post=p0") as answer,
    ):
        assert answer.status == 200, await answer.text()
        await answer.text()


def show(name: str, costs_of: Sequence[QuestionCost], wanted: float, which: str) -> None:
    """Print one line: median and 95th percentile, in milliseconds."""
    parts = []
    for part in ("database", "whole"):
        costs = [getattr(each, part) for each in costs_of]
        high = statistics.quantiles(costs, n=20)[-1]
        parts.append(f"{part} {statistics.median(costs):6.1f} ms (p95 {high:6.1f})")
    print(f"{name:>12}: {', '.join(parts)}; wanted: {which} under {wanted:.0f} ms")


def explain(database: Database, statements: Sequence[Statement]) -> None:
    """Print the query plan of each statement."""
    how = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    raw = database.engine.raw_connection()
    cursor = raw.cursor()
    for statement, parameters in dict.fromkeys(
        (statement, _frozen(parameters)) for statement, parameters in statements
    ):
        cursor.execute(f"{how} {statement}", _thawed(parameters))
        print(f"      -- {' '.join(statement.split())[:110]}")
        for row in cursor.fetchall():
            print(f"         {row[-1]}")
    raw.rollback()
    raw.close()


def _frozen(parameters: Any) -> Any:
    return tuple(parameters.items()) if isinstance(parameters, dict) else tuple(parameters)


def _thawed(parameters: Any) -> Any:
    named = parameters and isinstance(parameters[0], tuple)
    return dict(parameters) if named else parameters


@contextmanager
def sqlite() -> Iterator[Database]:
    """A SQLite database in a temporary file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'country.db'}")
        yield database
        database.close()


@contextmanager
def postgresql() -> Iterator[Database]:
    """A database on a PostgreSQL server of its own."""
    with own_server() as server:
        database = Database(owned(server).render_as_string(False))
        yield database
        database.close()


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}

if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    names = [each for each in sys.argv[1:] if each in DATABASES]
    main(numbers[0] if numbers else 1_000_000, names or list(DATABASES))
