"""Nobody gets more than two digests a day; the rest waits for the next working day."""

from tests.stories.world import BUILDER, World


async def test_the_third_digest_waits_for_the_next_morning(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2025-11-26T17:00")
    await world.advance("2025-11-27T08:00")
    await world.say(BUILDER, "1 nhắc lại 2 giờ")
    await world.advance("2025-11-27T10:00")
    world.expect(BUILDER, "Kế hoạch kiểm tra chi bộ", "theo yêu cầu của đồng chí")
    await world.say(BUILDER, "1 nhắc lại 2 giờ")
    await world.advance("2025-11-28T07:59")
    world.expect_silence(BUILDER)
    await world.advance("2025-11-28T08:00")
    world.expect(BUILDER, "Kế hoạch kiểm tra chi bộ", "báo kết quả trong hôm nay")
