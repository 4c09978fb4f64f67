"""Who cannot be reached stands in the secretary's morning line until they can."""

from tests.stories.world import CHIEF, ECONOMIST, World


async def test_a_blocked_chat_is_told_each_morning(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    world.server.block(world.chat(ECONOMIST))
    await world.advance("2025-10-10T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-10T07:45")
    world.expect(CHIEF, "Không gửi được tin", ECONOMIST)
