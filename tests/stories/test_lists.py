"""Lists of the plan of 2025: short, most urgent first, paged with their filters."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.program import TRAINING_PLAN
from storage.database import Database
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tests.stories.world import EVERYWHERE, World, small_world

CHIEF = "Chánh Văn phòng Đảng ủy"
BUILDER = "Trưởng Ban Xây dựng Đảng"
NUMBER = re.compile(r"^(\d+)\. ", re.MULTILINE)


@pytest.fixture
def platform() -> type[TelegramServer]:
    return TelegramServer


@pytest.fixture
async def commune(
    database: Database, tmp_path: Path, platform: type[TelegramServer] | type[ZaloServer]
) -> AsyncIterator[World]:
    """The commune, given its plan on Monday 15 December, when some is late; two are done."""
    start = "2025-12-15T09:00"
    async with small_world(database, tmp_path, start, TRAINING_PLAN, platform) as world:
        await world.link(CHIEF, BUILDER)
        for number in (2, 4):
            await world.say(BUILDER, f"{number} xong")
            await world.say(CHIEF, f"{number} xác nhận")
        yield world


def numbers(answer: str) -> list[int]:
    """The items a list shows."""
    return [int(found) for found in NUMBER.findall(answer)]


@EVERYWHERE
async def test_a_list_is_paged_to_its_end(commune: World) -> None:
    answer = await commune.say(CHIEF, "viec dang mo mang kinh te - xa hoi")
    total = int(answer.split(": ")[1].split(" việc")[0])
    seen = numbers(answer)
    while "xem thêm" in answer:
        answer = await commune.say(CHIEF, "xem thêm")
        assert "mảng kinh tế - xã hội" in answer
        seen += numbers(answer)
    assert len(seen) == len(set(seen)) == total
    assert "Không còn danh sách" in await commune.say(CHIEF, "/xemthem")


async def test_a_question_in_free_words_keeps_its_filters_across_pages(commune: World) -> None:
    first = await commune.say(CHIEF, "ủy ban nhân dân xã còn những việc gì nhỉ")
    assert "Đang mở của UBND xã" in first
    second = await commune.press(CHIEF, "Xem thêm")
    assert "trang 2" in second
    assert not set(numbers(first)) & set(numbers(second))
    assert second.count("UBND xã.") == len(numbers(second))


async def test_opening_an_item_does_not_lose_the_list(commune: World) -> None:
    await commune.say(CHIEF, "việc đang mở")
    await commune.press(CHIEF, commune.buttons(CHIEF)[0])
    assert "trang 2" in await commune.say(CHIEF, "xem thêm")


async def test_an_old_button_continues_its_own_list(commune: World) -> None:
    await commune.say(CHIEF, "việc đang mở")
    (shown,) = [m for m in commune.people.messages(commune.chat(CHIEF)) if "trang 1" in m.text]
    await commune.say(CHIEF, "việc đang mở mảng xây dựng Đảng")
    answer = await commune.press(CHIEF, "Xem thêm", shown.message_id)
    assert answer.startswith("Đang mở: ")
    assert "trang 2" in answer


async def test_done_items_say_in_time_or_how_late(commune: World) -> None:
    answer = await commune.say(CHIEF, "việc đã xong")
    assert "nộp 15/12, muộn 31 ngày làm việc" in answer
    assert "nộp 15/12, đúng hạn" in answer
    assert numbers(await commune.say(CHIEF, "những việc nào xong muộn")) == [4]
    assert numbers(await commune.say(CHIEF, "viec xong dung han cua Ban Xây dựng Đảng")) == [2]
    assert "chưa có việc nào" in await commune.say(CHIEF, "công an đã xong những việc gì")


async def test_progress_counts_match_their_lists(commune: World) -> None:
    answer = await commune.say(CHIEF, "tiến độ mảng xây dựng Đảng")
    assert "muộn 1" in answer
    for label in [label for label in commune.buttons(CHIEF) if "(" in label]:
        count = int(re.findall(r"\((\d+)\)", label)[0])
        await commune.say(CHIEF, "tiến độ mảng xây dựng Đảng")
        listed = await commune.press(CHIEF, label)
        assert "mảng xây dựng Đảng" in listed
        assert f": {count} việc" in listed


async def test_progress_of_a_topic_covers_the_work_with_that_name(commune: World) -> None:
    assert "Tiến độ về bầu cử" in await commune.say(CHIEF, "công tác bầu cử tới đâu rồi")
    (label,) = [label for label in commune.buttons(CHIEF) if "Đang mở" in label]
    answer = await commune.press(CHIEF, label)
    assert "Đang mở về bầu cử" in answer
    assert set(numbers(answer)) <= {*range(15, 26), 41, 42, 43}
    assert "1. Kết nạp đảng viên" in await commune.say(CHIEF, "kết nạp đảng viên tới đâu rồi")
    assert "Chưa rõ “nuôi ong”" in await commune.say(CHIEF, "tiến độ nuôi ong")


async def test_an_unknown_name_shows_no_work(commune: World) -> None:
    assert "Không có cán bộ nào tên “Hưởng”" in await commune.say(CHIEF, "việc của anh Hưởng")


async def test_an_officials_lists_contain_only_their_own_work(commune: World) -> None:
    answer = await commune.say(BUILDER, "việc đã xong")
    assert set(numbers(answer)) == {2, 4}
    assert "Phòng Kinh tế" not in await commune.say(BUILDER, "tiến độ")
