"""Sending messages from the page."""

from typing import Any

import pytest

from tests.channels.contract import Inbox, receiving
from tests.web.browsing import Browser, key
from tests.web.world import DIGEST, START, Commons, text


async def test_a_typed_line_is_on_the_page_and_in_the_inbox(
    browser: Browser, inbox: Inbox, commons: Commons
) -> None:
    own = key()
    status, _ = await browser.post("/messages", {"key": own, "text": "  12 đạt 15\nxong  "})
    [inbound] = await inbox.holds(1)
    assert status == 202
    assert (inbound.channel, inbound.address) == ("web", commons.address("xay-dung-dang"))
    assert (inbound.text, inbound.press, inbound.at) == ("12 đạt 15\nxong", None, START)
    assert inbound.platform_id.endswith(own)
    async with browser.events() as events:
        [event] = await events.messages(1)
    assert event.body["mine"]
    assert (event.body["key"], event.body["text"]) == (own, "12 đạt 15\nxong")
    assert (event.body["day"], event.body["time"]) == ("thứ Tư 8/10/2025", "07:55")


async def test_a_message_sent_again_with_its_key_is_stored_once(
    browser: Browser, inbox: Inbox
) -> None:
    own = key()
    for words in ("12 xong", "12 xong", "13 xong"):
        status, told = await browser.post("/messages", {"key": own, "text": words})
        assert (status, told) == (202, {"key": own})
    await browser.say("tiếp")
    taken = await inbox.holds(2)
    assert [inbound.text for inbound in taken] == ["12 xong", "tiếp"]
    async with browser.events() as events:
        assert len(await events.until("ready")) == 3


async def test_the_same_key_on_two_pages_gives_two_messages(
    browser: Browser, inbox: Inbox, commons: Commons
) -> None:
    own = key()
    await browser.post("/messages", {"key": own, "text": "một"})
    browser.query = {"post": "cong-an"}
    await browser.post("/messages", {"key": own, "text": "hai"})
    taken = await inbox.holds(2)
    assert [inbound.text for inbound in taken] == ["một", "hai"]
    assert taken[0].platform_id != taken[1].platform_id


async def test_a_pressed_button_is_stored_by_id_and_shows_its_label(
    browser: Browser, inbox: Inbox, commons: Commons
) -> None:
    receipt = await commons.channel.send(commons.address("xay-dung-dang"), DIGEST)
    wish = {"key": key(), "message": receipt.message_id, "press": "b15"}
    assert (await browser.post("/messages", wish))[0] == 202
    [inbound] = await inbox.holds(1)
    assert (inbound.press, inbound.text, inbound.reply_to) == ("b15", "", receipt.message_id)
    async with browser.events() as events:
        shown, pressed = await events.messages(2)
    assert shown.body["buttons"][0][1] == {"label": "15 Đã nhận", "id": "b15"}
    assert (pressed.body["text"], pressed.body["press"]) == ("15 Đã nhận", "b15")


async def test_a_button_not_on_the_persons_page_is_refused(
    browser: Browser, commons: Commons
) -> None:
    other = await commons.channel.send(commons.address("cong-an"), DIGEST)
    own = await commons.channel.send(commons.address("xay-dung-dang"), DIGEST)
    await browser.say("12 xong")
    for message, press in (
        (other.message_id, "b12"),
        (own.message_id, "b99"),
        (int(own.message_id) + 1, "b12"),
        ("x", "b12"),
        (2**70, "b12"),
    ):
        wish = {"key": key(), "message": message, "press": press}
        assert (await browser.post("/messages", wish))[0] == 404


REFUSED: list[tuple[Any, int]] = [
    ({"text": "12 xong"}, 400),
    ({"key": "no uuid", "text": "12 xong"}, 400),
    ({"key": 12, "text": "12 xong"}, 400),
    ([], 400),
    ("12 xong", 400),
    ({"key": key()}, 422),
    ({"key": key(), "text": " \n "}, 422),
    ({"key": key(), "text": "x" * 4001}, 422),
]


@pytest.mark.parametrize(("wish", "status"), REFUSED)
async def test_an_invalid_message_is_refused_with_a_sentence(
    browser: Browser, wish: Any, status: int
) -> None:
    told_status, told = await browser.post("/messages", wish)
    assert told_status == status
    assert told["error"].endswith(".")


async def test_a_person_without_a_post_has_no_page(browser: Browser) -> None:
    browser.query = {"post": "nobody"}
    status, _ = await browser.post("/messages", {"key": key(), "text": "12 xong"})
    assert status == 401
    async with browser.session.get(browser.url / "events", params=browser.query) as answer:
        assert answer.status == 401


async def test_a_message_typed_while_intake_is_closed_arrives_later(
    browser: Browser, commons: Commons
) -> None:
    await browser.say("một")
    await browser.say("hai")
    async with receiving(commons.channel, Inbox()) as inbox:
        await browser.say("ba")
        taken = await inbox.holds(3)
    assert [inbound.text for inbound in taken] == ["một", "hai", "ba"]


async def test_earlier_messages_are_loaded_in_order(browser: Browser, commons: Commons) -> None:
    address = commons.address("xay-dung-dang")
    ids = [int((await commons.channel.send(address, text(str(n)))).message_id) for n in range(230)]
    async with browser.events() as events:
        told = await events.until("ready")
    assert [event.id for event in told[:-1]] == ids[30:]
    assert told[-1].body == {"earlier": True}
    params = {**browser.query, "before": str(ids[30])}
    async with browser.session.get(browser.url / "messages", params=params) as answer:
        earlier = await answer.json()
    assert [message["id"] for message in earlier["messages"]] == ids[:30]
    assert not earlier["earlier"]
