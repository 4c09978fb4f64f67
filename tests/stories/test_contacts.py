"""A person whose phone number the office has stored links by sharing it with one button."""

from functools import partial

import pytest
from sqlalchemy import text

from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

SHARE = "Gửi số điện thoại của tôi"
NUMBER = "0912 345 678"


@pytest.fixture
async def office(world: World) -> World:
    """The secretary is linked; the others have their phones ready."""
    await world.link(CHIEF)
    for post in (ECONOMIST, BUILDER):
        world.arrive(post)
    return world


async def message_after(world: World, post: str, count: int) -> str:
    """The newest message of a chat, as soon as it has `count` messages."""
    chat = world.chat(post)
    await world.server.until(lambda: len(world.server.messages(chat)) >= count)
    return world.server.messages(chat)[-1].text


async def test_sharing_the_number_links_and_removes_the_button(office: World) -> None:
    told = await office.say(CHIEF, f"mời {ECONOMIST} {NUMBER}")
    assert "Trưởng phòng Kinh tế: số …678" in told
    chat = office.chat(ECONOMIST)
    office.server.start(chat)
    assert "bấm nút dưới để kết nối" in await message_after(office, ECONOMIST, 1)
    office.server.hand_over(chat, SHARE, "84912345678")
    assert "Đã kết nối: Trưởng phòng Kinh tế" in await message_after(office, ECONOMIST, 2)
    assert office.server.keyboard(chat) == []
    assert "Dự toán" in await office.say(ECONOMIST, "5")
    share = partial(office.server.share_contact, phone="84912345678")
    assert "Đồng chí đã kết nối" in await office.send(ECONOMIST, share)


async def test_several_invited_numbers_are_pending_at_once(office: World) -> None:
    told = await office.say(
        CHIEF,
        f"mời {ECONOMIST}: 0912345678\nTrưởng Ban Xây dựng Đảng 0987654321; Trưởng ấp 0900000001",
    )
    assert "Trưởng phòng Kinh tế: số …678\nTrưởng Ban Xây dựng Đảng: số …321" in told
    assert "Không có chức danh “Trưởng ấp”" in told
    office.server.share_contact(office.chat(BUILDER), "+84987654321")
    assert "Đã kết nối: Trưởng Ban Xây dựng Đảng" in await message_after(office, BUILDER, 1)


async def test_only_an_own_invited_number_links(office: World) -> None:
    await office.say(CHIEF, f"mời {ECONOMIST} {NUMBER}")
    stranger, chat = office.chat(BUILDER), office.chat(ECONOMIST)
    office.server.share_contact(stranger, "84912345678", owner=chat)
    assert "kênh nhắc việc nội bộ" in await message_after(office, BUILDER, 1)
    office.server.share_contact(stranger, "84900000000")
    assert "chưa có tại Văn phòng" in await message_after(office, BUILDER, 2)
    for count in range(3, 8):
        office.server.share_contact(stranger, "84900000000")
        await message_after(office, BUILDER, count)
    assert "thử lại sau" in await message_after(office, BUILDER, 7)


async def test_the_number_is_requested_only_while_an_invitation_is_pending(office: World) -> None:
    office.server.start(office.chat(ECONOMIST))
    await message_after(office, ECONOMIST, 1)
    assert office.server.keyboard(office.chat(ECONOMIST)) == []
    await office.say(CHIEF, f"mời {ECONOMIST} {NUMBER}")
    await office.advance("2025-10-08T07:57")
    office.server.start(office.chat(ECONOMIST))
    await message_after(office, ECONOMIST, 2)
    assert office.server.keyboard(office.chat(ECONOMIST)) == [SHARE]
    await office.advance("2025-11-10T08:00")
    office.server.hand_over(office.chat(ECONOMIST), SHARE, "84912345678")
    assert "chưa có tại Văn phòng" in await message_after(office, ECONOMIST, 3)


async def test_handing_over_a_post_cancels_its_pending_number(office: World) -> None:
    await office.say(CHIEF, f"mời {ECONOMIST} {NUMBER}")
    await office.say(CHIEF, f"bàn giao {ECONOMIST} cho Nguyễn Thị Lan")
    office.server.share_contact(office.chat(ECONOMIST), "84912345678")
    assert "chưa có tại Văn phòng" in await message_after(office, ECONOMIST, 1)


async def test_no_phone_number_is_readable_in_the_database(office: World) -> None:
    await office.say(CHIEF, f"mời {ECONOMIST} {NUMBER}")
    office.server.share_contact(office.chat(ECONOMIST), "84912345678")
    await message_after(office, ECONOMIST, 1)
    kept = []
    for table in ("inbound", "invite", "delivery", "audit", "stranger", "address", "person"):
        with office.database.engine.connect() as connection:
            kept += [str(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]
    assert kept
    assert not any(part in row for row in kept for part in ("912345678", "912 345 678"))
