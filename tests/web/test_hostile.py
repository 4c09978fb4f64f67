"""Hostile text on the page is shown as plain text."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import update
from yarl import URL

from bot.language.text.letters import clean
from storage.commune import Commune
from storage.person import Person
from storage.unit import Post
from tests.corpus import EVERY, STORABLE
from tests.web.browsing import Browser, browsing, key
from tests.web.world import Commons


async def test_hostile_text_is_shown_unchanged(browser: Browser) -> None:
    said = []
    for words in EVERY:
        status, _ = await browser.post("/messages", {"key": key(), "text": words})
        if clean(words).strip():
            assert status == 202
            said.append(clean(words).strip())
        else:
            assert status == 422
    async with browser.events() as events:
        shown = [event.body["text"] for event in await events.messages(len(said))]
    assert shown == said


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.words += "".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


async def test_a_hostile_name_adds_no_tag_to_a_page(
    training: str, visitor: Browser, commons: Commons
) -> None:
    async with browsing(training, "xay-dung-dang") as browser:
        _, plain = await browser.open()
        for words in STORABLE:
            with commons.database.commune(commons.commune_id) as session:
                for table in (Person, Post, Commune):
                    session.execute(update(table).values(name=words))
            _, page = await browser.open()
            assert read(page).tags == read(plain).tags, words
            assert "".join(words.split()) in "".join(read(page).words.split())
            _, door = await visitor.open("/sign-in")
            assert "".join(words.split()) in "".join(read(door).words.split())


@pytest.mark.parametrize("name", ["code", "back", "expired"])
async def test_a_hostile_url_adds_no_tag_to_the_sign_in_page(visitor: Browser, name: str) -> None:
    async with visitor.session.get(visitor.url / "sign-in", params={name: "x"}) as answer:
        plain = read(await answer.text())
    for words in EVERY:
        place = URL.build(
            scheme="http", host=visitor.url.host or "", port=visitor.url.port, path="/sign-in"
        ).with_query({name: words.encode(errors="replace").decode()})
        async with visitor.session.get(place) as answer:
            assert answer.status == 200
            assert read(await answer.text()).tags == plain.tags, words


@pytest.mark.parametrize("words", ["a:99999", "[", "x\x80", "", "a b", "evil.example", "a,b"])
async def test_no_host_header_breaks_a_page(visitor: Browser, words: str) -> None:
    async with visitor.session.get(visitor.url / "sign-in", headers={"Host": words}) as answer:
        assert answer.status in (200, 400, 403)
