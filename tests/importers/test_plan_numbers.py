"""A plan may state the number of an item; stored items keep theirs, others come after."""

import pytest
from sqlalchemy import select

from bot.commandline.previewing import preview_plan
from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.plan_saving import save_plan
from storage.database import Database
from storage.milestone import Milestone
from storage.task import Task
from tests.importers.small import SMALL
from tests.importers.test_plan_faults import faults
from tests.importers.test_plan_values import plan
from tests.stories.world import at

NOW = at("2025-10-08T08:00")
DATED, PHASE = "kind: dated\n", "{key: ban-hanh, "
STAGE, CAMPAIGN = "{key: quy-3, ", "kind: campaign\n"


def stored(database: Database) -> dict[str, int]:
    with database.commune(1) as session:
        found = session.execute(
            select(Task.key, Milestone.key, Milestone.number).join(
                Task, Task.id == Milestone.task_id
            )
        )
        return {f"{task.partition('/')[2]}/{own}": number for task, own, number in found}


def numbered(**stated: int) -> str:
    """The small plan with these numbers of its dated task, a phase, a stage and a campaign."""
    text = SMALL
    for mark, name in ((DATED, "dated"), (CAMPAIGN, "campaign")):
        if name in stated:
            text = text.replace(mark, f"{mark}    number: {stated[name]}\n")
    for mark, name in ((PHASE, "phase"), (STAGE, "stage")):
        if name in stated:
            text = text.replace(mark, f"{mark}number: {stated[name]}, ")
    return text


def save(database: Database, text: str) -> None:
    save_plan(database, national_days(), plan(text), NOW)


def test_what_states_no_number_comes_after_the_highest_one(database: Database) -> None:
    text = numbered(dated=5, phase=28, stage=7, campaign=3)
    save(database, text)
    found = stored(database)
    assert found == {
        "du-toan/due": 5,
        "chuong-trinh/du-thao": 29,
        "chuong-trinh/ban-hanh": 28,
        "ket-nap/quy-3": 7,
        "ket-nap/quota": 30,
        "cao-diem/opening": 3,
        "cao-diem/closing": 31,
    }
    lines = preview_plan(plan(text), national_days(), NOW, at("2026-03-01T00:00")).lines
    shown = {f"{line.task.partition('/')[2]}/{line.milestone}": line.number for line in lines}
    assert found.items() <= shown.items()
    assert min(number for key, number in shown.items() if key not in found) == 32
    save(database, text)
    assert stored(database) == found


def test_a_plan_may_repeat_the_numbers_that_its_items_have(database: Database) -> None:
    save(database, SMALL)
    before = stored(database)
    save(database, numbered(dated=before["du-toan/due"], phase=before["chuong-trinh/ban-hanh"]))
    assert stored(database) == before


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"dated": 3}, "việc này đã mang số 1, không đổi thành 3"),
        ({"phase": 77}, "việc này đã mang số 3, không đổi thành 77"),
    ],
)
def test_a_stored_item_is_not_renumbered(
    database: Database, stated: dict[str, int], said: str
) -> None:
    save(database, SMALL)
    before = stored(database)
    with pytest.raises(BadPlan, match=said):
        save(database, numbered(**stated))
    assert stored(database) == before


def test_a_number_of_another_item_is_refused_at_its_line(database: Database) -> None:
    save(database, SMALL)
    before = stored(database)
    phase = "      - {key: cho-y-kien, title: Lấy ý kiến, due: 2025-12-15, number: 4}\n"
    text = SMALL.replace("      - {key: ban-hanh", f"{phase}      - {{key: ban-hanh")
    with pytest.raises(BadPlan) as refused:
        save(database, text)
    (fault,) = refused.value.faults
    assert text.split("\n")[fault.line - 1] + "\n" == phase
    assert "số 4 đang là của việc" in fault.text
    assert stored(database) == before


def test_a_number_stated_twice_is_a_fault_at_the_second_line() -> None:
    text = numbered(dated=28, phase=28)
    ((line, said),) = faults(text)
    assert "ban-hanh" in text.split("\n")[line - 1]
    assert "số 28 đã dùng ở dòng 25" in said


@pytest.mark.parametrize("number", ["0", "5001", "-3", "x", "12.5"])
def test_only_numbers_that_people_can_type_are_taken(number: str) -> None:
    ((_, said),) = faults(SMALL.replace(DATED, f"{DATED}    number: {number}\n"))
    assert "từ 1 đến 5000" in said
