"""When the number of a quota is asked for, calculated by hand."""

from dataclasses import replace
from datetime import date

from storage.words import MilestoneShape
from tests.scheduler.ladder_text import ACCEPTED, lines, said


def test_a_quota_is_asked_for_monthly_and_weekly_at_the_end() -> None:
    quota = replace(
        ACCEPTED, shape=MilestoneShape.QUOTA, opens_on=date(2025, 10, 1), has_support=False
    )
    assert said(quota, after="2025-10-08 08:00", until="2026-01-05 23:59") == lines("""
        2025-10-24 08:00 quota_report lead
        2025-11-25 08:00 quota_report lead
        2025-12-05 08:00 quota_report lead
        2025-12-12 08:00 quota_report lead
        2025-12-17 08:00 before_14 lead
        2025-12-19 08:00 quota_report lead
        2025-12-24 08:00 before_7 lead
        2025-12-25 08:00 quota_report lead
        2025-12-26 08:00 before_3 lead
        2025-12-30 08:00 before_1 lead
        2025-12-31 08:00 due lead
        2026-01-05 08:00 overdue_1 lead
        2026-01-05 08:00 escalate_secretary_1 secretary
    """)


def test_the_thirtieth_day_before_the_due_date_is_one_of_the_last_thirty() -> None:
    quota = replace(ACCEPTED, shape=MilestoneShape.QUOTA, due_on=date(2026, 1, 4))
    assert said(quota, after="2025-11-25 08:00").splitlines()[0] == (
        "2025-12-05 08:00 quota_report lead"
    )


def test_a_quota_is_never_asked_for_before_its_window() -> None:
    """Friday 1 January is a day off: the question would move to 31 December."""
    stage = replace(
        ACCEPTED,
        shape=MilestoneShape.QUOTA,
        opens_on=date(2027, 1, 1),
        due_on=date(2027, 1, 27),
        has_support=False,
    )
    asked = [
        line
        for line in said(stage, after="2026-12-20 08:00", until="2027-01-27 23:59").splitlines()
        if "quota_report" in line
    ]
    assert asked[0] == "2027-01-08 08:00 quota_report lead"
    assert "quota_report" not in said(
        replace(stage, due_on=date(2027, 1, 1)), after="2026-12-20 08:00", until="2027-01-01 23:59"
    )


def test_a_quota_friday_within_tet_is_asked_for_before_tet_once() -> None:
    quota = replace(
        ACCEPTED, shape=MilestoneShape.QUOTA, due_on=date(2026, 3, 10), has_support=False
    )
    assert said(quota, after="2026-01-26 08:00", until="2026-03-10 23:59") == lines("""
        2026-02-13 08:00 quota_report lead
        2026-02-24 08:00 before_14 lead
        2026-02-25 08:00 quota_report lead
        2026-02-27 08:00 quota_report lead
        2026-03-03 08:00 before_7 lead
        2026-03-06 08:00 before_3 lead
        2026-03-09 08:00 before_1 lead
        2026-03-10 08:00 due lead
    """)
