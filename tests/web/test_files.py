"""Sent files: for their person on the page, for others by a link that expires."""

import json
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.web.files import LINK_LIFETIME, shared_path
from scheduler.delivery.channel import Block, Handout, Outgoing
from storage.database import Database
from storage.handout import HandoutRow, delete_expired_handouts
from tests.pictures import png
from tests.web.browsing import Browser, browsing
from tests.web.world import Commons, Hand

KEPT = timedelta(days=30)


@pytest.fixture
def paper(commons: Commons) -> HandoutRow:
    return kept(commons, "cong-an", "Báo cáo tháng.docx", "docx", b"PK word")


def kept(commons: Commons, post: str, name: str, kind: str, content: bytes) -> HandoutRow:
    with commons.database.commune(commons.commune_id) as session:
        row = HandoutRow(
            person_id=commons.people[post],
            name=name,
            kind=kind,
            wish={},
            secret="bi-mat",
            asked_at=commons.hand.now(),
            expires_at=commons.hand.now() + KEPT,
            content=content,
        )
        session.add(row)
    return row


async def test_a_person_downloads_their_own_file(training: str, paper: HandoutRow) -> None:
    async with browsing(training, "cong-an") as browser:
        status, headers, content = await browser.get(f"/files/{paper.id}")
    assert (status, content) == (200, b"PK word")
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''B%C3%A1o")
    assert "wordprocessingml" in headers["Content-Type"]


@pytest.mark.parametrize(
    "path", ["/files/{id}", "/files/0", "/files/x", "/files/9999999999999999999"]
)
async def test_nobody_gets_the_file_of_another(training: str, paper: HandoutRow, path: str) -> None:
    async with browsing(training, "quan-su") as browser:
        status, _, content = await browser.get(path.format(id=paper.id))
    assert status == 404
    assert b"PK" not in content


async def test_a_live_page_shows_the_files_of_a_message(
    training: str, commons: Commons, paper: HandoutRow
) -> None:
    handout = Handout(paper.id, paper.name, "docx", content=b"PK word")
    message = Outgoing((Block(("Báo cáo",)),), handouts=(handout,))
    await commons.channel.send(commons.address("cong-an"), message)
    async with browsing(training, "cong-an") as browser, browser.events() as events:
        [event] = await events.messages(1)
    told = {"id": paper.id, "name": paper.name, "kind": "docx", "instead": ""}
    assert event.body["handouts"] == [told]


async def test_a_file_link_works_without_session_until_it_expires(
    training: str, commons: Commons, hand: Hand
) -> None:
    row = kept(commons, "cong-an", "Tiến độ.png", "png", png())
    place = URL(training).join(URL(shared_path(row), encoded=True))
    async with ClientSession() as session:
        async with session.get(place) as answer:
            assert (answer.status, await answer.read()) == (200, png())
            assert answer.content_type == "image/png"
            assert "Set-Cookie" not in answer.headers
        hand.moment += LINK_LIFETIME + timedelta(seconds=1)
        async with session.get(place) as answer:
            assert answer.status == 404


@pytest.mark.parametrize("secret", ["", "bi-ma", "bi-mat2", "%ff", "bi%2Dmat%00"])
async def test_an_unknown_file_link_is_not_found(
    training: str, paper: HandoutRow, secret: str
) -> None:
    place = URL(f"{training}shared/{paper.id}/{secret}/a.docx", encoded=True)
    async with ClientSession() as session, session.get(place) as answer:
        assert answer.status == 404
        assert b"PK" not in await answer.read()


async def test_a_file_is_deleted_after_its_time(
    training: str, commons: Commons, hand: Hand, paper: HandoutRow
) -> None:
    hand.moment += KEPT
    async with browsing(training, "cong-an") as browser:
        status, _, content = await browser.get(f"/files/{paper.id}")
    assert status == 404
    assert "lập lại tệp" in json.loads(content)["error"]
    with commons.database.commune(commons.commune_id) as session:
        delete_expired_handouts(session, hand.now())
        assert session.get(HandoutRow, paper.id) is None


async def test_no_other_commune_reaches_a_file(
    database: Database, browser: Browser, hand: Hand
) -> None:
    """The link with the secret works for anybody; the plain URL only for its own person."""
    other = Commons(database, hand, "khac")
    row = kept(other, "cong-an", "a.pdf", "pdf", b"%PDF")
    assert (await browser.get(f"files/{row.id}"))[0] == 404
    assert (await browser.get(shared_path(row).replace(row.secret, "x")))[0] == 404
    assert (await browser.get(shared_path(row)))[0] == 200
