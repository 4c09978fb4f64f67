"""A digest of more items than a message can list still contains all of them by number."""

import re
from pathlib import Path

from sqlalchemy import select

from storage.database import Database
from storage.delivery import Delivery
from storage.milestone import Milestone
from storage.words import State
from tests.stories.world import ECONOMIST, PLAN, small_world

MANY = 150
TASK = """  - key: viec-{number}
    title: Báo cáo kết quả thực hiện nhiệm vụ được giao thứ {number}
    sector: kinh tế - xã hội
    kind: dated
    lead: Trưởng phòng Kinh tế
    due: 2025-11-28
    ro: {{nguoi: A, viec: B, trach_nhiem: C, quy_trinh: D, hieu_qua: E}}
"""


async def test_a_long_digest_titles_the_first_items_and_lists_the_rest_by_number(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    tasks = "".join(TASK.format(number=number) for number in range(MANY))
    path.write_text(PLAN.read_text("utf-8").replace("tasks:\n", f"tasks:\n{tasks}"), "utf-8")
    async with small_world(database, tmp_path, plan=path) as world:
        await world.link(ECONOMIST)
        await world.skip("2025-11-24T17:00")
        await world.advance("2025-11-25T08:00")
        messages = world.look(ECONOMIST)
        with database.commune(1) as session:
            found = (
                select(Milestone.number)
                .join(Delivery, Delivery.milestone_id == Milestone.id)
                .where(Delivery.step == "before_3", Delivery.state == State.SENT)
            )
            numbers = set(session.scalars(found))
        assert len(numbers) >= MANY
        words = " ".join(message.text for message in messages)
        assert numbers <= {int(each) for each in re.findall(r"\d+", words)}
        assert "Báo cáo kết quả thực hiện nhiệm vụ được giao thứ 0" in words
        assert f"Và {len(numbers) - 25} việc nữa" in words
