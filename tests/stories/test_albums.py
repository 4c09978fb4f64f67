"""An album comes as a message a picture and gets one answer; all its pictures are evidence."""

from tests.stories.test_evidence import kept
from tests.stories.world import ECONOMIST, World


async def send_album(world: World, count: int, caption: str = "") -> list[str]:
    """Everything that is said to an album, until what is said after it is answered."""
    chat = world.chat(ECONOMIST)
    before = len(world.server.messages(chat))
    world.server.send_album(chat, count, caption)
    await world.server.until(lambda: len(world.server.messages(chat)) > before)
    await world.say(ECONOMIST, "dữ liệu của tôi")
    return [message.text for message in world.server.messages(chat)[before:-1]]


async def test_an_album_with_its_answer_gets_one_line(world: World) -> None:
    await world.link(ECONOMIST)
    said = await send_album(world, 4, "5 đang làm 60%")
    assert len(said) == 1, said
    assert "đang làm 60%" in said[0]
    assert "các tệp vừa gửi làm minh chứng việc 5" in said[0]
    assert [number for number, _, _ in await kept(world)] == [5] * 4


async def test_an_album_without_a_word_is_asked_about_once(world: World) -> None:
    await world.link(ECONOMIST)
    before = len(world.server.messages(world.chat(ECONOMIST)))
    chat = world.chat(ECONOMIST)
    world.server.send_album(chat, 3)
    await world.server.until(lambda: len(world.server.messages(chat)) > before)
    answer = await world.say(ECONOMIST, "6")
    said = [message.text for message in world.server.messages(chat)[before:]]
    assert len(said) == 2, said
    assert said[0].startswith("Các tệp này là minh chứng cho việc nào?")
    assert "Đang lưu 3 tệp làm minh chứng việc 6" in answer
    assert [number for number, _, _ in await kept(world)] == [6] * 3


async def test_a_second_album_is_answered_again(world: World) -> None:
    await world.link(ECONOMIST)
    for number, moment in ((5, "2025-10-08T08:30"), (6, "2025-10-08T08:40")):
        await world.advance(moment)
        (said,) = await send_album(world, 2, f"{number} đang làm 60%")
        assert f"minh chứng việc {number}" in said
    assert [number for number, _, _ in await kept(world)] == [5, 5, 6, 6]
