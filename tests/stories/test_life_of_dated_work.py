"""One dated milestone from handover to confirmation, all answers in free words."""

from storage.milestone import by_number
from storage.words import Status
from tests.stories.world import CHIEF, ECONOMIST, EVERYWHERE, World

pytestmark = EVERYWHERE


async def test_dated_work_from_handover_to_confirmation(world: World) -> None:
    await world.link_by_message(ECONOMIST, CHIEF)
    assert "nhận việc 5" in await world.say(ECONOMIST, "việc 5 em đã nhận ạ")
    await world.skip("2025-11-07T17:00")
    await world.advance("2025-11-10T09:00")
    assert "đang làm 40%" in await world.say(ECONOMIST, "viec 5 dang lam dc 40%")
    await world.skip("2025-11-25T17:00")
    await world.advance("2025-12-01T09:00")
    world.look(CHIEF)
    answer = await world.say(ECONOMIST, "việc 5 đang vướng vì chưa có hướng dẫn của Sở")
    assert "chưa có hướng dẫn của Sở" in answer
    await world.settle()
    assert any("cần chỉ đạo" in message.text for message in world.look(CHIEF))
    answer = await world.say(ECONOMIST, "việc 5 xin lùi đến 22/12 vì chờ số liệu")
    assert "thứ Hai 22/12" in answer
    await world.say(CHIEF, "5 đồng ý gia hạn")
    await world.skip("2025-12-16T17:00")
    await world.advance("2025-12-19T09:00")
    assert any("Dự toán" in message.text for message in world.look(ECONOMIST))
    assert "Chờ Văn phòng" in await world.say(ECONOMIST, "báo cáo anh việc 5 đã xong rồi ạ")
    await world.say(CHIEF, "5 trả lại vì thiếu phụ lục")
    await world.settle()
    assert any("thiếu phụ lục" in message.text for message in world.look(ECONOMIST))
    await world.say(ECONOMIST, "việc 5 em đã hoàn thành bổ sung")
    assert "Đã xác nhận việc 5" in await world.say(CHIEF, "5 xác nhận")
    await world.settle()
    world.look(ECONOMIST)
    await world.skip("2025-12-22T17:00")
    await world.advance("2026-01-05T09:00")
    assert not any("Dự toán" in message.text for message in world.look(ECONOMIST))
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        assert (found.status, found.original_due_on.day) == (Status.DONE, 10)
