"""Overdue work is escalated to secretary, deputy and head, with lead, days and last reply."""

from pathlib import Path

from bot.app.program import TRAINING_PLAN
from storage.database import Database
from tests.stories.world import CHIEF, DEPUTY, ECONOMIST, HEAD, World, small_world

LADDER = (
    ("2025-12-11T08:00", CHIEF, "quá hạn 1 ngày làm việc"),
    ("2025-12-15T08:00", DEPUTY, "quá hạn 3 ngày làm việc"),
    ("2025-12-19T08:00", HEAD, "quá hạn 7 ngày làm việc"),
)


async def test_each_superior_is_reminded_on_their_day_with_lead_days_and_last_reply(
    world: World,
) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY, HEAD)
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chưa đủ căn cứ")
    await world.say(ECONOMIST, "5 được 40%, chờ số liệu")
    await world.skip("2025-12-09T17:00")
    for moment, superior, late in LADDER:
        await world.advance(moment.replace("T08:00", "T07:59"))
        for each in (CHIEF, DEPUTY, HEAD):
            world.look(each)
        await world.advance(moment)
        parts = (f"Chủ trì: {ECONOMIST}", late, "Xin lùi đến 22/12", "chờ số liệu")
        texts = [message.text for message in world.look(superior)]
        told = [text for text in texts if "5. Dự toán" in text]
        assert len(told) == 1, texts
        assert all(part in told[0] for part in parts), told[0]
        for other in {CHIEF, DEPUTY, HEAD} - {superior}:
            assert not any("5. Dự toán" in message.text for message in world.look(other))


async def test_a_list_of_overdue_work_keeps_days_late_and_the_last_answer(
    database: Database, tmp_path: Path
) -> None:
    chief = "Chánh Văn phòng Đảng ủy"
    async with small_world(database, tmp_path, plan=TRAINING_PLAN) as commune:
        await commune.link(ECONOMIST, chief)
        await commune.skip("2025-12-30T17:00")
        await commune.say(ECONOMIST, "28 được 40%, chờ số liệu")
        await commune.advance("2026-01-05T07:59")
        commune.look(chief)
        await commune.advance("2026-01-05T08:00")
        told = "\n".join(message.text for message in commune.look(chief))
    assert "Đã quá hạn, chưa có kết quả: " in told
    lines = [line for line in told.split("\n") if "quá hạn 1 ngày làm việc" in line]
    assert len(lines) > 3
    (answered,) = [line for line in lines if line.startswith("28. ")]
    assert "; phản hồi 30/12: “28 được 40%, chờ số liệu”)" in answered
    assert all(line.endswith("; chưa có phản hồi)") for line in lines if line != answered)
