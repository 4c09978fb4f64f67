"""No unrequested message is sent at night, not even one delayed by a failure."""

from tests.stories.world import CHIEF, ECONOMIST, World


async def test_a_failed_evening_send_is_repeated_next_morning(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.advance("2025-10-08T16:59")
    world.look(CHIEF)
    world.server.fail("500", times=4, chat=world.chat(CHIEF))
    await world.say(ECONOMIST, "5 vướng kinh phí")
    await world.settle()
    await world.advance("2025-10-09T07:29")
    world.expect_silence(CHIEF)
    await world.advance("2025-10-09T07:30")
    world.expect(CHIEF, "cần chỉ đạo")


async def test_answers_are_sent_at_any_time(world: World) -> None:
    await world.link(ECONOMIST)
    await world.advance("2025-10-11T22:00")
    assert "nhận việc 5" in await world.say(ECONOMIST, "5 đã nhận")
