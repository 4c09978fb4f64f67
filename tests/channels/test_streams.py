"""Updates in any order, also repeated, are stored once and handled once."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.channels import telegram_updates, zalo_events
from bot.channels.telegram import TelegramChannel
from bot.channels.zalo import ZaloChannel
from bot.conversation.inbox import Inbox
from bot.importers.national import national_days
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Block, Button, Inbound, Outgoing
from storage.database import Database
from storage.delivery import Delivery
from storage.inbound import InboundRow
from storage.person import Address, Person
from storage.words import DeliveryKind
from tests.channels import contract
from tests.channels.contract import Stage, receiving
from tests.stored_plan import store_plan
from tests.stories.world import PLAN

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)
WORDS = ("việc", "5 xong", "12", "thôi", "/start", "ABCDEFGH23", "<b>&", "số 12-BC/ĐU (M)")


async def stream(stage: Stage, address: str, stranger: str) -> list[Inbound]:
    """Everything that a linked person and a stranger write and press."""
    buttons = ((Button("Đã nhận", "5 đã nhận", "b1"),),)
    await stage.channel.send(address, Outgoing((Block(("Việc 5",)),), buttons))
    async with receiving(stage.channel, contract.Inbox()) as inbox:
        for words in WORDS:
            await stage.says(address, words)
            await stage.says(stranger, words)
        pressed = stage.channel.capabilities.buttons
        if pressed:
            await stage.presses(address, "Đã nhận")
        return await inbox.holds(2 * len(WORDS) + pressed)


@pytest.fixture
def commune(sqlite_url: str) -> Iterator[Database]:
    """A commune with a plan."""
    database = Database(sqlite_url)
    store_plan(database, national_days(), Path(PLAN), NOW)
    yield database
    database.close()


def link(database: Database, channel: str, address: str) -> None:
    """Link a person to that chat."""
    with database.commune(1) as session:
        person = Person(name="An")
        session.add(person)
        session.flush()
        chat = Address(person_id=person.id, channel=channel, address=address, linked_at=NOW)
        session.add(chat)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_repeated_and_reordered_updates_are_handled_once(
    stage: Stage, commune: Database, seed: int
) -> None:
    address, stranger = await stage.newcomer("An"), await stage.newcomer("Lạ")
    told = await stream(stage, address, stranger)
    link(commune, stage.channel.name, address)
    order = random.Random(seed)
    twice = order.sample(told * 2, 2 * len(told))
    able = {(1, stage.channel.name): stage.channel.capabilities}
    clock = ManualClock(NOW)
    inbox = Inbox(commune, clock, clock, national_days(), able)
    for inbound in twice:
        await inbox.store(1, inbound)
        if order.random() < 0.3:
            await inbox.handle_all()
    await inbox.handle_all()
    with commune.everything() as session:
        rows = session.scalars(select(InboundRow)).all()
        answers = select(func.count()).where(Delivery.sort == DeliveryKind.ANSWER)
        answered = session.scalar(answers)
    own = [inbound for inbound in told if inbound.address == address]
    ids = [row.platform_id for row in rows if row.sender == address]
    assert sorted(ids) == sorted(inbound.platform_id for inbound in own)
    assert len({(row.sender, row.platform_id) for row in rows}) == len(rows) <= len(told)
    assert all(row.handled_at and not row.failure for row in rows)
    assert answered == len(own)


UPDATES: dict[str, tuple[type[TelegramChannel | ZaloChannel], dict[str, Any]]] = {
    "telegram": (
        TelegramChannel,
        {
            "update_id": 1,
            "message": {
                "message_id": 1,
                "from": {"id": 7, "is_bot": False, "first_name": "An"},
                "chat": {"id": 7, "type": "private"},
                "date": 1_759_884_900,
                "text": "việc",
            },
        },
    ),
    "zalo": (
        ZaloChannel,
        {
            "event_name": "message.text.received",
            "message": {
                "from": {"id": "7", "display_name": "An", "is_bot": False},
                "chat": {"id": "7", "chat_type": "PRIVATE"},
                "message_id": "m1",
                "text": "việc",
            },
        },
    ),
}


@pytest.mark.parametrize(("kind", "update"), UPDATES.values(), ids=UPDATES)
async def test_a_new_bot_may_repeat_the_ids_of_an_old_one(
    commune: Database, kind: type[TelegramChannel | ZaloChannel], update: dict[str, Any]
) -> None:
    clock = ManualClock(NOW)
    inbox = Inbox(commune, clock, clock, national_days(), {})
    link(commune, kind.name, "7")
    for token in ("7000000001:old", "7000000001:renewed", "7000000002:new"):
        inbound = kind(token, lambda: NOW).read(update)
        assert inbound is not None
        await inbox.store(1, inbound)
    with commune.everything() as session:
        rows = session.scalars(select(InboundRow).order_by(InboundRow.id)).all()
    assert [row.bot for row in rows] == ["7000000001", "7000000002"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=8), parts),
    max_leaves=8,
)
NAMES = (
    "message",
    "callback_query",
    "my_chat_member",
    "update_id",
    "from",
    "chat",
    "id",
    "date",
    "text",
    "data",
    "photo",
    "contact",
    "new_chat_member",
    "migrate_to_chat_id",
    "event_name",
    "result",
    "type",
    "first_name",
    "is_bot",
    "message_id",
)
"""Keys that platforms use."""
KEYS = st.sampled_from(NAMES)
shaped = st.recursive(
    anything | st.just("message.text.received"),
    lambda parts: st.dictionaries(KEYS, parts, max_size=8),
    max_leaves=20,
)
events = st.dictionaries(KEYS, shaped, max_size=6)


@given(events)
def test_no_telegram_update_blocks_later_ones(event: dict[str, Any]) -> None:
    try:
        telegram_updates.inbound_of({"update_id": 1, **event}, "nhacviec_bot", NOW)
    except telegram_updates.UNREADABLE:
        return


@given(events)
def test_no_zalo_event_blocks_later_ones(event: dict[str, Any]) -> None:
    try:
        zalo_events.inbound_of(event, NOW)
    except zalo_events.UNREADABLE:
        return
