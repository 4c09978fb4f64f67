"""Concurrent equal reads run once, and never return data older than the request."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.web.batched_reads import BATCH, BatchedReads
from storage.commune import Commune
from storage.database import Database
from storage.migrations import upgrade
from storage.web_message import MOST_APART, PAGE, WebMessage, messages_of_pages, page_messages

NOW = datetime(2025, 10, 8, tzinfo=UTC)


class Counting:
    """Reads slowly, and records which requests it was given together."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.stands = 0
        self.began = asyncio.Event()

    async def read(self, keys: Sequence[int]) -> Mapping[int, int]:
        self.asked.append(list(keys))
        seen = self.stands
        self.began.set()
        await asyncio.sleep(0)
        if -1 in keys:
            raise OSError("the disk is gone")
        return dict.fromkeys(keys, seen)


async def test_concurrent_equal_reads_run_once() -> None:
    counting = Counting()
    shared = BatchedReads(counting.read)
    assert await asyncio.gather(*(shared.get(number % 3) for number in range(30))) == [0] * 30
    assert counting.asked == [[0, 1, 2]]
    await asyncio.gather(*(shared.get(number) for number in range(BATCH + 1)))
    assert [len(keys) for keys in counting.asked[1:]] == [BATCH, 1]


async def test_a_request_during_a_read_gets_a_later_read() -> None:
    counting = Counting()
    shared = BatchedReads(counting.read)
    first = asyncio.create_task(shared.get(7))
    await counting.began.wait()
    counting.stands = 1
    assert (await shared.get(7), await first) == (1, 0)


async def test_a_failure_reaches_waiting_requests_and_no_later_ones() -> None:
    shared = BatchedReads(Counting().read)
    told = await asyncio.gather(shared.get(-1), shared.get(1), return_exceptions=True)
    assert [type(each) for each in told] == [OSError, OSError]
    assert await shared.get(1) == 0


async def test_a_cancelled_request_cancels_no_other() -> None:
    shared = BatchedReads(Counting().read)
    closed, open_ = asyncio.create_task(shared.get(1)), asyncio.create_task(shared.get(1))
    await asyncio.sleep(0)
    closed.cancel()
    assert await open_ == 0
    with pytest.raises(asyncio.CancelledError):
        await closed


@pytest.fixture(scope="module")
def crowded() -> Iterable[Database]:
    """Three pages; on the first more than one reading gives, far from the others."""
    database = Database("sqlite://")
    upgrade(database)
    with database.everything() as session:
        session.add(Commune(id=1, key="a", name="a"))
    with database.commune(1) as session:
        session.add_all(row(number, "a") for number in range(1, PAGE + 30))
        far = [MOST_APART * 3 + number for number in range(40)]
        session.add_all(row(number, "bc"[number % 2]) for number in far)
    yield database
    database.close()


def row(number: int, address: str) -> WebMessage:
    return WebMessage(id=number, address=address, incoming=False, body={}, at=NOW)


LAST = MOST_APART * 3 + 45
AFTER = st.one_of(st.integers(0, PAGE + 40), st.integers(MOST_APART * 3 - 5, LAST))
WANTED = st.sets(st.tuples(st.sampled_from("abcd"), AFTER), max_size=12)


@given(wanted=WANTED)
def test_pages_read_together_equal_pages_read_alone(crowded: Database, wanted: Any) -> None:
    def ids(rows: Sequence[WebMessage]) -> list[int]:
        return [each.id for each in rows]

    def alone(session: Session, address: str, after: int) -> list[int]:
        return ids(page_messages(session, address, after))

    with crowded.commune(1) as session:
        together = {each: ids(rows) for each, rows in messages_of_pages(session, wanted).items()}
        assert together == {each: alone(session, *each) for each in wanted}
