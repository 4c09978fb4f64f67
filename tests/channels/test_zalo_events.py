"""Reading Zalo's events in every known shape, and in invalid shapes."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_events import UNREADABLE, inbound_of
from tests.channels.contract import Inbox, receiving
from tests.channels.zalo_stage import stage

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)


def event(kind: str = "text", **content: Any) -> dict[str, Any]:
    """A flat event of a private chat."""
    return {
        "event_name": f"message.{kind}.received",
        "message": {
            "from": {"id": "7", "display_name": "An", "is_bot": False},
            "chat": {"id": "7", "chat_type": "PRIVATE"},
            "message_id": "m1",
            "date": 1_759_885_200_000,
            **content,
        },
    }


def test_wrapped_and_flat_events_read_the_same() -> None:
    flat = event(text="5 xong")
    assert inbound_of(flat, NOW) == inbound_of({"ok": True, "result": flat}, NOW)


@pytest.mark.parametrize("probe", [{}, {"ok": True, "result": {}}, {"event_name": "bot.ping"}])
def test_a_probe_event_contains_no_message(probe: dict[str, Any]) -> None:
    assert inbound_of(probe, NOW) is None


def test_messages_of_bots_are_ignored() -> None:
    told = event(text="x")
    told["message"]["from"]["is_bot"] = True
    assert inbound_of(told, NOW) is None


@pytest.mark.parametrize("kind", ["sticker", "voice", "unsupported"])
def test_messages_without_text_keep_their_kind(kind: str) -> None:
    told = event(kind)
    del told["message"]["message_id"], told["message"]["date"]
    inbound = inbound_of(told, NOW)
    assert inbound is not None
    assert [each.kind for each in inbound.attachments] == [kind]
    assert inbound.at == NOW


def test_a_picture_has_its_url_and_a_group_chat_is_not_private() -> None:
    chat = {"id": "g", "chat_type": "GROUP"}
    inbound = inbound_of(
        event("image", photo_url="https://z.vn/1.jpg", caption="5", chat=chat), NOW
    )
    assert inbound is not None
    assert [each.ref for each in inbound.attachments] == ["https://z.vn/1.jpg"]
    assert (inbound.text, inbound.private) == ("5", False)


async def test_an_unreadable_event_does_not_block_later_ones() -> None:
    async with stage() as zalo:
        address = await zalo.newcomer("An")
        zalo.server.event({"event_name": "message.text.received"})
        zalo.server.event(event("image", photo_url="file:///etc/passwd"))
        await zalo.says(address, "một")
        async with receiving(zalo.channel, Inbox()) as inbox:
            [inbound] = await inbox.holds(1)
        assert inbound.text == "một"


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: st.dictionaries(
            st.sampled_from(["result", "event_name", "message", "from", "chat", "id", "date"]), x
        ),
    )
)
def test_any_event_shape_is_read_or_refused(shape: Any) -> None:
    with contextlib.suppress(*UNREADABLE):
        inbound_of(shape if isinstance(shape, dict) else {"result": shape}, NOW)
