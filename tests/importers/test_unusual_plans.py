"""Unusual plan files: the preview of each task, calculated by hand.

A line is: Vietnam's time, the milestone, the step, to whom.
"""

from datetime import date, datetime, time

import pytest

from bot.commandline.previewing import preview_plan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.office import calendar_for
from tests.importers.small import RO, SMALL

HEAD, _, _ = SMALL.partition("tasks:")
CLEAR = RO.replace(" &ro", "")


def preview_of(handed_over: str, task: str, until: str, ladder: str = "") -> str:
    """The preview of that one task until a day."""
    text = HEAD.replace("2025-10-08", handed_over)
    if ladder:
        text = text.replace("  name: xã Mẫu\n", f"  name: xã Mẫu\n  ladder: {ladder}\n")
    rows = "".join(f"    {row.strip()}\n" for row in task.strip().splitlines())
    text += f"tasks:\n  - key: viec\n    title: Việc\n    sector: xây dựng Đảng\n{rows}{CLEAR}"
    start = datetime.combine(date.fromisoformat(handed_over), time.min, VIETNAM)
    end = datetime.combine(date.fromisoformat(until), time.max, VIETNAM)
    national = national_days()
    plan = read_plan(text, "plan.yaml", None, calendar_for(start, national))
    found = preview_plan(plan, national, start, end)
    assert found.unfilled == ()
    return "\n".join(
        f"{line.at:%Y-%m-%d %H:%M} {line.milestone} {line.step} {line.role}" for line in found.lines
    )


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_reminders_of_work_due_two_days_after_a_weekend_handover() -> None:
    """Saturday 20/12 opens on Monday; 14, 7 and 3 days before have passed."""
    task = "kind: dated\nlead: Trưởng Công an\nsupport: [Chánh Văn phòng]\ndue: 2025-12-24"
    assert preview_of("2025-12-20", task, "2025-12-25") == lines("""
        2025-12-22 07:30 due handover lead
        2025-12-23 08:00 due before_1 lead
        2025-12-23 08:00 due before_1 support
        2025-12-24 08:00 due due lead
        2025-12-24 08:00 due accept_2 secretary
        2025-12-25 08:00 due overdue_1 lead
        2025-12-25 08:00 due escalate_secretary_1 secretary
    """)


def test_reminders_of_work_due_on_a_moved_day_off() -> None:
    """Friday 2/1 is off like 1/1; the due date and the day before fall on Wednesday together."""
    task = "kind: dated\nlead: Trưởng Công an\nsupport: [Chánh Văn phòng]\ndue: 2026-01-02"
    assert preview_of("2025-12-22", task, "2026-01-05", "{accept: {}}") == lines("""
        2025-12-22 07:30 due handover lead
        2025-12-26 08:00 due before_7 lead
        2025-12-26 08:00 due before_7 support
        2025-12-30 08:00 due before_3 lead
        2025-12-31 08:00 due due lead
        2025-12-31 08:00 due before_1 support
        2026-01-05 08:00 due overdue_1 lead
        2026-01-05 08:00 due escalate_secretary_1 secretary
    """)


def test_a_working_saturday_counts_as_a_working_day() -> None:
    task = "kind: dated\nlead: Trưởng Công an\ndue: 2026-01-11"
    assert preview_of("2026-01-09", task, "2026-01-12") == lines("""
        2026-01-09 07:30 due handover lead
        2026-01-10 08:00 due due lead
        2026-01-12 08:00 due overdue_1 lead
        2026-01-12 08:00 due escalate_secretary_1 secretary
    """)


def test_on_duty_steps_stay_in_tet_and_lateness_counts_working_days() -> None:
    task = """
        kind: phased
        on_duty: true
        lead: Trưởng Công an
        support: [Chánh Văn phòng]
        phases: [{key: giao-thua, title: Giao thừa, due: 2026-02-16}]
    """
    assert preview_of("2026-02-07", task, "2026-02-24", "{accept: {lead: 1}}") == lines("""
        2026-02-07 07:30 giao-thua handover lead
        2026-02-09 08:00 giao-thua before_7 lead
        2026-02-09 08:00 giao-thua before_7 support
        2026-02-13 08:00 giao-thua before_3 lead
        2026-02-15 08:00 giao-thua before_1 lead
        2026-02-15 08:00 giao-thua before_1 support
        2026-02-16 08:00 giao-thua due lead
        2026-02-23 08:00 giao-thua overdue_1 lead
        2026-02-23 08:00 giao-thua escalate_secretary_1 secretary
        2026-02-24 08:00 giao-thua overdue_2 lead
    """)


