"""Phases in a sheet: a row each, or all in one cell, with leads and numbers of their own."""

from collections.abc import Sequence

import pytest

from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_values import PlanTask
from storage.words import TaskKind
from tests.importers.files import xlsx_of
from tests.importers.plan_sheets import PARTY, faults, read

HEAD = ("Nhiệm vụ", "Bước", "Hạn", "Lĩnh vực", "Chủ trì", "Số việc", "Hỏi số văn bản")
BAN, KT = "Ban Xây dựng Đảng", "Phòng Kinh tế"
DRAFT = ("Đề án chợ", "Dự thảo", "5/11", PARTY, BAN, "", "")
OPINIONS = ("", "Lấy ý kiến", "14/11", "", KT, 28, "")
ISSUE = ("", "Ban hành", "28/11", "", "", "", "x")
OTHER = ("Báo cáo năm", "", "15/12", PARTY, BAN, 40, "")


def tasks(
    known: KnownBlocks, *rows: Sequence[object], head: Sequence[object] = HEAD
) -> tuple[PlanTask, ...]:
    return read(known, xlsx_of(("Sheet1", [head, *rows]))).tasks


def told(task: PlanTask) -> list[tuple[str, str, str, int | None, bool]]:
    return [
        (each.title, f"{each.due_on:%d/%m}", each.lead, each.number, each.asks_document)
        for each in task.milestones
    ]


PHASES = [
    ("Dự thảo", "05/11", "", None, False),
    ("Lấy ý kiến", "14/11", "kt", 28, False),
    ("Ban hành", "28/11", "", None, True),
]


@pytest.mark.parametrize(
    "rows",
    [
        (DRAFT, OPINIONS, ISSUE),
        (DRAFT, ("ĐỀ ÁN CHỢ", *OPINIONS[1:]), ("Đề án chợ", *ISSUE[1:])),
        (
            ("Đề án chợ", "", "", PARTY, BAN, "", ""),
            ("", "Dự thảo", "5/11", "", "", "", ""),
            OPINIONS,
            ISSUE,
        ),
    ],
    ids=["title first", "title in each row", "title in a row of its own"],
)
def test_rows_with_steps_are_one_task(
    known: KnownBlocks, rows: tuple[tuple[object, ...], ...]
) -> None:
    phased, other = tasks(known, *rows, OTHER)
    assert (phased.kind, phased.title) == (TaskKind.PHASED, "Đề án chợ")
    keys = {each.lead for each in phased.milestones} - {""}
    assert len(keys) == 1
    (lead,) = keys
    assert lead != phased.lead
    assert [(*each[:2], each[2] and "kt", *each[3:]) for each in told(phased)] == PHASES
    assert (other.kind, other.milestones[0].number) == (TaskKind.DATED, 40)


def test_another_title_begins_another_task(known: KnownBlocks) -> None:
    first, second = tasks(known, DRAFT, ("Đề án bến xe", *DRAFT[1:]))
    assert [len(each.milestones) for each in (first, second)] == [1, 1]


def test_a_lead_in_brackets_behind_a_date_leads_that_phase(known: KnownBlocks) -> None:
    head = ("Nhiệm vụ", "Các bước", "Lĩnh vực", "Chủ trì")
    cell = f"Dự thảo: 5/11; Lấy ý kiến: 14/11 ({KT}); Ban hành: 31/12 (hạn chót)"
    (task,) = tasks(known, ("Đề án chợ", cell, PARTY, BAN), head=head)
    assert [bool(each.lead) for each in task.milestones] == [False, True, False]


def test_all_steps_in_a_cell_are_read_under_either_heading(known: KnownBlocks) -> None:
    head = ("Nhiệm vụ", "Bước", "Lĩnh vực", "Chủ trì")
    (task,) = tasks(known, ("Đề án chợ", "Dự thảo: 5/11; Ban hành: 28/11", PARTY, BAN), head=head)
    assert [each.title for each in task.milestones] == ["Dự thảo", "Ban hành"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((DRAFT, ("", "Lấy ý kiến", "", "", "", "", "")), ":3: hạn của bước đang để trống"),
        ((DRAFT, ("", "Lấy ý kiến", "32/13", "", "", "", "")), ":3: "),
        (
            (DRAFT, ("", "Lấy ý kiến", "1/11", "", "", "", "")),
            ":3: ngày 01/11/2025 trước ngày 05/11/2025 của bước trên",
        ),
        ((DRAFT, ("", "Lấy ý kiến", "14/11", "", "Phòng Lạ", "", "")), ":3: không có chức danh"),
        ((DRAFT, ("", "Lấy ý kiến", "14/11", "", "", "x", "")), ":3: cột “Số việc” không đúng"),
        ((DRAFT, OPINIONS, ("Báo cáo", "", "15/12", PARTY, BAN, 28, "")), ":4: số 28 đã dùng"),
        ((("Tiếp dân", "", "", PARTY, BAN, 7, ""),), "cần mỗi bước một hàng"),
    ],
)
def test_faults_name_the_row_of_the_step(
    known: KnownBlocks, rows: tuple[tuple[object, ...], ...], said: str
) -> None:
    assert any(said in each for each in faults(known, *rows, head=HEAD))
