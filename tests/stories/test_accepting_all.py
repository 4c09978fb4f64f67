"""What is handed over in one message is accepted by one button and answered in one line."""

import pytest

from bot.conversation.command import find_command
from bot.texts.acts import LONGEST_WORDS, accept_all_words
from storage.milestone import by_number
from storage.words import Status
from tests.servers.zalo import ZaloServer
from tests.stories.world import BUILDER, ECONOMIST, World


def accepted(world: World) -> list[int]:
    with world.database.commune(1) as session:
        rows = [by_number(session, number) for number in range(1, 8)]
    return [row.number for row in rows if row is not None and row.status is Status.ACCEPTED]


async def test_one_button_accepts_all_that_was_handed_over(world: World) -> None:
    await world.link(BUILDER)
    assert world.buttons(BUILDER)[0] == "Đã nhận cả 4 việc"
    answer = await world.press(BUILDER, "Đã nhận cả 4 việc")
    assert answer.startswith("Đã ghi: đồng chí nhận 4 việc: 1, 2, 3, 4.")
    assert "\n" not in answer
    assert accepted(world) == [1, 2, 3, 4]
    assert "hoàn tác" in (await world.say(BUILDER, "hoàn tác 2")).lower()
    assert accepted(world) == [1, 3, 4]


async def test_the_button_accepts_what_it_was_shown_with_and_no_more(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "2 đã nhận")
    assert "nhận 3 việc: 1, 3, 4." in await world.press(BUILDER, "Đã nhận cả 4 việc")
    assert "không có việc nào chờ nhận" in await world.press(BUILDER, "Đã nhận cả 4 việc")


@pytest.mark.parametrize(
    "said",
    ["đã nhận cả 4 việc", "em đã nhận hết việc rồi ạ", "nhận cả việc 1-4", "da nhan tat ca viec"],
)
async def test_all_is_accepted_in_words_too(world: World, said: str) -> None:
    await world.link(BUILDER)
    assert "nhận 4 việc: 1, 2, 3, 4" in await world.say(BUILDER, said)
    assert accepted(world) == [1, 2, 3, 4]


async def test_another_number_of_items_than_there_are_is_asked_back(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "đã nhận cả 14 việc")
    assert answer.startswith("Chưa ghi: đồng chí có 4 việc chờ nhận: 1, 2, 3, 4")
    assert accepted(world) == []
    assert "nhận 4 việc" in await world.press(BUILDER, "Đã nhận cả 4 việc")


async def test_nobody_accepts_the_work_of_others(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "nhận cả việc 1-7")
    assert accepted(world) == [5, 6, 7]


async def test_numbers_far_beyond_the_items_there_are_take_no_time(world: World) -> None:
    await world.link(BUILDER)
    assert "nhận 3 việc: 2, 3, 4." in await world.say(BUILDER, "/nhancaviec 2-99999999999999")
    assert accepted(world) == [2, 3, 4]


@pytest.mark.parametrize("platform", [ZaloServer])
async def test_without_buttons_the_words_are_offered(world: World) -> None:
    await world.link(BUILDER)
    (digest,) = [m for m in world.people.messages(world.chat(BUILDER)) if "ới giao" in m.text]
    assert "“nhận cả việc 1-4”" in digest.text


@pytest.mark.parametrize("numbers", [[1, 2], [3, 7, 8, 9, 40], list(range(1, 400, 2))])
def test_the_words_of_the_button_are_a_command_and_fit_it(numbers: list[int]) -> None:
    words = accept_all_words(numbers)
    assert len(words) <= LONGEST_WORDS
    assert find_command(words) is not None


def test_a_single_item_needs_no_such_button() -> None:
    assert accept_all_words([5]) == ""
