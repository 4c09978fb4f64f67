"""A connection that breaks costs seconds: what never arrived comes soon, what may have says so."""

from datetime import timedelta

import pytest

from tests.servers.telegram_faults import Trouble
from tests.stories.world import BUILDER, ECONOMIST, World

REPEAT = "Tin gửi lại do đường truyền; nếu đã nhận, xin bỏ qua."
MORNING = "2025-10-09T08:00"


async def later(world: World, seconds: int) -> None:
    await world.settle()
    world.clock.move_to(world.clock.now() + timedelta(seconds=seconds))
    await world.settle()


@pytest.mark.parametrize(
    ("trouble", "copies"),
    [("reset_before", 1), ("reset_after", 2), ("502", 1), ("502_after", 2)],
)
async def test_a_reminder_that_may_have_arrived_comes_once_more_and_says_so(
    world: World, trouble: Trouble, copies: int
) -> None:
    await world.link(ECONOMIST, BUILDER)
    world.server.fail(trouble, chat=world.chat(ECONOMIST))
    await world.advance(MORNING)
    world.expect(BUILDER, "Nhắc việc")
    await later(world, 19)
    assert len(world.look(ECONOMIST)) == copies - 1
    await later(world, 11)
    assert REPEAT in world.expect(ECONOMIST, "Nhắc việc", "Dự toán")
    await later(world, 3600)
    world.expect_silence(ECONOMIST)


async def test_an_answer_that_may_have_arrived_comes_once_more_and_says_so(world: World) -> None:
    await world.link(ECONOMIST)
    world.server.fail("reset_after", chat=world.chat(ECONOMIST))
    assert REPEAT not in await world.say(ECONOMIST, "5 đang làm 40%")
    await later(world, 30)
    world.expect(ECONOMIST, "Đã ghi", "40%", REPEAT)


async def test_what_never_arrived_is_tried_again_after_1_5_and_30_seconds(world: World) -> None:
    await world.link(ECONOMIST)
    await world.settle()
    await world.server.down()
    await world.advance(MORNING)
    for seconds in (1, 5):
        await later(world, seconds)
    await world.server.up()
    await later(world, 29)
    world.expect_silence(ECONOMIST)
    await later(world, 1)
    assert REPEAT not in world.expect(ECONOMIST, "Nhắc việc", "Dự toán")


async def test_a_failed_gateway_is_one_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.link(ECONOMIST)
    caplog.clear()
    world.server.fail("502", chat=world.chat(ECONOMIST))
    await world.advance(MORNING)
    (line,) = (record for record in caplog.records if "502" in record.getMessage())
    assert "\n" not in line.getMessage()
    assert line.exc_info is None
