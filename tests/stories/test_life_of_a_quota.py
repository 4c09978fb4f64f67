"""A quota: counts in free words, slow pace reported, closed when confirmed."""

from decimal import Decimal

from storage.milestone import by_number
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, EVERYWHERE, World

pytestmark = EVERYWHERE


async def test_a_quota_from_the_first_count_to_the_target(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    assert "nhận việc 4" in await world.say(BUILDER, "việc 4 em đã nhận ạ")
    assert "đạt 15/33" in await world.say(BUILDER, "việc 4 đạt 15 đồng chí")
    await world.skip("2025-10-31T17:00")
    await world.advance("2025-11-03T09:00")
    assert "đạt 18/33" in await world.say(BUILDER, "4 +3")
    assert "đạt 20/33" in await world.say(BUILDER, "viec 4 da dat 20/33")
    await world.skip("2025-12-18T17:00")
    await world.advance("2025-12-22T09:00")
    reminded = [message.text for message in world.look(BUILDER)]
    assert any("20/33" in text for text in reminded)
    answer = await world.say(BUILDER, "việc 4 đạt 33/33")
    assert "Đã đủ chỉ tiêu" in answer
    with world.database.commune(1) as session:
        found = by_number(session, 4)
        assert found is not None
        assert (found.value, found.status) == (Decimal(33), Status.IN_PROGRESS)
    assert "đã xong" in await world.say(BUILDER, "việc 4 hoàn thành")
    assert "Đã xác nhận việc 4" in await world.say(CHIEF, "4 xác nhận")
