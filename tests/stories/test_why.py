"""Every reminder can say why it came, and every missing one why it did not."""

from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


async def test_sent_skipped_and_coming_steps_of_one_item(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.advance("2025-12-04T09:00")
    answer = await world.say(ECONOMIST, "vì sao 5")
    past, coming = answer.split("Sắp tới")
    assert "08:00 thứ Tư 3/12/2025: trước hạn 7 ngày (before_7)" in past
    assert "qua telegram" in past
    assert "(handover), Trưởng phòng Kinh tế: đã gửi" in past
    assert "ngày đến hạn (due), Trưởng phòng Kinh tế" in coming
    assert "before_14" not in coming


async def test_skipped_steps_have_a_named_reason(world: World) -> None:
    await world.link(ECONOMIST)
    await world.advance("2025-11-25T09:00")
    await world.say(ECONOMIST, "5 nhắc lại thứ Hai")
    await world.advance("2025-12-01T09:00")
    await world.say(ECONOMIST, "5 nhắc lại sáng mai")
    answer = await world.say(ECONOMIST, "tai sao 5")
    assert "chưa có ai kết nối" in answer


async def test_only_who_may_see_the_item_is_told(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    assert "Không có việc số 5" in await world.say(BUILDER, "vì sao 5?")
    assert "Dự toán" in await world.say(CHIEF, "vì sao 5?")
