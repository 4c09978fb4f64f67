"""The secretary records an official's answer; it is marked wherever it is shown."""

import pytest
from sqlalchemy import select

from storage.audit import Audit
from storage.dialog import Dialog
from storage.milestone import by_number
from storage.person import Person, persons
from storage.reply import Reply
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World


def name(world: World, **names: str) -> None:
    """Give the holders of posts names of their own."""
    with world.database.commune(1) as session:
        for person in persons(session):
            person.name = names.get(person.name.split()[-1], person.name)


async def named(world: World) -> None:
    await world.link(BUILDER, ECONOMIST, CHIEF, DEPUTY)
    name(world, Đảng="Nguyễn Văn Dũng", tế="Trần Văn Hùng", phòng="Lê Thị Hoa", trực="Vũ Thị Mai")


WAYS = [
    "ghi hộ đ/c Dũng: 3 xong, số 45-KH/ĐU ngày 7/10",
    "ghi ho dc Dung: 3 xong, so 45-KH/ĐU ngay 7/10",
    "Ghi hộ đồng chí Nguyễn Văn Dũng 3 xong, số 45-KH/ĐU ngày 7/10",
    "ghi hộ Trưởng Ban Xây dựng Đảng: 3 xong, số 45-KH/ĐU ngày 7/10",
    "/ghiho đ/c Dũng: 3 xong, số 45-KH/ĐU ngày 7/10",
]


@pytest.mark.parametrize("text", WAYS)
async def test_an_answer_by_proxy_counts_as_the_officials_and_is_marked(
    world: World, text: str
) -> None:
    await named(world)
    answer = await world.say(CHIEF, text)
    assert answer.startswith("Ghi hộ đồng chí Nguyễn Văn Dũng.")
    assert "45-KH/ĐU" in answer
    with world.database.commune(1) as session:
        found, reply = by_number(session, 3), session.scalars(select(Reply)).one()
        audit = session.scalars(select(Audit).where(Audit.action == "submit")).one()
        people = {person.id: person.name for person in session.scalars(select(Person))}
        assert found is not None
        assert found.status is Status.SUBMITTED
        for row in (reply, audit):
            assert people[row.person_id or 0] == "Nguyễn Văn Dũng"
            assert people[row.proxy_id or 0] == "Lê Thị Hoa"


async def test_proxy_answers_are_marked_on_cards_and_lists(world: World) -> None:
    await named(world)
    await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 xin lùi đến 20/12 vì chờ số liệu")
    assert "(ghi hộ)" in await world.say(ECONOMIST, "5")
    assert (await world.say(CHIEF, "chờ duyệt")).count("(ghi hộ)") == 2
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    assert "Phản hồi 8/10 (ghi hộ)" in await world.say(CHIEF, "quá hạn")


async def test_missing_details_are_asked_of_the_secretary(world: World) -> None:
    await named(world)
    assert "số và ngày văn bản" in await world.say(CHIEF, "ghi hộ đ/c Dũng: 3 xong")
    answer = await world.say(CHIEF, "45-KH/ĐU ngày 7/10")
    assert answer.startswith("Ghi hộ đồng chí Nguyễn Văn Dũng.")
    with world.database.commune(1) as session:
        assert session.scalars(select(Reply)).one().proxy_id is not None
    assert "Đã hoàn tác" in await world.press(CHIEF, "Hoàn tác")


async def test_an_unknown_or_ambiguous_name_is_asked_back(world: World) -> None:
    await named(world)
    assert "Không có cán bộ nào tên" in await world.say(CHIEF, "ghi hộ đ/c Quỳnh: 5 xong")
    name(world, Hùng="Trần Văn Hùng", Dũng="Phạm Đức Hùng")
    answer = await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 xong")
    assert "w. " in answer
    assert "Trần Văn Hùng (Trưởng phòng Kinh tế)" in answer
    with world.database.commune(1) as session:
        assert session.scalars(select(Reply)).all() == []
    assert "Ghi hộ đồng chí Trần Văn Hùng." in await world.say(CHIEF, "Trần Văn Hùng")
    with world.database.commune(1) as session:
        assert len(session.scalars(select(Reply)).all()) == 1


async def test_one_of_several_people_is_chosen_by_a_letter_and_a_number_stays_an_item(
    world: World,
) -> None:
    await named(world)
    name(world, Hùng="Trần Văn Hùng", Dũng="Phạm Đức Hùng")
    first = (await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 đang làm 40%")).split("\nw. ")[1]
    chosen = first.split(" (")[0]
    assert f"Ghi hộ đồng chí {chosen}." in await world.say(CHIEF, "W")
    await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 đang làm 40%")
    assert "1. Kế hoạch kiểm tra chi bộ" in await world.say(CHIEF, "1")


async def test_people_offered_by_number_before_letters_are_chosen_by_number(world: World) -> None:
    await named(world)
    name(world, Hùng="Trần Văn Hùng", Dũng="Phạm Đức Hùng")
    await world.say(CHIEF, "ghi hộ đ/c Hùng: 5 đang làm 40%")
    with world.database.commune(1) as session:
        row = session.scalars(select(Dialog)).one()
        row.data = {"said": row.data["said"], "people": row.data["offered"]}
        second = row.data["people"][1][1]
    assert f"Ghi hộ đồng chí {second}." in await world.say(CHIEF, "2")


async def test_only_the_secretary_answers_by_proxy_and_never_decides(world: World) -> None:
    await named(world)
    for who in (ECONOMIST, DEPUTY):
        assert "dành cho Văn phòng" in await world.say(who, "ghi hộ đ/c Dũng: 1 xong")
    await world.say(ECONOMIST, "5 xong")
    assert "quyết định" in await world.say(CHIEF, "ghi hộ đ/c Mai: 5 xác nhận")
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        assert found.status is Status.SUBMITTED
