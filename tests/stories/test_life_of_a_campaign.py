"""A campaign: its opening, a report every week while it lasts, its closing report."""

from sqlalchemy import select

from storage.milestone import Milestone
from storage.words import MilestoneShape, Status
from tests.stories.world import CHIEF, ECONOMIST, EVERYWHERE, World

pytestmark = EVERYWHERE


def of_shape(world: World, shape: MilestoneShape) -> list[Milestone]:
    with world.database.commune(1) as session:
        found = select(Milestone).where(Milestone.shape == shape).order_by(Milestone.due_on)
        return list(session.scalars(found).unique())


async def finish(world: World, number: int, words: str) -> None:
    assert "Chờ Văn phòng" in await world.say(ECONOMIST, words.format(number))
    assert f"Đã xác nhận việc {number}" in await world.say(CHIEF, f"{number} xác nhận")


async def test_a_campaign_from_opening_to_closing_report(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    (opening,), (closing,) = (
        of_shape(world, MilestoneShape.OPENING),
        of_shape(world, MilestoneShape.CLOSING),
    )
    await world.skip("2026-01-13T17:00")
    await world.advance("2026-01-19T09:00")
    world.look(ECONOMIST)
    await finish(world, opening.number, "việc {} đã ra quân xong")
    reported = set()
    for day in ("2026-01-23T16:00", "2026-01-30T16:00", "2026-02-06T09:00"):
        await world.advance(day)
        for report in of_shape(world, MilestoneShape.CAMPAIGN_REPORT):
            if report.status is not Status.DONE:
                texts = [message.text for message in world.look(ECONOMIST)]
                assert any("báo cáo tuần" in text for text in texts)
                await finish(world, report.number, "việc {} đã nộp báo cáo")
                reported.add(report.number)
    assert len(reported) >= 2
    await finish(world, closing.number, "việc {} đã xong báo cáo tổng kết")
    await world.advance("2026-02-06T17:30")
    world.look(ECONOMIST)
    await world.skip("2026-02-10T17:00")
    await world.advance("2026-02-13T09:00")
    texts = [message.text for message in world.look(ECONOMIST)]
    assert not any("an toàn thực phẩm" in text for text in texts)
