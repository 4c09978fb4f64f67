"""The outbox stores messages for pages together with their record, and none twice."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.channels.web import WebChannel
from bot.channels.web_input import address_of
from bot.importers.national import national_days
from bot.texts.wording import Words
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Outgoing, PermanentError, Receipt
from scheduler.delivery.notices import add_notice
from scheduler.delivery.outbox import Outbox
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.person import Address
from storage.web_message import WebMessage
from storage.words import State
from tests.web.browsing import Browser
from tests.web.world import START, Commons, Hand, text

BROKEN = "không giữ được"


class Picky(WebChannel):
    """A page that cannot keep one message, as a full disk or a broken driver would have it."""

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        became = super().store(session, posted, now)
        if any(BROKEN in message.plain for _, message in posted):
            raise OSError("the disk is full")
        return became


def outbox_of(commons: Commons, channel: WebChannel) -> Outbox:
    clock = ManualClock(START)
    key = (commons.commune_id, channel.name)

    async def ready(commune_id: int, message: Outgoing) -> Outgoing:
        return message

    channels = {key: channel}
    return Outbox(commons.database, clock, clock, national_days(), Words(), channels, ready)


def tell(commons: Commons, person_id: int, words: str) -> None:
    with commons.database.everything() as session:
        add_notice(session, commons.commune_id, [person_id], text(words), START)


def posted_messages(database: Database) -> list[tuple[str, str]]:
    with database.everything() as session:
        rows = session.scalars(select(WebMessage).order_by(WebMessage.id))
        return [(row.address, row.body["blocks"][0][0]) for row in rows]


def states(database: Database) -> list[tuple[State, str]]:
    with database.everything() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id))
        return [(row.state, row.reason) for row in rows]


async def test_messages_and_their_record_are_stored_in_one_transaction(
    commons: Commons, browser: Browser
) -> None:
    outbox = outbox_of(commons, commons.channel)
    people = list(commons.people.values())
    for person_id in people:
        tell(commons, person_id, f"tin {person_id}")
        tell(commons, person_id, f"tin sau {person_id}")
    async with browser.events() as events:
        await events.until("ready")
        assert await outbox.drain() == 2 * len(people)
        came = await events.messages(2)
    own = commons.people["xay-dung-dang"]
    assert [event.body["blocks"] for event in came] == [[[f"tin {own}"]], [[f"tin sau {own}"]]]
    assert await outbox.drain() == 0
    expected = [
        (address_of(each), words) for each in people for words in (f"tin {each}", f"tin sau {each}")
    ]
    assert sorted(posted_messages(commons.database)) == sorted(expected)
    assert set(states(commons.database)) == {(State.SENT, "")}


async def test_one_message_that_fails_to_store_blocks_no_other(
    commons: Commons, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    people = list(commons.people.values())[:3]
    for person_id, words in zip(people, ("một", BROKEN, "ba"), strict=True):
        tell(commons, person_id, words)
    channel = Picky(commons.database, commons.commune_id, hand.now)
    assert await outbox_of(commons, channel).drain() == 2
    assert [words for _, words in posted_messages(commons.database)] == ["một", "ba"]
    assert [state for state, _ in states(commons.database)] == [
        State.SENT,
        State.PENDING,
        State.SENT,
    ]
    assert "cannot be stored" in caplog.text


async def test_a_page_without_a_person_is_a_closed_chat(commons: Commons) -> None:
    one, other = list(commons.people.values())[:2]
    with commons.database.commune(commons.commune_id) as session:
        linked = session.scalars(select(Address).where(Address.person_id == one)).one()
        linked.address = address_of(999)
    tell(commons, one, "một")
    tell(commons, other, "hai")
    assert await outbox_of(commons, commons.channel).drain() >= 1
    assert (address_of(other), "hai") in posted_messages(commons.database)
    with commons.database.commune(commons.commune_id) as session:
        linked = session.scalars(select(Address).where(Address.person_id == one)).one()
        assert linked.unreachable_at is not None
