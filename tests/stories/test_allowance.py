"""Zalo's limits on messages a month and on people: warnings in time, no message lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.person import Address, Person
from storage.sent_messages import SentToPlatform
from tests.servers.zalo import ZaloServer
from tests.stories.pages import on_page, open_page
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, at, small_world


@pytest.fixture
async def zalo(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune, everybody on Zalo."""
    async with small_world(database, tmp_path / "bang-chung", platform=ZaloServer) as world:
        yield world


def send_already(world: World, messages: int, moment: str) -> None:
    """So many messages went out at a moment."""
    with world.database.commune(1) as session:
        session.add(SentToPlatform(channel="zalo", messages=messages, at=at(moment)))


def people_already(world: World, count: int) -> None:
    """So many others are linked on Zalo."""
    with world.database.commune(1) as session:
        for number in range(count):
            person = Person(name=f"Cán bộ {number}")
            session.add(person)
            session.flush()
            chat = Address(
                person_id=person.id,
                channel="zalo",
                address=f"khac-{number}",
                linked_at=world.clock.now(),
            )
            session.add(chat)


async def test_the_secretary_is_warned_once_of_a_low_monthly_quota(zalo: World) -> None:
    await zalo.link(ECONOMIST, CHIEF)
    send_already(zalo, 2390, "2025-10-01T08:00")
    for _ in range(20):
        await zalo.say(ECONOMIST, "việc")
    await zalo.settle()
    told = [message.text for message in zalo.look(CHIEF)]
    assert len(told) == 1, told
    assert "2.400/3.000" in told[0]
    assert "80%" not in told[0].split("\n")[0]


async def test_when_the_quota_is_low_only_urgent_messages_go(zalo: World) -> None:
    await zalo.link(ECONOMIST, CHIEF)
    await zalo.say(ECONOMIST, "5 đã nhận")
    await zalo.skip("2025-11-28T17:00")
    await zalo.advance("2025-12-01T12:00")
    zalo.look(ECONOMIST)
    send_already(zalo, 2850, "2025-12-01T12:00")
    await zalo.advance("2025-12-04T17:00")
    zalo.expect_silence(ECONOMIST)
    mornings = [message.text for message in zalo.look(CHIEF)]
    assert "Giữ lại do gần hết hạn mức tin: 1 người\nTrưởng phòng Kinh tế: việc 5" in mornings[-1]
    told = await zalo.say(CHIEF, "hạn mức")
    assert "/3.000 (95%)" in told
    assert "Người kết nối: 2/50" in told
    assert "Trưởng phòng Kinh tế: việc 5" in told
    assert "đang làm 40%" in await zalo.say(ECONOMIST, "5 đang làm 40%")
    await zalo.advance("2025-12-10T09:00")
    assert "Dự toán" in zalo.look(ECONOMIST)[-1].text
    assert "Không có tin nào bị giữ lại" in await zalo.say(CHIEF, "hạn mức")


async def test_held_messages_go_by_another_channel(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    open_page(zalo, ECONOMIST)
    await zalo.skip("2025-11-28T17:00")
    await zalo.advance("2025-12-01T12:00")
    zalo.look(ECONOMIST)
    send_already(zalo, 2850, "2025-12-01T12:00")
    await zalo.advance("2025-12-04T17:00")
    zalo.expect_silence(ECONOMIST)
    assert any("Dự toán" in words for words in on_page(zalo, ECONOMIST))


async def test_a_new_month_releases_held_messages(zalo: World) -> None:
    await zalo.link(ECONOMIST, CHIEF)
    await zalo.say(ECONOMIST, "5 xong")
    await zalo.skip("2025-12-30T17:00")
    await zalo.advance("2025-12-31T09:00")
    send_already(zalo, 2900, "2025-12-31T09:00")
    zalo.look(ECONOMIST)
    await zalo.say(CHIEF, "5 trả lại vì thiếu phụ lục")
    await zalo.settle()
    zalo.expect_silence(ECONOMIST)
    assert "Trưởng phòng Kinh tế: 1 thông báo" in await zalo.say(CHIEF, "hạn mức")
    await zalo.advance("2026-01-05T09:00")
    assert any("thiếu phụ lục" in message.text for message in zalo.look(ECONOMIST))


async def test_the_fifty_first_person_is_sent_to_another_channel_and_keeps_the_code(
    zalo: World,
) -> None:
    await zalo.link(CHIEF)
    people_already(zalo, 49)
    zalo.arrive(ECONOMIST)
    code = zalo.code(ECONOMIST)
    assert "Zalo đã đủ 50 người kết nối" in await zalo.say(ECONOMIST, code)
    with zalo.database.commune(1) as session:
        one = session.scalars(select(Address).where(Address.address == "khac-0")).one()
        one.revoked_at = zalo.clock.now()
    await zalo.say(ECONOMIST, code)
    told = [message.text for message in zalo.people.messages(zalo.chat(ECONOMIST))]
    assert any("Đã kết nối: Trưởng phòng Kinh tế" in text for text in told)


async def test_a_linked_person_may_move_to_another_phone(zalo: World) -> None:
    await zalo.link(CHIEF)
    people_already(zalo, 49)
    zalo.arrive(CHIEF)
    assert "Đã kết nối" in await zalo.say(CHIEF, zalo.code(CHIEF))


async def test_the_secretary_is_warned_when_zalo_is_nearly_full(zalo: World) -> None:
    await zalo.link_by_message(CHIEF)
    people_already(zalo, 37)
    await zalo.link_by_message(ECONOMIST)
    zalo.expect_silence(CHIEF)
    await zalo.link_by_message(BUILDER)
    await zalo.settle()
    zalo.expect(CHIEF, "Zalo đã có 40/50 người kết nối")
