"""An absent person's substitute gets the reminders, answers, and is named as substitute."""

from sqlalchemy import select

from storage.audit import Audit
from storage.reply import Reply
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World

AWAY = f"vắng mặt từ 1/12 đến 5/12, đ/c {BUILDER} thay"


async def test_a_substitute_gets_reminders_naming_the_absent_and_answers(world: World) -> None:
    await world.link(ECONOMIST, BUILDER)
    await world.say(ECONOMIST, "5 đã nhận")
    answer = await world.say(ECONOMIST, AWAY)
    assert "từ thứ Hai 1/12 đến thứ Sáu 5/12" in answer
    await world.skip("2025-12-02T17:00")
    await world.advance("2025-12-03T07:59")
    world.look(BUILDER)
    world.look(ECONOMIST)
    await world.advance("2025-12-03T08:00")
    world.expect(BUILDER, "Dự toán", f"nhận thay đồng chí {ECONOMIST}")
    world.expect_silence(ECONOMIST)
    assert "đang làm 30%" in await world.say(BUILDER, "5 đang làm 30%")
    with world.database.commune(1) as session:
        reply = session.scalars(select(Reply).order_by(Reply.id.desc())).first()
        assert reply is not None
        assert reply.proxy_id is None
        audits = session.scalars(select(Audit).order_by(Audit.id)).all()
        assert [row.action for row in audits if row.noun == "person"] == ["absence"]
        assert reply.person_id == audits[-1].person_id != audits[0].person_id


async def test_after_the_last_day_reminders_return_to_the_holder(world: World) -> None:
    await world.link(ECONOMIST, BUILDER)
    await world.say(ECONOMIST, AWAY)
    await world.skip("2025-12-05T17:00")
    await world.advance("2025-12-08T09:00")
    world.look(BUILDER)
    assert "Không có việc số 5" in await world.say(BUILDER, "5 đã nhận")
    world.look(ECONOMIST)
    await world.advance("2025-12-09T08:00")
    world.expect(ECONOMIST, "Dự toán")


async def test_the_secretary_records_lists_and_ends_absences_of_others(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER)
    answer = await world.say(CHIEF, f"đ/c {ECONOMIST} {AWAY}")
    assert f"đồng chí {ECONOMIST} vắng mặt" in answer
    assert f"đồng chí {BUILDER} thay" in await world.say(CHIEF, "vắng mặt")
    assert "hết vắng mặt" in await world.press(CHIEF, f"Hết vắng: {ECONOMIST}")
    assert "Không có đồng chí nào vắng mặt" in await world.say(CHIEF, "vang mat")


async def test_a_substitute_of_the_secretary_decides_and_gets_the_summary(
    world: World,
) -> None:
    await world.link(CHIEF, ECONOMIST, DEPUTY)
    await world.say(CHIEF, f"vắng mặt từ 9/10 đến 10/10, đ/c {DEPUTY} thay")
    await world.say(ECONOMIST, "5 xong")
    await world.advance("2025-10-09T07:44")
    world.look(DEPUTY)
    world.look(CHIEF)
    await world.advance("2025-10-09T07:45")
    world.expect(DEPUTY, "Đầu ngày", f"nhận thay đồng chí {CHIEF}", "Chờ đồng chí xử lý")
    world.expect_silence(CHIEF)
    assert "Đã xác nhận việc 5" in await world.say(DEPUTY, "5 xác nhận")


async def test_waiting_deliveries_go_to_the_substitute_and_back(
    world: World,
) -> None:
    await world.link(CHIEF, ECONOMIST, DEPUTY)
    await world.advance("2025-10-10T18:00")
    await world.say(ECONOMIST, "5 vướng mắc: chưa có số liệu")
    await world.settle()
    await world.say(CHIEF, f"vắng mặt từ 13/10 đến 14/10, đ/c {DEPUTY} thay")
    world.look(DEPUTY)
    world.look(CHIEF)
    await world.advance("2025-10-13T07:30")
    heard = "\n".join(message.text for message in world.look(DEPUTY))
    assert "vướng mắc" in heard
    assert f"nhận thay đồng chí {CHIEF}" in heard
    assert not any("Dự toán" in message.text for message in world.look(CHIEF))


async def test_who_returns_early_gets_what_still_waits(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, DEPUTY)
    await world.say(CHIEF, f"vắng mặt từ 10/10 đến 14/10, đ/c {DEPUTY} thay")
    await world.advance("2025-10-10T18:00")
    await world.say(ECONOMIST, "5 vướng mắc: chưa có số liệu")
    await world.settle()
    await world.say(CHIEF, "vắng mặt")
    await world.press(CHIEF, f"Hết vắng: {CHIEF}")
    world.look(DEPUTY)
    world.look(CHIEF)
    await world.advance("2025-10-13T07:30")
    assert any("Dự toán" in message.text for message in world.look(CHIEF))
    assert not any("Dự toán" in message.text for message in world.look(DEPUTY))


async def test_an_absent_substitute_is_replaced_by_the_next_and_back(
    world: World,
) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER, DEPUTY)
    await world.say(ECONOMIST, "5 đã nhận")
    await world.say(ECONOMIST, AWAY)
    await world.skip("2025-12-02T16:00")
    await world.advance("2025-12-02T18:00")
    await world.say(BUILDER, f"vắng mặt từ 3/12 đến 5/12, đ/c {DEPUTY} thay")
    for post in (BUILDER, DEPUTY, ECONOMIST):
        world.look(post)
    await world.advance("2025-12-03T08:00")
    told = [message.text for message in world.look(DEPUTY)]
    assert any("5. Dự toán" in text and f"nhận thay đồng chí {ECONOMIST}" in text for text in told)
    for post in (BUILDER, ECONOMIST):
        assert not any("Dự toán" in message.text for message in world.look(post))
    assert "đang làm 30%" in await world.say(DEPUTY, "5 đang làm 30%")


async def test_an_invalid_absence_is_refused(world: World) -> None:
    await world.link(ECONOMIST, BUILDER, CHIEF)
    says = world.say
    assert "cùng một người" in await says(CHIEF, f"vắng mặt từ 1/12 đến 5/12, đ/c {CHIEF} thay")
    assert "đã qua" in await says(CHIEF, f"vắng mặt từ 1/10 đến 3/10, đ/c {BUILDER} thay")
    assert "trước ngày bắt đầu" in await says(
        CHIEF, f"vắng mặt từ 5/12/2025 đến 1/12/2025, đ/c {BUILDER} thay"
    )
    assert "Văn phòng ghi" in await says(ECONOMIST, f"đ/c {CHIEF} {AWAY}")
    await says(ECONOMIST, AWAY)
    assert "cũng vắng mặt" in await says(
        BUILDER, f"vắng mặt từ 3/12 đến 9/12, đ/c {ECONOMIST} thay"
    )
    assert "Không rõ đồng chí" in await says(
        BUILDER, "vắng mặt từ 3/12 đến 9/12, đ/c Lê Văn Không Có thay"
    )
