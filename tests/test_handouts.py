"""Files sent with answers: made once, as of the time of the request."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.reports.handouts import Draw, FileWish, Handouts, MakerContext
from bot.sandbox.call import Call
from scheduler.delivery.channel import Block, Handout, Outgoing
from scheduler.ladder.office import NationalDays
from storage.database import Database
from storage.handout import HandoutRow, delete_expired_handouts
from tests.web.world import START, Commons, Hand

NAMED = "Báo cáo.pdf"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """SQLite only; tests of what depends on the database use both."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def commons(database: Database, hand: Hand) -> Commons:
    return Commons(database, hand)


class Studio:
    """Makes files of the text in a request, and counts the drawings."""

    def __init__(self, commons: Commons) -> None:
        self._commons = commons
        self.moments: list[datetime] = []
        self.drawn = 0

    def handouts(self, draw: Draw | None = None) -> Handouts:
        """The program's parts after each start."""
        makers = {"words": self._make}
        clock: Any = self._commons.hand
        return Handouts(
            self._commons.database, clock, NationalDays(), makers, self._link, draw or self._draw
        )

    def wish(self, wish: Mapping[str, Any]) -> Outgoing:
        """An answer with a file that is wished for now."""
        with self._commons.database.commune(self._commons.commune_id) as session:
            row = HandoutRow(
                person_id=self._commons.people["cong-an"],
                name=NAMED,
                kind="pdf",
                wish=dict(wish),
                secret="x",
                asked_at=self._commons.hand.now(),
                expires_at=self._commons.hand.now() + timedelta(days=30),
            )
            session.add(row)
        return Outgoing((Block(("Báo cáo",)),), handouts=(Handout(row.id, NAMED, "pdf"),))

    def _make(self, moment: MakerContext, wish: FileWish) -> Call:
        self.moments.append(moment.now)
        return Call("builtins:bytes", (wish["text"], "utf-8"))

    def _link(self, row: HandoutRow) -> str:
        return f"https://xa.vn/{row.id}"

    async def _draw(self, call: Call) -> bytes:
        self.drawn += 1
        return call.perform()


@pytest.fixture
def studio(commons: Commons) -> Studio:
    return Studio(commons)


async def test_a_file_is_made_once_as_of_when_it_was_asked_for(
    studio: Studio, commons: Commons, hand: Hand
) -> None:
    message = studio.wish({"maker": "words", "text": "mười"})
    hand.moment += timedelta(hours=3)
    for _ in range(2):
        ready = await studio.handouts().fill(commons.commune_id, message)
        [file] = ready.handouts
        assert file.content == "mười".encode()
        assert file.link == f"https://xa.vn/{file.id}"
    assert (studio.drawn, studio.moments) == (1, [START])


async def test_a_file_not_made_before_a_crash_is_made_by_the_next_process(
    studio: Studio, commons: Commons
) -> None:
    begun = asyncio.Event()

    async def dies(_: Call) -> bytes:
        begun.set()
        await asyncio.Event().wait()
        return b""

    message = studio.wish({"maker": "words", "text": "mười"})
    task = asyncio.create_task(studio.handouts(dies).fill(commons.commune_id, message))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    ready = await studio.handouts().fill(commons.commune_id, message)
    assert ready.handouts[0].content == "mười".encode()


async def test_a_file_that_cannot_be_made_is_omitted_and_named(
    studio: Studio, commons: Commons, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(_: Call) -> bytes:
        raise ValueError("không vẽ được")

    message = studio.wish({"maker": "words", "text": "mười"})
    ready = await studio.handouts(breaks).fill(commons.commune_id, message)
    assert ready.handouts == ()
    assert ready.plain == f"Báo cáo\n\nChưa lập được tệp: {NAMED}. Đề nghị đồng chí thử lại sau."
    assert "không vẽ được" in caplog.text


async def test_an_expired_file_is_omitted(studio: Studio, commons: Commons, hand: Hand) -> None:
    message = studio.wish({"maker": "words", "text": "mười"})
    hand.moment += timedelta(days=31)
    ready = await studio.handouts().fill(commons.commune_id, message)
    assert "Chưa lập được" in ready.plain


async def test_an_expired_file_is_never_replaced_by_another_persons(
    studio: Studio, commons: Commons, hand: Hand
) -> None:
    waiting = studio.wish({"maker": "words", "text": "cũ"})
    hand.moment += timedelta(days=31)
    with commons.database.commune(commons.commune_id) as session:
        delete_expired_handouts(session, hand.now())
    studio.wish({"maker": "words", "text": "của người khác"})
    assert (await studio.handouts().fill(commons.commune_id, waiting)).handouts == ()


async def test_a_message_without_files_is_unchanged(studio: Studio, commons: Commons) -> None:
    plain = Outgoing((Block(("Báo cáo",)),))
    assert await studio.handouts().fill(commons.commune_id, plain) is plain
