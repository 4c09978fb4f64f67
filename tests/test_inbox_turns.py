"""Who is handled when: chats take turns, and strangers hold up nobody."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.telegram import TelegramChannel
from bot.conversation.inbox import STRANGERS_A_ROUND, AfterHandled, Inbox
from bot.conversation.linking.codes import make_invitation
from bot.conversation.linking.strangers import MOST_WAITING
from bot.importers.national import national_days
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import CONTACT, Attachment, Inbound
from scheduler.delivery.message_json import decode
from scheduler.engine.after_restore import skip_work_of_past
from storage.bulk import insert_rows
from storage.database import Database
from storage.delivery import Delivery
from storage.inbound import InboundRow
from storage.person import Address
from storage.stranger_answer import StrangerAnswer
from storage.unit import post_by_name
from storage.words import DeliveryKind
from tests.staffed_office import NOW, holder, staff_office
from tests.stories.world import BUILDER, CHIEF, ECONOMIST

CHANNEL = "telegram"
STRANGERS, EACH, FIRST = 1_000, 20, 9
"""How many strangers write how many messages each; how many are handled before others write."""
WRONG = "ABCDEFGH23"


def row_of(inbound: Inbound) -> dict[str, Any]:
    """The row of a stored message."""
    return {
        "channel": inbound.channel,
        "bot": "",
        "platform_id": inbound.platform_id,
        "sender": inbound.address,
        "body": {**asdict(inbound), "at": inbound.at.isoformat()},
        "received_at": NOW,
        "handled_at": None,
        "attempts": 0,
        "failure": "",
    }


class Office:
    """The inbox of the small commune, and what is written to it."""

    def __init__(self, database: Database) -> None:
        staff_office(database)
        skip_work_of_past(database, national_days(), NOW)
        clock = ManualClock(NOW)
        able = {(1, CHANNEL): TelegramChannel.capabilities}
        self.inbox = Inbox(database, clock, clock, national_days(), able)
        self.database = database
        self._ids = count(1)

    def link(self, *posts: str) -> None:
        """Each post's holder gets a chat with the post's name as its address."""
        with self.database.commune(1) as session:
            for post in posts:
                person = holder(session, post)
                session.add(
                    Address(person_id=person.id, channel=CHANNEL, address=post, linked_at=NOW)
                )

    async def write(self, chat: str, text: str, *files: Attachment) -> bool:
        """A message comes; whether it is stored."""
        inbound = Inbound(CHANNEL, str(next(self._ids)), chat, NOW, text=text, attachments=files)
        return await self.inbox.store(1, inbound)

    def flood(self, strangers: int, each: int) -> None:
        """So many messages of so many strangers wait, as if all came before any was handled."""
        written = [
            Inbound(CHANNEL, f"{number} {place}", f"stranger {number}", NOW, text="xin chào")
            for place in range(each)
            for number in range(strangers)
        ]
        with self.database.commune(1) as session:
            insert_rows(session, InboundRow, map(row_of, written))

    async def handle(self, handled: AfterHandled | None = None) -> None:
        await self.inbox.handle_all(None, handled)

    def answers(self, post: str) -> int:
        """How many answers were committed to the post's holder on the channel."""
        with self.database.commune(1) as session:
            found = select(func.count()).where(
                Delivery.sort == DeliveryKind.ANSWER,
                Delivery.person_id == holder(session, post).id,
                Delivery.address_id == Address.id,
                Address.channel == CHANNEL,
            )
            return session.scalar(found) or 0

    def told(self, chat: str) -> Sequence[str]:
        """What waits to be sent to a chat that is not linked."""
        with self.database.commune(1) as session:
            found = select(StrangerAnswer.body).where(StrangerAnswer.address == chat)
            return [decode(body).plain for body in session.scalars(found)]

    def code(self, post: str) -> str:
        with self.database.commune(1) as session:
            found = post_by_name(session, post)
            assert found is not None
            return make_invitation(session, found, NOW).code


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def test_a_secretary_waits_for_two_strangers_at_most_though_a_thousand_wrote(
    office: Office,
) -> None:
    office.link(CHIEF)
    office.flood(STRANGERS, EACH)
    done, written_after = 0, 0

    async def handled(commune_id: int) -> None:
        nonlocal done, written_after
        done += 1
        if done == FIRST:
            await office.write(CHIEF, "quá hạn")
            written_after = done
        if written_after and office.answers(CHIEF):
            office.inbox.stop()

    await office.handle(handled)
    assert office.answers(CHIEF) == 1
    assert done - written_after <= STRANGERS_A_ROUND


async def test_chats_take_turns(office: Office) -> None:
    office.link(CHIEF, ECONOMIST)
    for _ in range(20):
        await office.write(ECONOMIST, "việc")
    await office.write(CHIEF, "việc")
    done: list[int] = []

    async def handled(commune_id: int) -> None:
        done.append(office.answers(CHIEF))

    await office.handle(handled)
    assert done.index(1) == 1
    assert office.answers(ECONOMIST) == 20


async def test_a_stranger_is_greeted_once_and_not_heard_any_more(office: Office) -> None:
    assert await office.write("stranger", "xin chào")
    assert not await office.write("stranger", "có ai không"), "while the first one waits"
    await office.handle()
    assert len(office.told("stranger")) == 1
    assert not await office.write("stranger", "1 xong")


@pytest.mark.parametrize(("text", "files"), [(WRONG, ()), ("", (Attachment(CONTACT, "mark"),))])
async def test_a_greeted_stranger_s_code_or_phone_is_answered(
    office: Office, text: str, files: tuple[Attachment, ...]
) -> None:
    await office.write("stranger", "xin chào")
    await office.handle()
    (greeting,) = office.told("stranger")
    assert await office.write("stranger", text, *files)
    await office.handle()
    (answer,) = office.told("stranger")
    assert answer != greeting


async def test_what_is_written_right_after_a_code_is_handled(office: Office) -> None:
    await office.write("stranger", "xin chào")
    await office.handle()
    assert await office.write("stranger", office.code(BUILDER))
    assert await office.write("stranger", "việc")
    await office.handle()
    assert office.answers(BUILDER) == 2, "the greeting and the list"


async def test_a_stranger_s_waiting_messages_are_bounded(office: Office) -> None:
    stored = [await office.write("stranger", WRONG) for _ in range(MOST_WAITING + 5)]
    assert stored == [True] * MOST_WAITING + [False] * 5
    with office.database.everything() as session:
        assert session.scalar(select(func.count()).select_from(InboundRow)) == MOST_WAITING


async def test_a_linked_person_s_wrong_code_is_answered_by_the_outbox(office: Office) -> None:
    office.link(ECONOMIST)
    await office.write(ECONOMIST, WRONG)
    await office.handle()
    assert office.answers(ECONOMIST) == 1
    assert office.told(ECONOMIST) == []
