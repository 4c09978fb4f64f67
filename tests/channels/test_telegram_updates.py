"""Reading Telegram's updates, and the updates that are ignored."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram_updates import callback_query_id, inbound_of
from bot.language.text.phones import phone_of
from scheduler.delivery.channel import Attachment, Inbound
from tests.channels.telegram_stage import now

AN = {"id": 5, "is_bot": False, "first_name": "An", "last_name": "Nguyễn"}
PRIVATE = {"id": 5, "type": "private", "first_name": "An"}
GROUP = {"id": -9, "type": "supergroup", "title": "Tổ công tác"}
READ = Inbound(
    channel="telegram",
    platform_id="77",
    address="5",
    at=datetime(2025, 10, 8, 1, 2, 3, tzinfo=UTC),
    sender_name="An Nguyễn",
)

NUMBER = "+84912345678"
MARK = (phone_of(NUMBER) or pytest.fail("a number is a phone's")).mark


def message(**content: Any) -> dict[str, Any]:
    return {
        "update_id": 77,
        "message": {"message_id": 3, "from": AN, "chat": PRIVATE, "date": 1759885323, **content},
    }


def read(update: dict[str, Any]) -> Inbound | None:
    return inbound_of(update, "nhacviec_bot", now())


@pytest.mark.parametrize(
    ("content", "change"),
    [
        ({"text": "12 xong"}, {"text": "12 xong"}),
        ({"text": "/start Ab-c_9"}, {"text": "/start Ab-c_9"}),
        ({"text": "12", "reply_to_message": {"message_id": 2}}, {"text": "12", "reply_to": "2"}),
        ({"text": "/viec", "chat": GROUP}, {"text": "/viec", "address": "-9", "private": False}),
        (
            {"text": "/Start@NhacViec_Bot x", "chat": GROUP},
            {"text": "/Start x", "address": "-9", "private": False},
        ),
        (
            {
                "caption": "biên bản",
                "document": {"file_id": "d", "file_name": "bb.pdf", "file_size": 9},
            },
            {
                "text": "biên bản",
                "attachments": (Attachment("document", "d", "bb.pdf", 9),),
            },
        ),
        (
            {
                "photo": [
                    {"file_id": "small", "width": 90, "height": 60},
                    {"file_id": "large", "width": 900, "height": 600, "file_size": 7},
                ]
            },
            {"attachments": (Attachment("photo", "large", size=7),)},
        ),
        ({"voice": {"file_id": "v"}}, {"attachments": (Attachment("voice", "v"),)}),
        (
            {"contact": {"phone_number": NUMBER, "first_name": "An", "user_id": 5}},
            {"attachments": (Attachment("contact", MARK),)},
        ),
        (
            {"contact": {"phone_number": "+855912", "first_name": "An", "user_id": 5}},
            {"attachments": (Attachment("contact", ""),)},
        ),
        (
            {"contact": {"phone_number": NUMBER, "first_name": "Bình", "user_id": 6}},
            {"attachments": (Attachment("card", ""),)},
        ),
        (
            {"contact": {"phone_number": NUMBER, "first_name": "Không rõ"}},
            {"attachments": (Attachment("card", ""),)},
        ),
    ],
)
def test_a_message_is_read(content: dict[str, Any], change: dict[str, Any]) -> None:
    assert read(message(**content)) == replace(READ, **change)


@pytest.mark.parametrize(
    "update",
    [
        message(),
        message(text="/viec@another_bot", chat=GROUP),
        message(text="xin chào", **{"from": {**AN, "is_bot": True}}),
        message(new_chat_members=[AN], chat=GROUP),
        {"update_id": 77, "edited_message": message(text="sửa", chat=GROUP)["message"]},
        {"update_id": 77, "edited_message": message(caption="sửa", photo=[])["message"]},
        message(pinned_message={"message_id": 2}),
        {"update_id": 77, "poll": {}},
        {"update_id": 77, "callback_query": {"id": "8", "from": AN, "data": "b1"}},
    ],
)
def test_irrelevant_updates_are_ignored(update: dict[str, Any]) -> None:
    assert read(update) is None


def test_an_edited_text_is_read_as_such() -> None:
    update = {"update_id": 77, "edited_message": message(text="12 xong")["message"]}
    assert read(update) == replace(READ, text="12 xong", edited=True)


@pytest.mark.parametrize("sign", ["forward_origin", "forward_date"])
def test_a_forwarded_text_is_read_as_such(sign: str) -> None:
    assert read(message(text="12 xong", **{sign: {}})) == replace(
        READ, text="12 xong", forwarded=True
    )


@pytest.mark.parametrize("kind", ["location", "poll", "video_note", "dice", "animation", "story"])
def test_what_has_no_words_is_no_silence(kind: str) -> None:
    assert read(message(**{kind: {"x": 1}})) == replace(READ, attachments=(Attachment(kind, ""),))


def test_a_press_has_its_arrival_time_and_its_message() -> None:
    card = {"message_id": 4, "chat": PRIVATE, "date": 0}
    press = read(
        {
            "update_id": 77,
            "callback_query": {"id": "8", "from": AN, "message": card, "data": "b1"},
        }
    )
    assert press == replace(READ, platform_id="77:8", at=now(), press="b1", reply_to="4")
    assert press is not None
    assert callback_query_id(press) == "8"


def test_acknowledging_a_text_message_calls_nothing() -> None:
    assert callback_query_id(READ) is None


def test_every_command_is_accepted_while_the_bot_name_is_unknown() -> None:
    taken = inbound_of(message(text="/viec@nhacviec_bot", chat=GROUP), None, now())
    assert taken is not None
    assert taken.text == "/viec"
