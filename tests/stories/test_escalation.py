"""Overdue work is escalated to secretary, deputy and head, with lead, days and last reply."""

from tests.stories.world import CHIEF, DEPUTY, ECONOMIST, HEAD, World

LADDER = (
    ("2025-12-11T08:00", CHIEF, "quá hạn 1 ngày làm việc"),
    ("2025-12-15T08:00", DEPUTY, "quá hạn 3 ngày làm việc"),
    ("2025-12-19T08:00", HEAD, "quá hạn 7 ngày làm việc"),
)


async def test_each_superior_is_reminded_on_their_day_with_lead_days_and_last_reply(
    world: World,
) -> None:
    await world.link(ECONOMIST, CHIEF, DEPUTY, HEAD)
    await world.say(ECONOMIST, "5 được 40%, chờ số liệu")
    await world.skip("2025-12-09T17:00")
    for moment, superior, late in LADDER:
        await world.advance(moment.replace("T08:00", "T07:59"))
        for each in (CHIEF, DEPUTY, HEAD):
            world.look(each)
        await world.advance(moment)
        parts = (f"Chủ trì: {ECONOMIST}", late, "chờ số liệu")
        texts = [message.text for message in world.look(superior)]
        told = [text for text in texts if "5. Dự toán" in text]
        assert len(told) == 1, texts
        assert all(part in told[0] for part in parts), told[0]
        for other in {CHIEF, DEPUTY, HEAD} - {superior}:
            assert not any("5. Dự toán" in message.text for message in world.look(other))
