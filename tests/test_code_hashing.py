"""Codes are hashed one at a time, origins in turns, and not in the database's threads."""

import asyncio
import threading

import pytest

from bot.conversation.linking import hashing
from bot.conversation.linking.hashing import (
    MOST_WAITING_CODES,
    CodeHash,
    CodeHashing,
    TooManyCodesWaiting,
    hash_of,
)
from bot.web.answers import RequestRefused
from bot.web.sign_in_code import SignInCodes
from scheduler.calendar.clock import ManualClock
from storage.database import Database
from tests.staffed_office import NOW, staff_office
from tests.test_inbox_turns import Office

CODE = "ABCDEFGH23"


class Watch:
    """What was hashed in which threads, and how many at once at the most."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hashing, "COST", 2)
        monkeypatch.setattr(hashing, "hash_of", self._hash)
        self.codes: list[str] = []
        self.threads: set[str] = set()
        self.most = self._now = 0

    def _hash(self, code: str) -> CodeHash:
        self._now += 1
        self.most = max(self.most, self._now)
        self.codes.append(code)
        self.threads.add(threading.current_thread().name)
        made = hash_of(code)
        self._now -= 1
        return made


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


async def test_one_code_is_hashed_at_a_time_and_origins_take_turns(watch: Watch) -> None:
    of_all = CodeHashing()
    many = [of_all.hash(f"a{number}", "a") for number in range(MOST_WAITING_CODES)]
    await asyncio.gather(*many, of_all.hash("b", "b"))
    assert watch.most == 1
    assert watch.codes.index("b") <= 2


async def test_more_codes_of_an_origin_are_refused_and_none_of_another(watch: Watch) -> None:
    of_all = CodeHashing()
    many = [of_all.hash(CODE, "a") for _ in range(MOST_WAITING_CODES + 1)]
    made = await asyncio.gather(*many, of_all.hash(CODE, "b"), return_exceptions=True)
    assert [isinstance(each, TooManyCodesWaiting) for each in made].count(True) == 1
    assert made[-1] == hash_of(CODE)
    assert await of_all.hash(CODE, "a") == hash_of(CODE)


async def test_codes_of_chats_are_hashed_outside_the_databases_threads(
    database: Database, watch: Watch
) -> None:
    office = Office(database)
    await office.write("a stranger", CODE)
    await office.inbox.handle_all()
    assert watch.codes == [CODE]
    assert not any("database" in name for name in watch.threads)


async def test_codes_of_the_page_are_hashed_outside_the_databases_threads(
    database: Database, watch: Watch
) -> None:
    staff_office(database)

    async def on_linked(commune_id: int) -> None:
        raise AssertionError(commune_id)

    codes = SignInCodes(database, ManualClock(NOW), on_linked)
    with pytest.raises(RequestRefused):
        await codes.sign_in("abcde fgh23", "10.0.0.1")
    assert watch.codes == [CODE]
    assert not any("database" in name for name in watch.threads)