def test_reminders_of_a_campaign_over_the_new_year_off_duty() -> None:
    """Friday 2/1 is off, and so is the Thursday: its report is asked for once, on Wednesday."""
    task = "kind: campaign\nlead: Trưởng Công an\nopens: 2025-12-27\ncloses: 2026-01-04"
    assert preview_of("2025-12-22", task, "2026-01-07", "{accept: {}, escalate: {}}") == lines("""
        2025-12-22 07:30 opening handover lead
        2025-12-22 07:30 closing handover lead
        2025-12-24 08:00 opening campaign_opening lead
        2025-12-26 08:00 opening campaign_opening lead
        2025-12-29 08:00 opening overdue_1 lead
        2025-12-30 08:00 opening overdue_2 lead
        2025-12-31 08:00 opening overdue_3 lead
        2025-12-31 08:00 campaign_report-2026-01-02 campaign_report lead
        2026-01-05 08:00 campaign_report-2026-01-02 overdue_1 lead
        2026-01-06 08:00 opening overdue_5 lead
        2026-01-06 08:00 campaign_report-2026-01-02 overdue_2 lead
        2026-01-07 08:00 closing campaign_closing lead
        2026-01-07 08:00 campaign_report-2026-01-02 overdue_3 lead
    """)


def test_reminders_of_a_campaign_over_the_new_year_on_duty() -> None:
    task = (
        "kind: campaign\non_duty: true\nlead: Trưởng Công an\nopens: 2025-12-27\ncloses: 2026-01-04"
    )
    assert preview_of("2025-12-22", task, "2026-01-04", "{accept: {}, escalate: {}}") == lines("""
        2025-12-22 07:30 opening handover lead
        2025-12-22 07:30 closing handover lead
        2025-12-24 08:00 opening campaign_opening lead
        2025-12-27 08:00 opening campaign_opening lead
        2025-12-29 08:00 opening overdue_1 lead
        2025-12-30 08:00 opening overdue_2 lead
        2025-12-31 08:00 opening overdue_3 lead
        2026-01-01 14:00 campaign_report-2026-01-02 campaign_report lead
        2026-01-02 08:00 campaign_report-2026-01-02 campaign_report lead
    """)


def test_reminders_of_standing_work_due_on_a_sunday_and_within_tet() -> None:
    task = "kind: standing\nlead: Trưởng Công an\nopens: 2026-01-20\ncloses: 2026-02-28"
    until = "2026-02-25"
    ladder = "{overdue: [1], overdue_every: 60, escalate: {}}"
    assert preview_of("2026-01-20", task, until, ladder) == lines("""
        2026-01-22 08:00 standing_report-2026-01-25 standing_report lead
        2026-01-23 08:00 standing_report-2026-01-25 standing_report lead
        2026-01-26 08:00 standing_report-2026-01-25 overdue_1 lead
        2026-02-13 08:00 standing_report-2026-02-25 standing_report lead
        2026-02-25 08:00 standing_report-2026-02-25 standing_report lead
    """)


def test_reminders_of_a_quota_with_stages() -> None:
    """A stage is asked for its number from the day after the one above. Friday 2/1 moves to
    Wednesday 31/12, where the ladder's step is said alone.
    """
    task = """
        kind: quota
        lead: Trưởng Công an
        measure: "% chỉ tiêu"
        target: 100
        due: 2026-01-09
        stages: [{key: so-tuyen, title: Sơ tuyển, due: 2025-11-30, target: 60}]
    """
    ladder = "{accept: {}, overdue: [1], overdue_every: 60, escalate: {}}"
    assert preview_of("2025-10-24", task, "2026-01-12", ladder) == lines("""
        2025-10-24 07:30 so-tuyen handover lead
        2025-10-24 07:30 quota handover lead
        2025-10-31 08:00 so-tuyen quota_report lead
        2025-11-07 08:00 so-tuyen quota_report lead
        2025-11-14 08:00 so-tuyen before_14 lead
        2025-11-21 08:00 so-tuyen before_7 lead
        2025-11-25 08:00 so-tuyen quota_report lead
        2025-11-27 08:00 so-tuyen before_3 lead
        2025-11-28 08:00 so-tuyen due lead
        2025-12-01 08:00 so-tuyen overdue_1 lead
        2025-12-12 08:00 quota quota_report lead
        2025-12-19 08:00 quota quota_report lead
        2025-12-25 08:00 quota quota_report lead
        2025-12-26 08:00 quota before_14 lead
        2025-12-31 08:00 quota before_7 lead
        2026-01-06 08:00 quota before_3 lead
        2026-01-08 08:00 quota before_1 lead
        2026-01-09 08:00 quota due lead
        2026-01-10 08:00 quota overdue_1 lead
    """)


@pytest.mark.parametrize(
    ("ladder", "expected"),
    [
        ("{before: [10, 2]}", "2025-12-05 before_10, 2025-12-12 before_2, 2025-12-15 due"),
        ("{before: []}", "2025-12-15 due"),
        (
            "{overdue: [2], overdue_every: 1}",
            "2025-12-15 due, 2025-12-17 overdue_2, 2025-12-18 overdue_3",
        ),
    ],
)
def test_reminders_of_a_custom_ladder(ladder: str, expected: str) -> None:
    own = f"kind: dated\nlead: Trưởng Công an\ndue: 2025-12-15\nladder: {ladder}"
    until = "2025-12-18"
    commune = "{accept: {}, before: [], overdue: [9], overdue_every: 60, escalate: {}}"
    found = preview_of("2025-12-01", own, until, commune).splitlines()[1:]
    assert ", ".join(f"{row.split()[0]} {row.split()[3]}" for row in found) == expected
