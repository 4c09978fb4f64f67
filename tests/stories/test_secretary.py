"""The secretary lists overdue work, decides, and gets a daily summary."""

from storage.milestone import by_number
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World


async def test_overdue_list_has_days_lead_and_last_reply(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 được 40%, chờ số liệu")
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    for words in ("quá hạn", "qua han", "/quahan", "/quahan@nhacviec_bot"):
        answer = await world.say(CHIEF, words)
        assert "5. Dự toán ngân sách năm 2026" in answer
        assert "quá hạn 3 ngày làm việc" in answer
        assert "Chủ trì: Trưởng phòng Kinh tế" in answer
        assert "chờ số liệu" in answer


async def test_an_official_sees_only_their_own_overdue_work(world: World) -> None:
    await world.link(ECONOMIST)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    answer = await world.say(ECONOMIST, "quá hạn")
    assert "Dự toán" in answer
    assert "Chương trình hành động" not in answer


async def test_confirming_a_result_closes_it_and_notifies_the_lead(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    await world.advance("2025-10-08T10:00")
    world.look(ECONOMIST)
    assert "Đã nộp kết quả" in await world.say(CHIEF, "chờ duyệt")
    await world.press(CHIEF, "Việc 5")
    assert "Đã xác nhận việc 5" in await world.press(CHIEF, "Xác nhận")
    await world.advance("2025-10-08T10:01")
    world.expect(ECONOMIST, "đã xác nhận việc 5")
    await world.skip("2025-11-25T17:00")
    await world.advance("2025-12-31T17:00")
    texts = [message.text for message in world.look(ECONOMIST)]
    assert not any("Dự toán" in text for text in texts)


async def test_returning_a_result_needs_a_reason_and_restarts_the_ladder(
    world: World,
) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xong")
    assert "lý do trả lại" in await world.say(CHIEF, "5 trả lại")
    assert "thiếu phụ lục" in await world.say(CHIEF, "thiếu phụ lục")
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        assert found.status is Status.IN_PROGRESS
    await world.advance("2025-10-08T10:00")
    assert any("thiếu phụ lục" in message.text for message in world.look(ECONOMIST))
    await world.skip("2025-12-08T17:00")
    await world.advance("2025-12-09T08:00")
    assert any("hạn ngày mai" in message.text for message in world.look(ECONOMIST))


async def test_a_granted_extension_moves_the_date_and_the_reminders(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chờ số liệu")
    await world.say(CHIEF, "5")
    assert "đến thứ Hai 22/12" in await world.press(CHIEF, "Đồng ý gia hạn")
    await world.skip("2025-12-09T17:00")
    await world.advance("2025-12-12T08:00")
    texts = [message.text for message in world.look(ECONOMIST)]
    assert any("hạn gốc 10/12" in text for text in texts)
    assert not any("quá hạn" in text for text in texts)


async def test_an_old_button_shows_the_present_state(world: World) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY)
    await world.say(ECONOMIST, "5 xong")
    await world.say(CHIEF, "5")
    await world.say(DEPUTY, "5")
    await world.press(DEPUTY, "Xác nhận")
    answer = await world.press(CHIEF, "Trả lại")
    assert "Nút này đã cũ" in answer
    assert "đã hoàn thành" in answer


async def test_officials_cannot_decide(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    assert "cần Văn phòng" in await world.say(ECONOMIST, "5 xác nhận")
    assert "dành cho Văn phòng" in await world.say(ECONOMIST, "chờ duyệt")


async def test_the_secretarys_summary_comes_even_when_nothing_is_due(world: World) -> None:
    await world.link(CHIEF)
    await world.advance("2025-10-09T07:45")
    world.expect(CHIEF, "Đầu ngày thứ Năm 9/10", "Chưa kết nối")


async def test_the_summary_names_persons_who_blocked_the_bot(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    world.server.block(world.chat(ECONOMIST))
    await world.advance("2025-10-09T08:10")
    texts = [message.text for message in world.look(CHIEF)]
    assert any("Không gửi được tin cho đồng chí" in text for text in texts)


async def test_help_shows_what_the_rank_may_do(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    assert "mời" not in await world.say(BUILDER, "trợ giúp")
    answer = await world.say(CHIEF, "/help")
    assert "mời CHỨC DANH" in answer
    assert "xác nhận" in answer


async def test_days_late_are_working_days_and_rest_days_are_said_to_be(world: World) -> None:
    await world.link(CHIEF)
    await world.skip("2025-11-28T17:00")
    await world.advance("2025-11-30T09:00")
    assert "quá hạn 2 ngày, đều là ngày nghỉ" in await world.say(CHIEF, "quá hạn")
    await world.advance("2025-12-01T09:00")
    assert "quá hạn 1 ngày làm việc" in await world.say(CHIEF, "quá hạn")
