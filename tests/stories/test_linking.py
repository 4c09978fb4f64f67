"""One-time codes link a chat to a post; strangers get one polite sentence."""

from functools import partial

from bot.conversation.linking.codes import make_invitation
from bot.language.text.typed_code import typed_code
from storage.unit import post_by_name
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


async def test_a_stranger_gets_one_sentence_and_nothing_else(world: World) -> None:
    stranger = world.server.person("Người lạ")
    world.server.write(stranger, "xin chào")
    await world.server.until(lambda: len(world.server.messages(stranger)) == 1)
    world.server.write(stranger, "quá hạn")
    world.server.write(stranger, "1 xong")
    await world.link_by_message(CHIEF)
    assert len(world.server.messages(stranger)) == 1


async def test_a_code_is_used_once(world: World) -> None:
    with world.database.commune(1) as session:
        post = post_by_name(session, BUILDER)
        assert post is not None
        code = make_invitation(session, post, world.clock.now()).code
    first, second = world.server.person("A"), world.server.person("B")
    world.server.write(first, code.lower())
    await world.server.until(lambda: len(world.server.messages(first)) == 1)
    assert "Đã kết nối" in world.server.messages(first)[0].text
    world.server.start(second, code)
    await world.server.until(lambda: len(world.server.messages(second)) == 1)
    assert "Mã không đúng" in world.server.messages(second)[0].text


def _has(world: World, chat: int, count: int) -> bool:
    return len(world.server.messages(chat)) == count


async def test_five_wrong_codes_lock_a_chat(world: World) -> None:
    stranger = world.server.person("Người lạ")
    for count in range(1, 7):
        world.server.write(stranger, "ABCDEFGH23")
        await world.server.until(partial(_has, world, stranger, count))
    assert "thử lại sau" in world.server.messages(stranger)[-1].text


async def test_a_code_dictated_with_spaces_links(world: World) -> None:
    code = world.code(BUILDER)
    newcomer = world.server.person("A")
    world.server.write(newcomer, f"mã: {code[:4].lower()} {code[4:]}.")
    await world.server.until(lambda: len(world.server.messages(newcomer)) == 1)
    assert "Đã kết nối" in world.server.messages(newcomer)[0].text


async def test_words_of_a_linked_person_are_no_code_unless_one_fits(world: World) -> None:
    await world.link(ECONOMIST)
    said = "5 da nhan 255"
    assert typed_code(said), "it looks like one"
    assert "Mã" not in await world.say(ECONOMIST, said)
    assert "Mã không đúng" in await world.say(ECONOMIST, "mã: ABCDE FGH23")
    code = world.code(BUILDER)
    assert BUILDER in await world.say(ECONOMIST, f"{code[:5]} {code[5:]}")


async def test_the_secretary_invites_in_chat(world: World) -> None:
    await world.link_by_message(CHIEF)
    answer = await world.say(CHIEF, f"/moi {ECONOMIST}")
    assert "Mã kết nối cho Trưởng phòng Kinh tế" in answer
    assert "Không có chức danh" in await world.say(CHIEF, "/moi Tổng thống")
