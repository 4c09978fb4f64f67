"""Old reports that nobody answers give way: once a week, on one day for all of them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from scheduler.calendar.working_time import local_day
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.overrides import override
from scheduler.ladder.rules import DEFAULT_RULES, WEEKLY_AFTER, Rules
from storage.words import MilestoneShape, Role, Status
from tests.scheduler.calendars import OFFICE, at

REPORT = Facts(
    shape=MilestoneShape.STANDING_REPORT,
    status=Status.PENDING,
    due_on=date(2025, 10, 25),
    handed_over_at=at("2025-10-22 08:00"),
)


def told(facts: Facts, rules: Rules = DEFAULT_RULES, after: str = "2025-10-26 00:00") -> list[str]:
    """The days on which the lead is reminded, with the step."""
    found = islice(upcoming_steps(facts, rules, OFFICE, at(after)), 30)
    return [f"{local_day(each.at)} {each.step}" for each in found if each.role is Role.LEAD]


def test_an_unanswered_report_is_said_on_the_first_working_day_of_a_week() -> None:
    assert told(REPORT)[:8] == [
        "2025-10-27 overdue_1",
        "2025-10-28 overdue_2",
        "2025-10-29 overdue_3",
        "2025-10-31 overdue_5",
        "2025-11-07 overdue_10",
        "2025-11-10 overdue_11",
        "2025-11-17 overdue_16",
        "2025-11-24 overdue_21",
    ]


def test_two_old_reports_are_said_on_the_same_days() -> None:
    other = replace(REPORT, due_on=date(2025, 11, 25), handed_over_at=at("2025-11-20 08:00"))
    late = "2026-01-01 00:00"
    days = [[line[:10] for line in told(each, after=late)][:10] for each in (REPORT, other)]
    assert days[0] == days[1]


@pytest.mark.parametrize(
    "other",
    [
        replace(REPORT, status=Status.IN_PROGRESS),
        replace(REPORT, shape=MilestoneShape.DEADLINE),
        replace(REPORT, shape=MilestoneShape.CAMPAIGN_REPORT),
    ],
)
def test_answered_reports_and_other_work_keep_their_ladder(other: Facts) -> None:
    assert "overdue_15" in " ".join(told(other))


def test_superiors_are_told_as_before_whatever_the_plan_says() -> None:
    rules = override(DEFAULT_RULES, {"escalate": {"head": [7, 15]}, "overdue": [2]})
    found = islice(upcoming_steps(REPORT, rules, OFFICE, at("2025-10-26 00:00")), 40)
    heads = [each.step for each in found if each.role is Role.HEAD]
    assert heads == ["escalate_head_7", "escalate_head_15"]


def test_a_week_without_a_working_day_is_passed_over() -> None:
    """Tet of 2026: the office is closed from 14 to 22 February."""
    days = [date.fromisoformat(line[:10]) for line in told(REPORT, after="2026-01-20 00:00")]
    assert all(OFFICE.is_working(day) for day in days)
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    assert len(set(mondays)) == len(mondays)


def test_no_lead_step_is_lost_before_the_report_gives_way() -> None:
    steps = [int(line.rsplit("_", 1)[1]) for line in told(REPORT)]
    assert steps == sorted(set(steps))
    assert [n for n in steps if n <= WEEKLY_AFTER] == [1, 2, 3, 5, 10]
