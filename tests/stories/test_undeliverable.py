"""Messages go to another channel when one fails, the secretary is informed, and none is lost."""

from collections.abc import Callable

import pytest

from tests.servers.telegram import TelegramServer
from tests.stories.pages import on_page, open_page
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


async def test_a_blocked_chat_is_in_each_summary_of_the_secretary(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    world.server.block(world.chat(ECONOMIST))
    await world.advance("2025-10-10T07:44")
    world.look(CHIEF)
    await world.advance("2025-10-10T07:45")
    world.expect(CHIEF, "Không gửi được tin", ECONOMIST)


GONE: dict[str, Callable[[TelegramServer, int], None]] = {
    "blocked": TelegramServer.block,
    "deleted": TelegramServer.deactivate,
    "unknown": TelegramServer.forget,
}


@pytest.mark.parametrize("gone", GONE.values(), ids=GONE.keys())
async def test_a_person_gone_from_telegram_gets_reminders_on_the_page(
    world: World, gone: Callable[[TelegramServer, int], None]
) -> None:
    await world.link(ECONOMIST, CHIEF)
    open_page(world, ECONOMIST)
    await world.settle()
    gone(world.server, world.chat(ECONOMIST))
    await world.advance("2025-10-09T09:00")
    assert sum("Dự toán" in words for words in on_page(world, ECONOMIST)) == 1
    [told] = [one.text for one in world.look(CHIEF) if "Không gửi được tin cho" in one.text]
    assert "đồng chí Trưởng phòng Kinh tế (Trưởng phòng Kinh tế) trên Telegram" in told
    assert "Từ nay tin đến trang web của cơ quan." in told


async def test_a_person_who_unblocks_is_answered_and_gets_waiting_messages(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    world.server.block(world.chat(ECONOMIST))
    await world.advance("2025-10-10T09:00")
    assert any("không còn kênh nào" in message.text for message in world.look(CHIEF))
    world.server.unblock(world.chat(ECONOMIST))
    await world.say(ECONOMIST, "việc 5")
    await world.settle()
    told = [message.text for message in world.server.messages(world.chat(ECONOMIST))]
    assert any("Nhắc việc" in text and "Dự toán" in text for text in told)
    world.look(CHIEF)
    await world.advance("2025-10-13T07:45")
    assert "Không gửi được" not in world.expect(CHIEF)


async def test_the_old_chat_is_notified_of_the_new_link(world: World) -> None:
    await world.link_by_message(ECONOMIST)
    old = world.chat(ECONOMIST)
    world.arrive(ECONOMIST)
    await world.link_by_message(ECONOMIST)
    assert "vừa được kết nối với một tài khoản khác" in world.server.messages(old)[-1].text


async def test_a_pause_for_one_chat_is_kept_and_delays_no_other(world: World) -> None:
    await world.link(ECONOMIST, BUILDER)
    world.server.fail("429", seconds=20, chat=world.chat(ECONOMIST))
    await world.advance("2025-10-09T08:00")
    world.expect_silence(ECONOMIST)
    world.expect(BUILDER, "Nhắc việc")
    world.server.advance(20)
    await world.advance("2025-10-09T08:01")
    world.expect(ECONOMIST, "Dự toán")


async def test_after_four_failures_an_item_goes_by_the_next_channel(world: World) -> None:
    await world.link(ECONOMIST)
    open_page(world, ECONOMIST)
    await world.settle()
    world.look(ECONOMIST)
    world.server.fail("502", times=4)
    await world.advance("2025-10-09T09:00")
    world.expect_silence(ECONOMIST)
    assert any("Dự toán" in words for words in on_page(world, ECONOMIST))
    await world.say(ECONOMIST, "5 đã nhận")
    await world.skip("2025-11-25T17:00")
    await world.advance("2025-11-26T09:00")
    assert any("Dự toán" in message.text for message in world.look(ECONOMIST))
