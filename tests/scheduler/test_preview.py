import json
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.ladder.ladder import Facts, fire
from scheduler.ladder.preview import Preview, PreviewItem, PreviewSeries, UnfilledRole, preview
from scheduler.ladder.repetition_schedule import RepetitionWindow, planned_milestones
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import MilestoneShape, Role, Status, TaskKind
from tests.scheduler.calendars import OFFICE, at, local_time

IMPORTED = at("2025-10-08 07:55")
POSTS = {
    Role.LEAD: ["Trưởng Ban Xây dựng Đảng"],
    Role.SUPPORT: ["Chủ tịch UBMTTQ", "Bí thư Đoàn xã"],
    Role.SECRETARY: ["Chánh Văn phòng Đảng ủy"],
    Role.DEPUTY: ["Phó Bí thư Thường trực"],
}
WINDOW = RepetitionWindow(date(2025, 12, 15), date(2026, 1, 9), on_duty=True)


def item(
    number: int, shape: MilestoneShape = MilestoneShape.DEADLINE, due_on: date = date(2025, 12, 31)
) -> PreviewItem:
    facts = Facts(shape, Status.PENDING, due_on, IMPORTED, has_support=True)
    return PreviewItem(
        number,
        f"task-{number}",
        "due",
        f"Việc {number}",
        TaskKind.DATED,
        facts,
        POSTS,
        DEFAULT_RULES,
    )


def series(
    task: str, window: RepetitionWindow = WINDOW, kind: TaskKind = TaskKind.CAMPAIGN
) -> PreviewSeries:
    return PreviewSeries(task, task, kind, window, IMPORTED, POSTS, DEFAULT_RULES)


def between(start: str, end: str, *things: PreviewItem | PreviewSeries) -> Preview:
    items = [thing for thing in things if isinstance(thing, PreviewItem)]
    more = [thing for thing in things if isinstance(thing, PreviewSeries)]
    return preview(items, more, at(start), at(end), OFFICE, next_number=len(items) + 1)


def preview_lines(found: Preview) -> list[str]:
    return [f"{local_time(line.at)} {line.number} {line.step} {line.to}" for line in found.lines]


def test_each_step_goes_to_every_post_of_its_role() -> None:
    found = between("2025-12-24 00:00", "2025-12-30 23:59", item(1))
    assert preview_lines(found) == [
        "2025-12-24 08:00 1 before_7 Trưởng Ban Xây dựng Đảng",
        "2025-12-24 08:00 1 before_7 Bí thư Đoàn xã",
        "2025-12-24 08:00 1 before_7 Chủ tịch UBMTTQ",
        "2025-12-26 08:00 1 before_3 Trưởng Ban Xây dựng Đảng",
        "2025-12-30 08:00 1 before_1 Trưởng Ban Xây dựng Đảng",
        "2025-12-30 08:00 1 before_1 Bí thư Đoàn xã",
        "2025-12-30 08:00 1 before_1 Chủ tịch UBMTTQ",
    ]
    assert found.unfilled == ()


def test_the_span_includes_both_its_ends() -> None:
    assert len(between("2025-12-24 08:00", "2025-12-24 08:00", item(1)).lines) == 3


def test_a_missing_superior_is_named_and_not_replaced() -> None:
    found = between("2026-01-05 00:00", "2026-01-31 23:59", item(1), item(2))
    assert found.unfilled == (UnfilledRole("Việc 1", Role.HEAD), UnfilledRole("Việc 2", Role.HEAD))
    assert "escalate_head_7" not in {line.step for line in found.lines}


def test_reports_get_the_next_free_numbers_in_order() -> None:
    later = RepetitionWindow(date(2025, 12, 22), date(2026, 1, 9), on_duty=True)
    standing = RepetitionWindow(date(2025, 12, 1), date(2025, 12, 31))
    found = between(
        "2025-12-18 00:00",
        "2025-12-25 23:59",
        item(1),
        series("second", later),
        series("first"),
        series("monthly", standing, TaskKind.STANDING),
    )
    first = {line.number: line for line in reversed(found.lines)}
    assert [
        f"{local_time(line.at)} {n} {line.task} {line.milestone}"
        for n, line in sorted(first.items())
    ] == [
        "2025-12-24 08:00 1 task-1 due",
        "2025-12-18 14:00 2 first campaign_report-2025-12-19",
        "2025-12-22 08:00 3 monthly standing_report-2025-12-25",
        "2025-12-25 14:00 4 second campaign_report-2025-12-26",
        "2025-12-25 14:00 5 first campaign_report-2025-12-26",
    ]


def test_a_preview_line_as_json() -> None:
    found = between("2025-12-31 00:00", "2025-12-31 23:59", item(7))
    assert [json.dumps(line.as_json(), ensure_ascii=False) for line in found.lines] == [
        '{"at": "2025-12-31T08:00:00+07:00", "number": 7, "task": "task-7", "milestone": "due", '
        '"kind": "dated", "on_duty": false, "step": "due", "to": "Trưởng Ban Xây dựng Đảng", '
        '"role": "lead"}'
    ]


@given(st.sampled_from(MilestoneShape), st.integers(0, 90))
def test_an_engine_that_wakes_when_asked_to_sends_exactly_the_preview(
    shape: MilestoneShape, days: int
) -> None:
    end = at("2026-02-28 23:59")
    one = item(1, shape, date(2025, 11, 1) + timedelta(days=days))
    sent: list[tuple[datetime, str, Role]] = []
    fired_until, now = None, one.facts.handed_over_at
    while now <= end:
        firing = fire(one.facts, one.rules, OFFICE, fired_until, now)
        sent += [(now, m.step, m.role) for m in firing.due for _ in POSTS.get(m.role, ())]
        assert firing.next_at is not None
        fired_until, now = now, firing.next_at
    found = preview([one], [], IMPORTED, end, OFFICE, next_number=2)
    assert sorted(sent) == sorted((line.at, line.step, line.role) for line in found.lines)


def test_a_created_report_is_reminded_from_its_creation() -> None:
    found = between("2025-12-15 00:00", "2026-01-09 23:59", series("campaign"))
    for birth in planned_milestones(TaskKind.CAMPAIGN, WINDOW, DEFAULT_RULES, OFFICE, IMPORTED):
        first = next(line for line in found.lines if line.milestone == birth.key)
        assert (first.at, first.step) == (birth.at, "campaign_report")
