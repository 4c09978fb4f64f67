"""A post with all its work passes to another person; work passes to another post."""

from functools import partial

from sqlalchemy import select

from storage.audit import Audit
from storage.person import Holding
from storage.reply import Reply
from storage.words import Status
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

NEW = "Nguyễn Văn An"


async def test_a_newcomer_takes_a_post_over_by_code(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 40%")
    answer = await world.say(CHIEF, f"bàn giao {ECONOMIST} cho {NEW}")
    assert "Việc đang mở: 3" in answer
    code = answer.split("Mã kết nối cho đồng chí Nguyễn Văn An: ")[1].split(",")[0]
    await world.advance("2025-10-08T10:00")
    world.expect(ECONOMIST, "đã bàn giao", NEW, "5. Dự toán")
    assert "không giữ chức danh nào" in await world.say(ECONOMIST, "5 đã nhận")
    chat = world.server.person(NEW)
    world.server.start(chat, code)
    await world.server.until(lambda: len(world.server.messages(chat)) > 0)
    await world.settle()
    texts = [message.text for message in world.server.messages(chat)]
    assert any(f"Chào đồng chí {NEW}" in text for text in texts)
    assert any("nhận bàn giao" in text and "5. Dự toán" in text for text in texts)
    world.server.write(chat, "5 đang làm 50%")
    await world.server.until(partial(_says, world, chat, "đang làm 50%"))
    with world.database.commune(1) as session:
        holdings = session.scalars(select(Holding).order_by(Holding.id)).all()
        assert [(row.person.name, row.until is None) for row in holdings[1:]] == [
            (ECONOMIST, False),
            (NEW, True),
        ]
        persons = [row.person_id for row in session.scalars(select(Reply).order_by(Reply.id))]
        assert persons == [holdings[1].person_id, holdings[2].person_id]


def _says(world: World, chat: int, part: str) -> bool:
    return part in world.server.messages(chat)[-1].text


async def test_reminders_go_to_the_present_holder(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER)
    answer = await world.say(CHIEF, f"bàn giao {ECONOMIST} cho đ/c {BUILDER}")
    assert "Mã kết nối" not in answer
    await world.skip("2025-12-09T17:00")
    await world.advance("2025-12-10T07:59")
    world.look(ECONOMIST)
    world.look(BUILDER)
    await world.advance("2025-12-10T08:00")
    world.expect(BUILDER, "Dự toán")
    world.expect_silence(ECONOMIST)


async def test_only_the_secretary_transfers_and_only_known_posts(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    assert "Không có chức danh" in await world.say(CHIEF, f"bàn giao Tổng thống cho {NEW}")
    assert "họ tên" in await world.say(CHIEF, f"bàn giao {ECONOMIST} cho An")
    assert "Đã bàn giao" not in await world.say(ECONOMIST, f"bàn giao {ECONOMIST} cho {NEW}")


async def test_a_task_given_to_another_post_is_handed_over_again(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER)
    await world.say(BUILDER, "2 đang làm 40%")
    await world.settle()
    for post in (BUILDER, ECONOMIST):
        world.look(post)
    answer = await world.say(CHIEF, f"giao lại cả nhiệm vụ 2 cho {ECONOMIST}")
    assert f"từ {BUILDER} cho {ECONOMIST}" in answer
    await world.advance("2025-10-08T10:00")
    world.expect(BUILDER, "đã giao lại việc 2")
    texts = " ".join(message.text for message in world.look(ECONOMIST))
    assert "giao đồng chí chủ trì việc 2" in texts
    assert "mới giao" in texts
    assert [milestone(world, number).status for number in (2, 3)] == [Status.PENDING] * 2
    assert "Không có việc số 2" in await world.say(BUILDER, "2 xong")
    assert "nhận việc 2" in await world.say(ECONOMIST, "2 đã nhận")
    with world.database.commune(1) as session:
        actions = session.scalars(select(Audit.action).where(Audit.noun == "task")).all()
        assert "reassign" in actions


async def test_a_task_is_not_reassigned_to_its_present_lead(world: World) -> None:
    await world.link(CHIEF)
    assert "đang do chức danh đó" in await world.say(CHIEF, f"giao lai 2 cho {BUILDER}")


async def test_a_post_goes_to_nobody_of_another_family_name(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER)
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho {NEW}")
    answer = await world.say(CHIEF, f"bàn giao {BUILDER} cho Lê Văn An")
    assert f"Đã bàn giao {BUILDER} cho đồng chí Lê Văn An" in answer
    with world.database.commune(1) as session:
        held = session.scalars(select(Holding).where(Holding.until.is_(None))).all()
        assert {row.post.name: row.person.name for row in held if row.person.name != CHIEF} == {
            ECONOMIST: NEW,
            BUILDER: "Lê Văn An",
        }


async def test_what_is_noted_for_an_unknown_name_is_noted_for_nobody(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho {NEW}")
    answer = await world.say(CHIEF, "ghi hộ đ/c Lê Văn An: 5 đang làm 10%")
    assert "Không có cán bộ nào tên “đ/c Lê Văn An”" in answer
    asked = await world.say(CHIEF, "việc của đ/c Lê Văn An")
    assert "Không có cán bộ nào tên “Lê Văn An”" in asked
