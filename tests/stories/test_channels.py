"""A person has several channels in a chosen order; the secretary sees everybody's channels."""

from tests.stories.pages import on_page, open_page
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World


async def test_a_person_chooses_the_first_channel_for_reminders(world: World) -> None:
    await world.link(ECONOMIST)
    assert "Muốn có thêm kênh" in await world.say(ECONOMIST, "kênh")
    assert "chưa kết nối Zalo" in await world.say(ECONOMIST, "kênh zalo")
    open_page(world, ECONOMIST)
    listed = await world.say(ECONOMIST, "kênh")
    assert "1. Telegram\n2. Trang web của cơ quan" in listed
    listed = await world.press(ECONOMIST, "Trang web của cơ quan trước")
    assert "1. Trang web của cơ quan\n2. Telegram" in listed
    await world.advance("2025-10-10T09:00")
    world.expect_silence(ECONOMIST)
    assert any("Dự toán" in words for words in on_page(world, ECONOMIST))
    assert "1. Telegram" in await world.say(ECONOMIST, "kênh tele, web")


async def test_an_answer_comes_on_the_channel_that_asked(world: World) -> None:
    await world.link(ECONOMIST)
    open_page(world, ECONOMIST)
    await world.say(ECONOMIST, "kênh web")
    assert "Dự toán" in await world.say(ECONOMIST, "việc 5")
    assert not any("Dự toán" in words for words in on_page(world, ECONOMIST))


async def test_a_new_phone_replaces_the_old_one(world: World) -> None:
    await world.link_by_message(ECONOMIST)
    open_page(world, ECONOMIST)
    world.arrive(ECONOMIST)
    await world.link_by_message(ECONOMIST)
    assert "1. Telegram\n2. Trang web" in await world.say(ECONOMIST, "kênh")


async def test_the_secretary_sees_the_channels_of_each_person_and_who_has_none(
    world: World,
) -> None:
    await world.link(CHIEF, DEPUTY, ECONOMIST, BUILDER)
    open_page(world, ECONOMIST)
    for post in (ECONOMIST, BUILDER):
        world.server.block(world.chat(post))
    await world.advance("2025-10-10T09:00")
    nowhere, fine = (await world.say(CHIEF, "kết nối")).split("\n\n")
    assert "Chưa nhận được tin: 2" in nowhere
    assert "Bí thư Đảng ủy: chưa kết nối" in nowhere
    assert "Trưởng Ban Xây dựng Đảng: Telegram (không gửi được)" in nowhere
    assert "Nhận được tin: 3" in fine
    assert "Trưởng phòng Kinh tế: trang web, Telegram (không gửi được)" in fine
    assert "Mã kết nối cho Bí thư Đảng ủy" in await world.press(CHIEF, "Mời Bí thư Đảng ủy")
    assert "dành cho Văn phòng" in await world.say(DEPUTY, "kết nối")
