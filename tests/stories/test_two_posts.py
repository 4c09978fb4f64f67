"""One person with two posts, and codes that are typed in the chat of somebody else."""

import pytest
from sqlalchemy import select

from storage.person import Address, Holding
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World

NAME = "Lê Văn Bình"


async def typed(world: World, post: str, code: str) -> str:
    return await world.say(post, code)


def held(world: World) -> dict[str, list[str]]:
    """The posts of everybody who holds one, by name."""
    found: dict[str, list[str]] = {}
    with world.database.commune(1) as session:
        for row in session.scalars(select(Holding).where(Holding.until.is_(None))):
            found.setdefault(row.person.name, []).append(row.post.name)
    return found


@pytest.mark.parametrize("name", ["", NAME], ids=["unnamed", "named twice"])
async def test_a_second_code_gives_a_second_post_to_the_same_person(
    world: World, name: str
) -> None:
    await world.link(CHIEF)
    world.arrive(ECONOMIST)
    await typed(world, ECONOMIST, world.code(ECONOMIST, name))
    await world.say(ECONOMIST, "5 đang làm 10%")
    answer = await typed(world, ECONOMIST, world.code(BUILDER, name))
    assert f"Đã kết nối: {ECONOMIST}, {BUILDER}" in answer
    assert held(world)[name or ECONOMIST] == [ECONOMIST, BUILDER]
    for number in (5, 1):
        said = await world.say(ECONOMIST, f"{number} đang làm 45%")
        assert f"Đã ghi: việc {number} " in said
    assert f"{ECONOMIST}: chưa kết nối" not in await world.say(CHIEF, "kết nối")
    world.look(ECONOMIST)
    await world.skip("2025-11-27T17:00")
    await world.advance("2025-11-28T08:00")
    world.expect(ECONOMIST, "1. Kế hoạch", "2. Dự thảo")


async def test_a_code_for_another_person_cuts_nobody_off(world: World) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    code = world.code(ECONOMIST)
    answer = await typed(world, BUILDER, code)
    assert "Chưa đổi gì" in answer
    assert f"bàn giao {ECONOMIST} cho {BUILDER}" in answer
    assert "Đã ghi" in await world.say(BUILDER, "1 đang làm 10%")
    assert "Đã ghi" in await world.say(ECONOMIST, "5 đang làm 10%")
    await world.say(CHIEF, f"ngắt đ/c {BUILDER}")
    assert f"Đã kết nối: {ECONOMIST}" in await typed(world, BUILDER, code)


async def test_a_new_name_for_a_vacant_post_is_somebody_else(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    answer = await typed(world, BUILDER, world.code(ECONOMIST, NAME))
    assert "Chưa đổi gì" in answer
    assert held(world)[BUILDER] == [BUILDER]


async def test_ones_own_code_takes_no_chat_from_another(world: World) -> None:
    await world.link(CHIEF, BUILDER, DEPUTY)
    code = (await world.say(DEPUTY, "xin mã")).split("\n")[1]
    assert "Chưa đổi gì" in await typed(world, BUILDER, code)
    with world.database.commune(1) as session:
        linked = session.scalars(select(Address).where(Address.revoked_at.is_(None))).all()
        assert sorted(row.person.name for row in linked) == sorted([CHIEF, BUILDER, DEPUTY])


async def test_a_digest_says_for_which_post_its_work_is_where_the_reader_has_several(
    world: World,
) -> None:
    await world.link(CHIEF, DEPUTY)
    world.arrive(ECONOMIST)
    for post in (ECONOMIST, BUILDER):
        await typed(world, ECONOMIST, world.code(post, NAME))
    world.look(ECONOMIST)
    await world.advance("2025-10-09T08:30")
    told = [each.text for each in world.look(ECONOMIST) if "Nhắc việc" in each.text][-1]
    first, second = told.index(f"\n{BUILDER}: 4 việc"), told.index(f"\n{ECONOMIST}: 3 việc")
    assert first < told.index("1. Kế hoạch") < told.index("2. Dự thảo") < second
    assert second < told.index("5. Dự toán")
    await world.advance("2025-10-10T08:30")
    assert all(f"\n{CHIEF}: " not in each.text for each in world.look(CHIEF))
