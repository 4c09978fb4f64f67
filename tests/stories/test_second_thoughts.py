"""Edited and forwarded messages, and what has no words: nothing passes in silence."""

from functools import partial

import pytest

from tests.stories.test_answers import milestone
from tests.stories.test_proxy import named
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, at

SENT = at("2025-10-08T07:55").timestamp()


async def edit(world: World, post: str, text: str) -> str:
    return await world.send(post, lambda chat: world.server.edit(chat, text, SENT))


async def test_an_edit_of_the_same_item_corrects_it(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "1 đang làm 10%")
    assert "đang làm 15%" in await edit(world, BUILDER, "1 đang làm 15%")
    assert milestone(world, 1).percent == 15


async def test_an_edit_of_what_was_not_understood_counts(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "xyz")
    assert "đang làm 15%" in await edit(world, BUILDER, "1 đang làm 15%")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("1 đang làm 10%", "2 đang làm 10%"),
        ("4 +3", "4 +5"),
        ("1 đang làm 10%", "đang làm 20%"),
        ("1 đang làm 10%, 2 đang làm 20%", "1 đang làm 30%"),
    ],
)
async def test_an_edit_that_is_not_plain_is_asked(world: World, first: str, then: str) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, first)
    before = [(milestone(world, n).percent, milestone(world, n).value) for n in (1, 2, 4)]
    assert "vừa sửa tin" in await edit(world, BUILDER, then)
    assert [(milestone(world, n).percent, milestone(world, n).value) for n in (1, 2, 4)] == before
    await world.say(BUILDER, "thôi")
    assert "vừa sửa tin" in await edit(world, BUILDER, then)
    assert "Chưa hiểu" not in await world.say(BUILDER, "đúng")


@pytest.mark.parametrize("text", ["1 xong", "việc 1 vướng kinh phí", "quá hạn"])
async def test_a_forwarded_text_is_not_ones_own_word(world: World, text: str) -> None:
    await world.link(BUILDER)
    said = await world.send(BUILDER, lambda chat: world.server.forward(chat, {"text": text}))
    assert "chuyển tiếp từ người khác, chưa ghi" in said
    assert milestone(world, 1).status == "pending"
    answer = await world.press(BUILDER, "Đúng")
    assert "Đã ghi" in answer or answer.startswith("Quá hạn")


async def test_a_forwarded_picture_is_evidence_but_its_words_are_not(world: World) -> None:
    await world.link(BUILDER)
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}]
    content = {"photo": photo, "caption": "1 xong"}
    answer = await world.send(BUILDER, partial(world.server.forward, content=content))
    assert "minh chứng" in answer
    assert milestone(world, 1).status == "pending"


@pytest.mark.parametrize("kind", ["location", "poll", "video", "video_note", "venue", "sticker"])
async def test_what_has_no_words_gets_a_sentence(world: World, kind: str) -> None:
    await world.link(BUILDER)
    if kind in ("video", "sticker"):
        content = {kind: {"file_id": "f", "file_unique_id": "u", "file_size": 1}}
        said = await world.send(BUILDER, lambda chat: world.server._post(chat, chat, content))
    else:
        said = await world.send(BUILDER, lambda chat: world.server.send_other(chat, kind))
    assert "Chưa đọc được loại tin này" in said


async def test_an_official_hears_of_what_was_noted_for_them(world: World) -> None:
    await named(world)
    for post in (ECONOMIST, BUILDER):
        world.look(post)
    await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 đang làm 40%")
    await world.advance("2025-10-08T10:00")
    texts = [each.text for each in world.look(ECONOMIST)]
    assert any("Lê Thị Hoa vừa ghi hộ đồng chí" in each and "40%" in each for each in texts)
    assert not any("ghi hộ" in each.text for each in world.look(BUILDER))


async def test_nothing_is_told_of_a_proxy_entry_that_was_refused(world: World) -> None:
    await named(world)
    world.look(ECONOMIST)
    await world.say(CHIEF, "ghi hộ đ/c Hùng: 1 đang làm 40%")
    await world.advance("2025-10-08T10:00")
    assert not any("ghi hộ" in each.text for each in world.look(ECONOMIST))
