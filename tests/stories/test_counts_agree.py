"""What one message counts another lists; a word means the same in chat, on the board, each day."""

import re

import pytest

from bot.queries import board, lists
from bot.queries.filters import EVERYTHING, WorkList
from bot.queries.reader import Reader, actor_of_person
from bot.texts import board as board_texts
from scheduler.ladder.office import office_of
from storage.commune import communes
from storage.person import find_address
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def on_board(world: World, asked: WorkList) -> tuple[dict[str, int], list[int]]:
    """The board's counts by their word, and the numbers in one of its lists."""
    now = world.clock.now()
    with world.database.commune(1) as session:
        address = find_address(session, "telegram", str(world.chat(CHIEF)))
        assert address is not None
        office = office_of(session, communes(session)[0], world.program.services.national, now)
        actor = actor_of_person(session, address.person_id, "", now.date())
        reader = Reader(session, office, actor, now)
        found = board.board(reader, EVERYTHING, None, 1)
        listed = lists.listing(reader, asked, size=99)
    places = {word: count for _, word, count in board_texts.nonzero_counts(found.whole)}
    return places, [each.number for each in listed.items]


def listed(answer: str) -> list[int]:
    return [int(each) for each in re.findall(r"^(\d+)\. ", answer, re.MULTILINE)]


async def some_answers(world: World) -> None:
    """One item handed in, one blocked, one with an extension asked for; others not accepted."""
    await world.link(BUILDER, ECONOMIST, CHIEF)
    await world.say(BUILDER, "1 xong")
    await world.say(BUILDER, "2 vướng thiếu số liệu")
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chờ số liệu")


async def test_chat_and_board_count_the_same_by_the_same_words(world: World) -> None:
    await some_answers(world)
    counts = await world.say(CHIEF, "tiến độ")
    places, waiting = on_board(world, WorkList.WAITING)
    for word in ("chờ xác nhận", "trong hạn"):
        assert f"{word} {places[word]}" in counts
        answer = await world.say(CHIEF, f"việc {word}")
        assert f": {places[word]} việc" in answer.split("\n")[0]
    assert listed(await world.say(CHIEF, "việc chờ xác nhận")) == waiting == [1]
    _, to_decide = on_board(world, WorkList.DECIDE)
    answer = await world.say(CHIEF, "chờ duyệt")
    assert answer.startswith("Chờ quyết định: 3 việc")
    assert sorted(listed(answer)) == sorted(to_decide) == [1, 2, 5]


async def test_work_that_nobody_accepted_is_never_called_under_way(world: World) -> None:
    await world.link(CHIEF)
    for words in ("tiến độ", "việc đang mở", "ai chưa nhận việc"):
        assert "đang làm" not in (await world.say(CHIEF, words)).lower()
    places, _ = on_board(world, WorkList.OPEN)
    assert not any("đang làm" in word for word in places)


@pytest.mark.parametrize("words", ["việc đang mở", "việc sắp đến hạn từ 1/12 đến 31/12", "5"])
async def test_an_extension_asked_for_is_shown_until_it_is_decided(
    world: World, words: str
) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chờ số liệu")
    assert "22/12" in await world.say(CHIEF, words)
    assert "Xin lùi đến" in await world.say(ECONOMIST, "việc của tôi")
    await world.say(CHIEF, "5 không gia hạn vì gấp")
    assert "Xin lùi đến" not in await world.say(CHIEF, words)
    assert "Xin lùi đến" not in await world.say(ECONOMIST, "việc của tôi")


async def test_reports_await_no_acceptance(world: World) -> None:
    await world.link(BUILDER)
    await world.skip("2025-10-23T17:00")
    assert 8 not in listed(await world.say(BUILDER, "việc chưa nhận"))
    assert listed(await world.say(BUILDER, "việc của tôi"))[0] == 8
