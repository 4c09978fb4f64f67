"""Work that repeats by rules of its own, in plan files and in Excel."""

from datetime import date
from typing import Any

import pytest

from bot.importers.faults import BadPlan
from bot.importers.paper_reading import read_paper
from bot.importers.plan import read_plan
from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_sheet import plan_in_sheets
from bot.importers.plan_values import PlanTask
from scheduler.calendar.repetition import Every, Repetition
from storage.words import TaskKind
from tests.importers.files import xlsx_of
from tests.importers.papers import CALENDAR
from tests.importers.small import RO, SMALL
from tests.spoken_rules import SPOKEN, TODAY, first_days

HEAD = SMALL.partition("tasks:")[0].replace("2025-10-08", TODAY.isoformat())
KNOWN = KnownBlocks(
    commune={"key": "xa-mau", "name": "xã Mẫu", "ro": 5, "ladder": {}},
    sectors=("xây dựng Đảng",),
    units=({"key": "cong-an", "name": "Công an xã", "aliases": []},),
    posts=(
        {
            "key": "cong-an",
            "name": "Trưởng Công an",
            "unit": "Công an xã",
            "rank": "secretary",
            "aliases": [],
        },
    ),
)
CLEAR_HEADS = [f"Rõ {name}" for name in ("người", "việc", "trách nhiệm", "quy trình", "hiệu quả")]
CLEAR_CELLS = ["rõ"] * 5
CLEAR = RO.replace(" &ro", "")


def stated(*rows: str) -> PlanTask:
    """The one task of a plan file with these keys."""
    keys = "".join(f"    {row}\n" for row in rows)
    common = "    sector: xây dựng Đảng\n    lead: Trưởng Công an\n"
    text = f"{HEAD}tasks:\n  - key: viec\n    title: Họp giao ban\n{common}{keys}{CLEAR}"
    (task,) = read_plan(text, "plan.yaml", None, CALENDAR).tasks
    return task


@pytest.mark.parametrize("words", SPOKEN)
def test_a_plan_file_says_a_rule(words: str) -> None:
    task = stated("kind: standing", f'repeats: "{words}"')
    assert task.repetition is not None
    assert first_days(task.repetition) == SPOKEN[words]
    assert (task.opens_on, task.closes_on) == (TODAY, None)


def test_a_plan_file_without_a_rule_means_what_it_meant() -> None:
    task = stated("kind: standing")
    assert task.repetition is None
    assert (task.opens_on, task.closes_on) == (TODAY, date(2025, 12, 31))


def test_an_end_in_the_plan_file_ends_the_rule() -> None:
    task = stated("kind: standing", "repeats: hằng tuần", "closes: 2026-03-31")
    assert task.closes_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (("kind: standing", "repeats: mỗi tháng 2 lần"), "không hiểu cách lặp lại “mỗi tháng 2"),
        (("kind: standing", "repeats: 5"), "không hiểu cách lặp lại “5”"),
        (("kind: dated", "due: ngày 31 hằng tháng"), "là việc lặp lại, không phải một ngày"),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_line(rows: tuple[str, str], fault: str) -> None:
    with pytest.raises(BadPlan) as bad:
        stated(*rows)
    assert fault in str(bad.value)


def in_sheet(head: list[str], *rows: list[Any]) -> list[PlanTask]:
    content = xlsx_of(
        ("Kế hoạch", [["Nhiệm vụ", "Chủ trì", "Lĩnh vực", *head, *CLEAR_HEADS], *rows])
    )
    plan, _ = plan_in_sheets(read_paper(content).sheets, "a.xlsx", KNOWN, TODAY, CALENDAR)
    return list(plan.tasks)


@pytest.mark.parametrize("column", ["Lặp lại", "Hạn"])
def test_a_sheet_says_rules_in_either_column(column: str) -> None:
    rows = [
        [f"Việc {place}", "Trưởng Công an", "xây dựng Đảng", words, *CLEAR_CELLS]
        for place, words in enumerate(SPOKEN)
    ]
    tasks = in_sheet([column], *rows)
    found = [first_days(task.repetition) for task in tasks if task.repetition]
    assert found == list(SPOKEN.values())
    assert {task.kind for task in tasks} == {TaskKind.STANDING}


def test_a_sheet_keeps_a_named_kind_and_single_dates() -> None:
    rows = [
        ["Họp", "Trưởng Công an", "xây dựng Đảng", "Có hạn", "hằng tuần", *CLEAR_CELLS],
        ["Nộp", "Trưởng Công an", "xây dựng Đảng", "", "15/11", *CLEAR_CELLS],
    ]
    meeting, single = in_sheet(["Loại", "Hạn"], *rows)
    assert meeting.repetition == Repetition(Every.WEEK)
    assert (single.kind, single.repetition) == (TaskKind.DATED, None)
    campaign = ["Đợt", "Trưởng Công an", "xây dựng Đảng", "Đợt", "hằng tuần", *CLEAR_CELLS]
    with pytest.raises(BadPlan, match="là việc lặp lại"):
        in_sheet(["Loại", "Hạn"], campaign)


def test_blocks_of_a_sheet_keep_the_end_of_a_rule_as_a_date() -> None:
    rows = [["Nhiệm vụ", "Chủ trì", "Lĩnh vực", "Lặp lại", *CLEAR_HEADS]]
    rows += [
        ["Họp", "Trưởng Công an", "xây dựng Đảng", "thứ Hai hằng tuần, đến hết năm", *CLEAR_CELLS]
    ]
    content = xlsx_of(("Kế hoạch", rows))
    _, found = plan_in_sheets(read_paper(content).sheets, "a.xlsx", KNOWN, TODAY, CALENDAR)
    assert found.blocks[0]["repeats"] == "thứ Hai hằng tuần, đến 31/12/2025"
