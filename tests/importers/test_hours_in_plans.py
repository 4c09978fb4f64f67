"""Deadlines with an hour in plan files and in Excel."""

from datetime import date, datetime, time

import pytest

from bot.importers.faults import BadPlan
from bot.importers.plan_values import PlanMilestone
from scheduler.calendar.deadline import Deadline
from tests.importers.test_repeating_plans import CLEAR_CELLS, in_sheet, stated
from tests.spoken_hours import NONE_SUCH, SPOKEN, deadline

POST, SECTOR = "Trưởng Công an", "xây dựng Đảng"


def when(milestone: PlanMilestone) -> Deadline:
    return Deadline(milestone.due_on, milestone.due_time)


@pytest.mark.parametrize("words", SPOKEN)
def test_a_plan_file_says_an_hour(words: str) -> None:
    (milestone,) = stated("kind: dated", f'due: "{words}"').milestones
    assert when(milestone) == deadline(words)


def test_an_iso_date_with_an_hour_needs_no_quotes() -> None:
    (milestone,) = stated("kind: dated", "due: 2025-10-20 15:00").milestones
    assert when(milestone) == Deadline.fromisoformat("2025-10-20 15:00")


def test_phases_quotas_stages_and_openings_have_hours() -> None:
    phases = "phases: [{key: a, title: Soạn, due: 9h 20/10}, {key: b, title: Ký, due: 15h 20/10}]"
    quota = (
        "kind: quota", "measure: hộ", "target: 5", "due: 16h 20/12",
        "stages: [{key: a, title: Đợt một, due: 15h30 20/11, target: 2}]",
    )  # fmt: skip
    campaign = ("kind: campaign", "opens: 8h 20/10", "closes: 20/12")
    assert [each.due_time for each in stated("kind: phased", phases).milestones] == [
        time(9),
        time(15),
    ]
    assert [each.due_time for each in stated(*quota).milestones] == [time(15, 30), time(16)]
    assert [each.due_time for each in stated(*campaign).milestones] == [time(8), None]


def test_phases_of_one_day_follow_their_hours() -> None:
    phases = "phases: [{key: a, title: Soạn, due: 15h 20/10}, {key: b, title: Ký, due: 9h 20/10}]"
    with pytest.raises(BadPlan, match="trước"):
        stated("kind: phased", phases)


def test_repeating_work_has_an_hour() -> None:
    task = stated("kind: standing", "repeats: 16h thứ Sáu hằng tuần")
    assert task.repetition is not None
    assert task.repetition.at == time(16)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        *(
            (("kind: dated", f'due: "{words}"'), f"không có giờ “{hour}”")
            for words, hour in NONE_SUCH.items()
        ),
        (("kind: dated", "due: trước 15h"), "“trước 15h” là giờ mà thiếu ngày"),
        (("kind: campaign", "opens: 20/10", "closes: 15h 20/12"), "ngày này không nhận giờ"),
        (("kind: dated", "opens: 8h 15/10", "due: 20/10"), "ngày này không nhận giờ"),
        (("kind: standing", "repeats: 25h thứ Sáu hằng tuần"), "không hiểu cách lặp lại"),
        (("kind: standing", "repeats: 9h và 15h thứ Sáu hằng tuần"), "không hiểu cách lặp lại"),
    ],
)
def test_an_hour_that_cannot_be_is_a_fault(rows: tuple[str, ...], fault: str) -> None:
    with pytest.raises(BadPlan) as bad:
        stated(*rows)
    assert fault in str(bad.value)


def test_a_sheet_says_hours() -> None:
    rows = [
        [f"Việc {place}", POST, SECTOR, words, *CLEAR_CELLS] for place, words in enumerate(SPOKEN)
    ]
    tasks = in_sheet(["Hạn"], *rows)
    assert [when(task.milestones[0]) for task in tasks] == [deadline(words) for words in SPOKEN]


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        (time(15), time(15)),
        (time(14, 59, 59, 999_000), time(15)),
        (time(), None),
    ],
)
def test_a_cell_with_excels_own_time_has_that_hour(clock: time, hour: time | None) -> None:
    cell = datetime.combine(date(2025, 10, 20), clock)
    (task,) = in_sheet(["Hạn"], ["Nộp báo cáo", POST, SECTOR, cell, *CLEAR_CELLS])
    assert when(task.milestones[0]) == Deadline(cell.date(), hour)


def test_steps_in_a_cell_have_hours() -> None:
    (task,) = in_sheet(
        ["Loại", "Các bước"],
        ["Kế hoạch", POST, SECTOR, "Nhiều bước", "soạn: 9h 20/10; ký: 15:30 25/10", *CLEAR_CELLS],
    )
    assert [each.due_time for each in task.milestones] == [time(9), time(15, 30)]
