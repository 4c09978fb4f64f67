"""A person is shown the data stored about them."""

from bot.app.backups import delete_expired
from tests.stories.world import BUILDER, CHIEF, World, at


async def test_each_person_sees_their_stored_data(world: World) -> None:
    await world.link_by_message(CHIEF, BUILDER)
    await world.say(BUILDER, "1 đang làm 30%")
    shown = await world.say(BUILDER, "dữ liệu của tôi")
    assert f"Họ tên: {BUILDER}" in shown
    assert f"Chức danh: {BUILDER}, từ 8/10/2025" in shown
    assert "Kết nối: Telegram, từ 8/10/2025" in shown
    assert "Phản hồi về công việc: 1; tệp đã gửi: 0" in shown
    assert "Tin đồng chí gửi còn giữ: 3" in shown
    assert "Muốn xóa, xin báo Văn phòng" in shown


async def test_a_button_whose_text_was_deleted_is_stale(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    await world.say(BUILDER, "việc 1")
    await world.say(BUILDER, "1 xin lùi hạn")
    assert world.buttons(BUILDER)
    [label, *_] = world.buttons(BUILDER)
    await delete_expired(world.database, at("2027-01-01T02:00"), 365)
    answer = await world.press(BUILDER, label)
    assert "không còn" in answer
