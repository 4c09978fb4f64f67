"""A unit's group gets the unit's weekly list without names, and no other messages."""

from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.inbound import InboundRow
from tests.servers.zalo import ZaloServer
from tests.stories.world import CHIEF, ECONOMIST, World, small_world

UNIT = "Phòng Kinh tế"


@pytest.fixture
async def office(world: World) -> World:
    """The secretary and the official of the unit are linked."""
    await world.link(CHIEF, ECONOMIST)
    return world


async def code(office: World) -> str:
    """A fresh code for the unit's group."""
    told = await office.say(CHIEF, f"nhóm {UNIT}")
    return told.split("/start ")[1].split("\n")[0]


async def group_message(office: World, group: int, count: int) -> str:
    """The newest message in a group, as soon as it has `count` messages."""
    await office.server.until(lambda: len(office.server.messages(group)) >= count)
    await office.settle()
    assert len(office.server.messages(group)) == count
    return office.server.messages(group)[-1].text


async def linked(office: World) -> int:
    """The unit's group, linked by its official."""
    group = office.server.group(UNIT)
    typed = await code(office)
    office.server.write(office.chat(ECONOMIST), f"/start@nhacviec_bot {typed}", chat=group)
    assert "Đã kết nối nhóm với Phòng Kinh tế" in await group_message(office, group, 1)
    office.look(CHIEF)
    return group


async def test_a_code_typed_in_the_group_links_it_and_notifies_the_secretary(office: World) -> None:
    group = office.server.group(UNIT)
    typed = await code(office)
    office.server.write(office.chat(ECONOMIST), f"/start {typed}", chat=group)
    await group_message(office, group, 1)
    await office.settle()
    office.expect(CHIEF, "Nhóm của Phòng Kinh tế đã kết nối trên Telegram", ECONOMIST)
    office.server.write(office.chat(ECONOMIST), f"/start {typed}", chat=group)
    assert "Mã không đúng" in await group_message(office, group, 2)
    listed = await office.say(CHIEF, "nhóm")
    assert "Nhóm của đơn vị: 1\nPhòng Kinh tế: Telegram" in listed


async def test_on_monday_the_group_gets_what_is_due_and_nobody_is_named(office: World) -> None:
    group = await linked(office)
    await office.say(ECONOMIST, "5 đã nhận")
    await office.advance("2025-11-28T17:00")
    assert len(office.server.messages(group)) == 1
    await office.advance("2025-12-01T08:00")
    told = await group_message(office, group, 2)
    assert told.split("\n")[0] == "Việc của Phòng Kinh tế, tuần 1/12 đến 7/12"
    assert "Hạn tuần sau: 1 việc\n5. Dự toán ngân sách năm 2026, hạn thứ Tư 10/12" in told
    await office.skip("2025-12-12T17:00")
    await office.advance("2025-12-15T08:00")
    told = await group_message(office, group, 3)
    assert "Đã quá hạn: 1 việc\n5. Dự toán ngân sách năm 2026, hạn thứ Tư 10/12" in told
    assert ECONOMIST not in told
    assert "quá hạn 3 ngày làm việc" not in told


async def test_a_commune_may_choose_names_in_group_lists(office: World) -> None:
    group = await linked(office)
    assert "không nêu ai quá hạn" in await office.say(CHIEF, "nhóm")
    assert "nêu chủ trì" in await office.say(CHIEF, "nhóm nêu tên")
    await office.skip("2025-12-12T17:00")
    await office.advance("2025-12-14T08:00")
    count = len(office.server.messages(group))
    await office.advance("2025-12-15T08:00")
    assert f"10/12, {ECONOMIST}, quá hạn 3 ngày làm việc" in await group_message(
        office, group, count + 1
    )
    assert "không nêu ai" in await office.say(CHIEF, "nhóm không nêu tên")


async def test_a_monday_off_moves_the_list_and_a_week_without_work_has_none(office: World) -> None:
    group = await linked(office)
    await office.advance("2025-10-13T09:00")
    assert len(office.server.messages(group)) == 1
    await office.say(CHIEF, "nghỉ 8/12 Lễ địa phương")
    await office.skip("2025-12-08T16:00")
    await office.advance("2025-12-08T17:00")
    count = len(office.server.messages(group))
    await office.advance("2025-12-09T08:00")
    assert "Hạn trong tuần: 1 việc" in await group_message(office, group, count + 1)


