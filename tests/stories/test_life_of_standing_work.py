"""Standing work: a report every month is created, reminded, submitted and confirmed."""

from sqlalchemy import select

from storage.milestone import Milestone
from storage.words import MilestoneShape, Status
from tests.stories.world import BUILDER, CHIEF, EVERYWHERE, World

pytestmark = EVERYWHERE


def reports(world: World) -> list[Milestone]:
    with world.database.commune(1) as session:
        found = select(Milestone).where(Milestone.shape == MilestoneShape.STANDING_REPORT)
        return list(session.scalars(found.order_by(Milestone.due_on)).unique())


async def test_standing_work_has_a_report_every_month(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    for month in ("2025-10-31", "2025-11-28", "2025-12-31"):
        await world.skip(f"{month[:7]}-20T17:00")
        await world.advance(f"{month}T09:00")
        (report,) = [each for each in reports(world) if not each.status.closed]
        texts = [message.text for message in world.look(BUILDER)]
        assert any(f"báo cáo tháng {report.due_on.month}" in text for text in texts)
        answer = await world.say(BUILDER, f"việc {report.number} đã gửi báo cáo tháng")
        assert "Chờ Văn phòng" in answer
        await world.say(CHIEF, f"{report.number} xác nhận")
    assert [each.status for each in reports(world)] == [Status.DONE] * 3
