"""A quota counted by village: added up, shown, undone, and asked back where unclear."""

from sqlalchemy import select

from storage.figures import as_json
from storage.milestone import by_number
from storage.reply import Reply
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def counts(world: World) -> tuple[float | str | None, dict[str, int]]:
    """The whole, and the villages of item 4."""
    with world.database.commune(1) as session:
        found = by_number(session, 4)
        assert found is not None
        return as_json(found.value), found.village_values


async def test_village_counts_split_a_known_total_and_then_raise_it(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    answer = await world.say(BUILDER, "thôn An Dương 6, thôn Bình Minh 4")
    assert "đạt 11/33" in answer
    assert "Theo thôn: An Dương 6/20, Bình Minh 4/13, chưa rõ thôn 1" in answer
    assert "đạt 13/33" in await world.say(BUILDER, "viec 4: binh minh +3")
    assert counts(world) == (13, {"An Dương": 6, "Bình Minh": 7})
    asked = await world.say(BUILDER, "4 An Dương 5 đồng chí")
    assert "An Dương 6 → 5 là ít hơn số đã ghi, chưa ghi; toàn xã sẽ là 12 đồng chí" in asked
    assert counts(world) == (13, {"An Dương": 6, "Bình Minh": 7})
    assert "đạt 12/33" in await world.say(BUILDER, "đúng")
    assert "An Dương 5/20, Bình Minh 7/13" in await world.say(BUILDER, "4")
    assert "Theo thôn: An Dương 5/20" in await world.say(CHIEF, "tiến độ")
    assert "An Dương 5/20" in await world.say(CHIEF, "việc 4 tiến độ thế nào")


async def test_village_counts_answer_the_question_for_the_count(world: World) -> None:
    await world.link(BUILDER)
    assert "đã đạt bao nhiêu" in await world.say(BUILDER, "4 báo số")
    assert "Chưa rõ" in await world.say(BUILDER, "thôn An Dương 9, thôn Xa Lạ 5")
    assert "đạt 12/33" in await world.say(BUILDER, "An Dương 9, Bình Minh 3")


async def test_unclear_village_counts_are_asked_back_and_nothing_is_stored(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "thôn An Dương 6, thôn Xa Lạ 2")
    assert "chưa rõ “thôn Xa Lạ 2”" in answer
    assert "An Dương, Bình Minh" in answer
    assert counts(world) == (11, {})


async def test_a_total_below_its_village_counts_is_refused(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "An Dương 9, Bình Minh 8")
    answer = await world.say(BUILDER, "4 đạt 10")
    assert "Chưa ghi" in answer
    assert "An Dương 9/20, Bình Minh 8/13" in answer
    assert counts(world) == (17, {"An Dương": 9, "Bình Minh": 8})
    assert "chưa rõ “An Dương -3”" in await world.say(BUILDER, "An Dương -3")
    assert "đạt 10/33" in await world.say(BUILDER, "4 An Dương 2, đính chính")


async def test_village_counts_store_no_citizens_name(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    told = await world.say(BUILDER, "4 An Dương 9 (Nguyễn Văn Nam), Bình Minh 4: trần thị hoa")
    assert "đạt 13/33" in told
    assert "Tên người trong tin không được lưu" in told
    await world.say(BUILDER, "4 vướng mắc hồ sơ của Lê Thị Hồng chưa xác minh được")
    shown = await world.say(CHIEF, "4")
    assert "hồ sơ của … chưa xác minh được" in shown
    with world.database.commune(1) as session:
        kept = " ".join(f"{each.text} {each.reason}" for each in session.scalars(select(Reply)))
    for name in ("Nam", "hoa", "Hồng"):
        assert name not in shown
        assert name not in kept


async def test_undo_removes_all_village_counts_of_an_answer(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "An Dương 12, Bình Minh 1")
    assert counts(world) == (13, {"An Dương": 12, "Bình Minh": 1})
    await world.say(BUILDER, "Bình Minh 5")
    await world.say(BUILDER, "hoàn tác")
    assert counts(world) == (13, {"An Dương": 12, "Bình Minh": 1})
    await world.say(BUILDER, "hoàn tác")
    assert counts(world) == (11, {})


async def test_the_secretary_stores_village_counts_by_proxy_and_others_cannot(world: World) -> None:
    await world.link(BUILDER, CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "thôn An Dương 3")
    assert counts(world) == (11, {})
    answer = await world.say(CHIEF, f"ghi hộ {BUILDER}: 4 An Dương 8, Bình Minh 6")
    assert "đạt 14/33" in answer
    assert "hộ" in answer


async def test_the_question_for_the_count_shows_the_villages(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "An Dương 7, Bình Minh 5")
    await world.advance("2025-10-24T09:00")
    asked = [message.text for message in world.look(BUILDER) if "Theo thôn" in message.text]
    assert asked
    assert "An Dương 7/20, Bình Minh 5/13" in asked[-1]
