"""Removing a person with an open page, a calendar and evidence: what remains."""

from pathlib import Path

from sqlalchemy import select

from storage.database import Database
from storage.evidence import Evidence
from storage.web_file import WebFile
from tests.stories.test_calendar import fetched, subscribed
from tests.stories.test_evidence import DOCX, PDF, files
from tests.stories.test_removing import NAME, everything
from tests.stories.test_unlinking import open_page
from tests.stories.world import BUILDER, CHIEF, World, small_world
from tests.web.browsing import Browser, browsing, text_of

NAMED = "biên bản của Zét.pdf"
ASKED = "1 vướng do ông Zét chưa ký"


async def test_removal_closes_page_and_calendar_and_keeps_only_evidence(
    database: Database, tmp_path: Path
) -> None:
    async with small_world(database, tmp_path, called=True) as world:
        await world.link(CHIEF, BUILDER)
        await world.say(CHIEF, f"bàn giao {BUILDER} cho {NAME}")
        world.arrive("new")
        world.server.start(world.chat("new"), world.code(BUILDER, NAME))
        await world.server.until(lambda: bool(world.messages_of(world.chat("new"))))
        await world.settle()
        await _hand_in(world)
        calendar = await subscribed(world, "new")
        async with browsing(calendar[: calendar.index("calendar/")]) as browser:
            await open_page(world, "new", browser)
            await _say_and_send(world, browser)
            links = [await _status(browser, path) for path in ("/messages", "/board/1")]
            assert links == [200, 200]
            assert await fetched(calendar) is not None
            await world.say(CHIEF, f"bàn giao {BUILDER} cho {BUILDER}")
            await world.settle()
            async with browser.events() as heard:
                await heard.until("ready")
                await world.say(CHIEF, f"xóa dữ liệu đ/c {NAME}")
                assert "Trong sổ từ nay ghi" in await world.press(CHIEF, "Xóa hẳn")
                await world.settle()
                assert (await heard.until("over"))[-1].name == "over"
            assert await _status(browser, "/messages") == 401
        assert await fetched(calendar) is None
        # The record keeps the reasons given with changes of work: it refuses to be changed.
        assert "Zét" not in everything(world.database, "audit")
        await _only_evidence(world)


async def _hand_in(world: World) -> None:
    answer = await world.send(
        "new", lambda chat: world.server.send_document(chat, NAMED, PDF, "1 đang làm 30%")
    )
    assert "minh chứng việc 1" in answer
    await world.program.services.fetcher.fetch_all()


async def _say_and_send(world: World, browser: Browser) -> None:
    """On the page: text, and a file sent with it."""
    async with browser.events() as heard:
        await heard.until("ready")
        await browser.say(ASKED)
        assert "vướng" in text_of((await heard.messages(2))[-1].body)
        status, _ = await browser.send(("của Zét.docx", DOCX))
        assert status == 202
        await heard.messages(2)


async def _status(browser: Browser, path: str) -> int:
    status, _, _ = await browser.get(path)
    return status


async def _only_evidence(world: World) -> None:
    """The files are still the item's, without the names their sender gave them."""
    with world.database.everything() as session:
        kept = session.scalars(select(Evidence)).all()
        assert {(each.kind, each.name) for each in kept} == {("pdf", ""), ("docx", "")}
        assert not session.scalars(select(WebFile)).all()
    assert {path.read_bytes() for path in files(world)} == {PDF, DOCX}
    assert "Minh chứng: 2 tệp" in await world.say(CHIEF, "1")
