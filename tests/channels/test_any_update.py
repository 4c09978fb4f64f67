"""Any update of a platform gives a message that can be stored, nothing, or a clear error."""

import contextlib
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given

from bot.channels import telegram_updates, zalo_events
from scheduler.delivery.channel import Inbound
from tests.channels.test_telegram_updates import AN, GROUP, NUMBER, PRIVATE, message
from tests.channels.test_zalo_events import NOW, event
from tests.fuzzing import JSON, changed, tries

pytestmark = pytest.mark.fuzz

CARD = {"message_id": 4, "chat": PRIVATE, "date": 0}
PHOTO = [{"file_id": "s", "width": 90, "height": 60}, {"file_id": "l", "width": 900, "height": 600}]
FILE = {"file_id": "d", "file_name": "bb.pdf", "file_size": 9}
TOLD = {"chat": PRIVATE, "date": 1, "new_chat_member": {"status": "kicked"}}
TELEGRAM = [
    message(text="12 xong", reply_to_message={"message_id": 2}),
    message(text="/viec@nhacviec_bot x", chat=GROUP),
    message(caption="biên bản", document=FILE),
    message(photo=PHOTO),
    message(contact={"phone_number": NUMBER, "first_name": "An", "user_id": 5}),
    message(migrate_to_chat_id=-100),
    {"update_id": 77, "callback_query": {"id": "8", "from": AN, "message": CARD, "data": "b1"}},
    {"update_id": 77, "my_chat_member": TOLD},
]
ZALO = [
    event(text="5 xong"),
    {"ok": True, "result": event(text="5 xong")},
    event("image", photo_url="https://z.vn/1.jpg", caption="5"),
    event("sticker", chat={"id": "g", "chat_type": "GROUP"}),
]

WORDS = ("platform_id", "address", "text", "sender_name", "moved_to")


def check(inbound: Inbound | None) -> None:
    """The result can be stored and read back; otherwise it would fail later in the inbox."""
    if inbound is None:
        return
    assert all(isinstance(getattr(inbound, name), str) for name in WORDS), inbound
    assert inbound.press is None or isinstance(inbound.press, str)
    assert inbound.reply_to is None or isinstance(inbound.reply_to, str)
    assert isinstance(inbound.at, datetime)
    assert len(inbound.platform_id) <= 100
    assert len(inbound.address) <= 100
    for each in inbound.attachments:
        assert all(isinstance(told, str) for told in (each.kind, each.ref, each.name)), each
        assert isinstance(each.size, int)


def as_sent(value: Any) -> dict[str, Any]:
    """Decoded as by the network layer, which refuses JSON that is not an object."""
    told = json.loads(json.dumps(value))
    return told if isinstance(told, dict) else {"message": told}


@given(changed(TELEGRAM) | JSON)
@tries(150)
def test_any_telegram_update_is_read_ignored_or_refused(update: Any) -> None:
    with contextlib.suppress(*telegram_updates.UNREADABLE):
        check(telegram_updates.inbound_of(as_sent(update), "nhacviec_bot", NOW))


@given(changed(ZALO) | JSON)
@tries(150)
def test_any_zalo_event_is_read_ignored_or_refused(told: Any) -> None:
    with contextlib.suppress(*zalo_events.UNREADABLE):
        check(zalo_events.inbound_of(as_sent(told), NOW))
