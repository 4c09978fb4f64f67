"""The command menu follows the posts a person holds."""

from bot.conversation.command import find_command, menu_for
from bot.texts.help import start
from storage.words import Rank
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World


async def shows(world: World, post: str, word: str, wanted: bool = True) -> None:
    """Wait until a chat offers a command, or no longer does."""
    await world.server.until(lambda: (word in world.server.menu(world.chat(post))) is wanted)


async def test_the_menu_has_the_commands_of_the_rank(world: World) -> None:
    await world.link_by_message(CHIEF, DEPUTY, ECONOMIST)
    await shows(world, CHIEF, "ketnoi")
    await shows(world, DEPUTY, "choduyet")
    await shows(world, ECONOMIST, "viec")
    assert "ketnoi" not in world.server.menu(world.chat(DEPUTY))
    assert "choduyet" not in world.server.menu(world.chat(ECONOMIST))
    assert world.server.menu(world.chat(CHIEF))[0] == "viec"


async def test_the_menu_follows_a_change_of_post(world: World) -> None:
    await world.link_by_message(CHIEF, ECONOMIST)
    await shows(world, CHIEF, "ketnoi")
    await world.say(CHIEF, f"bàn giao {CHIEF} cho {ECONOMIST}")
    await shows(world, ECONOMIST, "ketnoi")
    await shows(world, CHIEF, "ketnoi", wanted=False)


async def test_a_substitute_gets_the_menu_of_the_absent(world: World) -> None:
    await world.link_by_message(CHIEF, ECONOMIST)
    await world.say(CHIEF, f"vắng mặt từ 8/10 đến 9/10, đ/c {ECONOMIST} thay")
    await shows(world, ECONOMIST, "ketnoi")
    await world.advance("2025-10-10T08:00")
    await world.say(ECONOMIST, "việc")
    await shows(world, ECONOMIST, "ketnoi", wanted=False)


async def test_a_failed_menu_update_is_retried(world: World) -> None:
    world.server.fail("502", times=2, method="setMyCommands")
    await world.link_by_message(CHIEF)
    await world.say(CHIEF, "việc")
    await world.say(CHIEF, "việc")
    await shows(world, CHIEF, "ketnoi")


async def test_start_shows_the_persons_post_and_its_buttons(world: World) -> None:
    await world.link_by_message(BUILDER, CHIEF)
    shown = await world.say(BUILDER, "/start")
    assert "Đồng chí Trưởng Ban Xây dựng Đảng. Chọn một mục" in shown
    assert world.buttons(BUILDER)[:2] == ["Việc", "Quá hạn"]
    assert "Kết nối" not in world.buttons(BUILDER)
    assert "Việc của đồng chí" in await world.press(BUILDER, "Việc")
    await world.say(CHIEF, "menu")
    assert "Kết nối" in world.buttons(CHIEF)


def test_every_button_of_the_menu_is_its_command() -> None:
    names = menu_for([Rank.SECRETARY])
    buttons = [button for row in start("An", [], names).buttons for button in row]
    found = [find_command(button.say) for button in buttons]
    assert sorted(command[0].name if command else "" for command in found) == sorted(names)
