"""The cost of one plain answer: read once, in one transaction with few statements."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from bot.channels.telegram import TelegramChannel
from bot.channels.zalo import ZaloChannel
from bot.conversation.inbox import Inbox
from bot.importers.national import national_days
from bot.language.replies.replies import understand_reply
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import Capabilities, Inbound
from scheduler.delivery.message_json import decode
from scheduler.engine.after_restore import skip_work_of_past
from storage.audit import check_chain
from storage.database import Database
from storage.delivery import Delivery
from storage.person import Absence, Address
from storage.words import DeliveryKind
from tests.staffed_office import NOW, holder, staff_office
from tests.stories.world import BUILDER, ECONOMIST

MOST = 14
"""Statements of the transaction that handles a plain answer, `BEGIN` and `COMMIT` not counted."""

ONE = [
    ("1 xong", "việc 1 (Kế hoạch kiểm tra chi bộ) đã xong"),
    ("1 đang làm 40%", "việc 1 (Kế hoạch kiểm tra chi bộ) đang làm 40%"),
    ("việc 1 đã làm được 40% rồi ạ", "việc 1 (Kế hoạch kiểm tra chi bộ) đang làm 40%"),
    ("1 vướng vì thiếu kinh phí", "thiếu kinh phí”. Văn phòng được báo ngay"),
    ("4 đạt 15", "đạt 15/33"),
]
TWO = [
    ("1 đang làm 40%, 2 đang làm 60%", ("1", "40%"), ("2", "60%")),
    ("việc 1 xong, việc 2 đang làm 45%", ("1", "đã xong"), ("2", "45%")),
    ("1, 2 đang làm 40%", ("1", "40%"), ("2", "40%")),
]
CHANNELS: dict[str, Capabilities] = {
    "telegram": TelegramChannel.capabilities,
    "zalo": ZaloChannel.capabilities,
}


@dataclass
class Counted:
    """The counts of one block."""

    readings: int = 0
    transactions: list[list[str]] = field(default_factory=list)

    def handling(self) -> list[str]:
        """The statements of the transaction that handled the message."""
        (found,) = [each for each in self.transactions if "UPDATE inbound" in " ".join(each)]
        return found


@contextmanager
def counted(engine: Engine) -> Iterator[Counted]:
    """Count the readings in threads started in the block, and the database statements."""
    found = Counted()

    def called(frame: FrameType, kind: str, argument: Any) -> None:
        if kind == "call" and frame.f_code is understand_reply.__code__:
            found.readings += 1

    def begun(connection: Any) -> None:
        found.transactions.append([])

    def asked(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.transactions[-1].append(statement)

    event.listen(engine, "begin", begun, insert=True)
    event.listen(engine, "before_cursor_execute", asked)
    before = sys.getprofile()
    threading.setprofile(called)
    try:
        yield found
    finally:
        threading.setprofile(before)
        event.remove(engine, "begin", begun)
        event.remove(engine, "before_cursor_execute", asked)


def chat_of(database: Database, post: str, channel: str) -> str:
    """The address of a new chat of a post's holder."""
    with database.commune(1) as session:
        person = holder(session, post)
        chat = f"chat-{person.id}"
        session.add(Address(person_id=person.id, channel=channel, address=chat, linked_at=NOW))
    return chat


async def say(database: Database, channel: str, chat: str, text: str, now: datetime) -> str:
    """Store and handle one message; returns the answer."""
    clock = ManualClock(now)
    inbox = Inbox(database, clock, clock, national_days(), {(1, channel): CHANNELS[channel]})
    await inbox.store(1, Inbound(channel, f"{now}", chat, now, text=text))
    await inbox.handle_all()
    with database.commune(1) as session:
        newest = (
            select(Delivery)
            .where(Delivery.sort == DeliveryKind.ANSWER)
            .order_by(Delivery.id.desc())
        )
        row = session.scalars(newest.limit(1)).one()
        assert row.body is not None
        return "\n".join(block.plain for block in decode(row.body).blocks)


@pytest.fixture
def staffed(database: Database) -> Database:
    """The small commune with a person in every post, and nothing due now."""
    staff_office(database)
    skip_work_of_past(database, national_days(), NOW)
    return database


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("text", "answer"), ONE)
async def test_a_plain_answer_is_read_at_most_once_in_few_statements(
    staffed: Database, channel: str, text: str, answer: str
) -> None:
    chat = chat_of(staffed, BUILDER, channel)
    with counted(staffed.engine) as found:
        assert answer in await say(staffed, channel, chat, text, NOW)
    assert found.readings <= 1
    assert len(found.handling()) <= MOST, "\n".join(found.handling())


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("text", "first", "second"), TWO)
async def test_an_answer_for_two_items_is_read_once_in_few_statements(
    staffed: Database, channel: str, text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    chat = chat_of(staffed, BUILDER, channel)
    with counted(staffed.engine) as found:
        answer = await say(staffed, channel, chat, text, NOW)
    for number, stands in (first, second):
        line = next(line for line in answer.splitlines() if f"việc {number} (" in line)
        assert stands in line
    assert found.readings == 1
    assert len(found.handling()) <= MOST, "\n".join(found.handling())


async def test_text_that_needs_another_context_is_read_twice(staffed: Database) -> None:
    chat = chat_of(staffed, BUILDER, "telegram")
    with counted(staffed.engine) as found:
        answer = await say(staffed, "telegram", chat, "việc 1 đang làm 60%, việc 4 đạt 15", NOW)
    assert "đạt 15/33" in answer
    assert found.readings == 2


async def test_many_answers_keep_the_audit_chain_valid(staffed: Database) -> None:
    chat = chat_of(staffed, BUILDER, "telegram")
    said = [*(text for text, _ in ONE[1:]), *(text for text, _, _ in TWO)]
    for minute, text in enumerate(said):
        await say(staffed, "telegram", chat, text, NOW + timedelta(minutes=minute))
    with staffed.commune(1) as session:
        chain = check_chain(session, 1)
    assert chain.breaks == ()
    assert chain.place >= len(ONE) + len(TWO)


async def test_a_substitute_answers_for_an_absent_person(staffed: Database) -> None:
    chat = chat_of(staffed, ECONOMIST, "telegram")
    assert "do đơn vị khác chủ trì" in await say(staffed, "telegram", chat, "1 xong", NOW)
    with staffed.commune(1) as session:
        away, substitute = holder(session, BUILDER).id, holder(session, ECONOMIST).id
        days = {"since": NOW.date(), "until": NOW.date()}
        session.add(Absence(person_id=away, substitute_id=substitute, **days))
    later = NOW + timedelta(minutes=1)
    assert "đã xong" in await say(staffed, "telegram", chat, "1 xong", later)
    tomorrow = NOW + timedelta(days=1)
    assert "do đơn vị khác chủ trì" in await say(staffed, "telegram", chat, "1 vướng mắc", tomorrow)
