"""Days counted from another day, or from a day that others decide."""

from datetime import date

import pytest

from bot.importers.plan_dates import read_date_cell
from scheduler.calendar.day_rule import DayRule, as_json, of_json
from tests.importers.small import SMALL
from tests.importers.test_plan_faults import faults
from tests.importers.test_plan_values import plan
from tests.scheduler.calendars import OFFICE

NAMED = SMALL.replace(
    "tasks:\n",
    "named_days:\n  - {key: hop, name: thành phố quyết định dự toán, usual: 10/12}\ntasks:\n",
)
DUE = "    due: 2025-12-31\n    basis"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("10 ngày sau ngày 10/12", date(2025, 12, 20)),
        ("10 ngày sau 10/12", date(2025, 12, 20)),
        ("3 ngày trước rằm tháng Giêng", date(2026, 2, 28)),
        ("5 ngày làm việc sau ngày 20/12", date(2025, 12, 26)),
        ("5 ngày làm việc trước 31/12", date(2025, 12, 24)),
        ("3 ngày sau Tết", date(2026, 2, 20)),
        ("10 ngày trước Tết Nguyên đán", date(2026, 2, 7)),
        ("trước 15/12", date(2025, 12, 14)),
        ("16 tháng Giêng", date(2026, 3, 4)),
    ],
)
def test_a_day_is_counted_from_another(said: str, day: date) -> None:
    assert read_date_cell(said, date(2025, 10, 8), OFFICE).last == day


@pytest.mark.parametrize(
    ("said", "day", "rule"),
    [
        ("ngày thành phố quyết định dự toán", date(2025, 12, 10), DayRule("hop", 0)),
        ("10 ngày sau ngày Thành phố quyết định dự toán", date(2025, 12, 20), DayRule("hop", 10)),
        ("2 ngày trước ngày thành phố quyết định dự toán", date(2025, 12, 8), DayRule("hop", -2)),
        (
            "5 ngày làm việc sau ngày thành phố quyết định dự toán",
            date(2025, 12, 17),
            DayRule("hop", 5, working=True),
        ),
    ],
)
def test_a_due_date_may_count_from_a_named_day(said: str, day: date, rule: DayRule) -> None:
    read = plan(NAMED.replace(DUE, f"    due: {said}\n    basis"))
    found = read.tasks[0].milestones[0]
    assert found.due_on == day
    assert found.to_confirm
    assert found.day_rule == DayRule(read.named_days[0].key, rule.days, rule.working)
    assert read.named_days[0].key.endswith("/hop")
    assert of_json(as_json(found.day_rule)) == found.day_rule


def test_a_date_of_its_own_counts_from_nothing() -> None:
    found = plan(NAMED).tasks[0].milestones[0]
    assert (found.day_rule, found.to_confirm) == (None, False)
    assert of_json(as_json(None)) is None


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "why"),
    [
        ("usual: 10/12", "usual: hôm nào đó", "usual: hôm", "không"),
        ("usual: 10/12", "usual: 2025-01-10", "usual: 2025", "trước ngày văn bản"),
        (", usual: 10/12", "", "named_days", "thiếu usual; cần ngày thường lệ"),
        (DUE, "    due: 3 ngày sau ngày thành phố họp\n    basis", "due: 3 ngày", "không"),
    ],
)
def test_a_fault_of_a_named_day_is_told_at_its_line(old: str, new: str, at: str, why: str) -> None:
    text = NAMED.replace(old, new)
    found = faults(text)
    assert [why in said for _, said in found] == [True], found
    assert found[0][0] in (line_of(text, at), line_of(text, at) + 1)


def test_a_name_stands_for_one_day() -> None:
    twice = NAMED.replace(
        "tasks:\n", "  - {key: hop, name: thành phố quyết định dự toán, usual: 12/12}\ntasks:\n"
    )
    assert len(faults(twice)) == 2  # the key, and the name