async def test_chatter_is_neither_answered_nor_kept(office: World) -> None:
    group = await linked(office)
    office.server.world.privacy = False
    for words in ("5 xong", "quá hạn", "mời cả phòng đi ăn", "ABCDEFGH23"):
        office.server.write(office.chat(ECONOMIST), words, chat=group)
    office.server.write(office.chat(ECONOMIST), "/quahan", chat=group)
    office.server.write(office.chat(ECONOMIST), "/viec@another_bot", chat=group)
    office.server.write(office.chat(ECONOMIST), "/viec", chat=group)
    assert "Không có việc đến hạn trong hai tuần" in await group_message(office, group, 2)
    with office.database.everything() as session:
        rows = session.scalars(select(InboundRow).order_by(InboundRow.id))
        kept = [row.body["text"] for row in rows if row.body["address"] == str(group)]
    assert [words.split(" ")[0] for words in kept] == ["", "/start", "/quahan", "/viec"]


async def test_an_unlinked_group_gets_no_messages(office: World) -> None:
    group = office.server.group("Nhóm khác")
    office.server.write(office.chat(ECONOMIST), "/viec", chat=group)
    await office.say(ECONOMIST, "việc")
    assert office.server.messages(group) == []


async def test_a_personal_code_typed_in_a_group_is_revoked(office: World) -> None:
    group = office.server.group(UNIT)
    office.server.write(office.chat(ECONOMIST), f"/start {office.code(ECONOMIST)}", chat=group)
    assert "đã lộ trong nhóm" in await group_message(office, group, 1)
    assert "dành cho nhóm" in await office.say(ECONOMIST, await code(office))


async def test_a_group_that_becomes_a_supergroup_is_followed(office: World) -> None:
    group = await linked(office)
    moved = office.server.migrate(group)
    office.server.write(office.chat(ECONOMIST), "/viec", chat=moved)
    await group_message(office, moved, 1)
    told = len(office.server.messages(moved))
    await office.skip("2025-11-28T17:00")
    await office.advance("2025-12-01T08:00")
    assert len(office.server.messages(moved)) > told
    assert len(office.server.messages(group)) == 1


async def test_a_group_that_moved_unseen_is_followed_by_the_next_list(office: World) -> None:
    group = await linked(office)
    office.server.world.allowed_updates = ["callback_query"]
    moved = office.server.migrate(group)
    await office.skip("2025-11-28T17:00")
    await office.advance("2025-12-01T08:00")
    assert "Dự toán" in office.server.messages(moved)[-1].text


async def test_the_secretary_is_notified_when_the_bot_is_removed_and_it_works_when_back(
    office: World,
) -> None:
    group = await linked(office)
    notice = await office.send(CHIEF, lambda _: office.server.kick(group))
    assert "Không gửi được tin vào nhóm của Phòng Kinh tế trên Telegram" in notice
    assert "Telegram (không gửi được)" in await office.say(CHIEF, "nhóm")
    office.server.put_back(group)
    office.server.write(office.chat(ECONOMIST), "/viec", chat=group)
    await group_message(office, group, 2)


async def test_a_group_is_unlinked(office: World) -> None:
    group = await linked(office)
    assert "Đã bỏ nhóm" in await office.say(CHIEF, f"bỏ nhóm {UNIT}")
    assert "chưa có nhóm" in await office.say(CHIEF, f"bỏ nhóm {UNIT}")
    await office.skip("2025-11-28T17:00")
    await office.advance("2025-12-01T08:00")
    assert len(office.server.messages(group)) == 1
    assert "dành cho Văn phòng" in await office.say(ECONOMIST, f"nhóm {UNIT}")


async def test_a_channel_without_groups_says_so(database: Database, tmp_path: Path) -> None:
    async with small_world(database, tmp_path, platform=ZaloServer) as world:
        await world.link(CHIEF)
        assert "nhóm Zalo còn thử nghiệm" in await world.say(CHIEF, f"nhóm {UNIT}")
