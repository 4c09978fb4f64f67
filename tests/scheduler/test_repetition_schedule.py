from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.working_time import FRIDAY, local_day
from scheduler.ladder.overrides import override
from scheduler.ladder.repetition_schedule import (
    PlannedMilestone,
    RepetitionWindow,
    planned_milestones,
)
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import MilestoneShape, TaskKind
from tests.scheduler.calendars import OFFICE, at, local_time

TET = RepetitionWindow(date(2025, 12, 15), date(2026, 3, 16))
CAMPAIGN = TaskKind.CAMPAIGN
AUTUMN = RepetitionWindow(date(2025, 10, 8), date(2026, 3, 31))


def born(kind: TaskKind, window: RepetitionWindow, after: datetime | None = None) -> list[str]:
    found = planned_milestones(kind, window, DEFAULT_RULES, OFFICE, after)
    return [f"{local_time(birth.at)} {birth.due_on}" for birth in found]


def test_a_campaign_reports_every_friday_reminded_before_one_that_is_off() -> None:
    assert born(CAMPAIGN, TET) == [
        "2025-12-18 14:00 2025-12-19",
        "2025-12-25 14:00 2025-12-26",
        "2025-12-31 08:00 2026-01-02",
        "2026-01-08 14:00 2026-01-09",
        "2026-01-15 14:00 2026-01-16",
        "2026-01-22 14:00 2026-01-23",
        "2026-01-29 14:00 2026-01-30",
        "2026-02-05 14:00 2026-02-06",
        "2026-02-12 14:00 2026-02-13",
        "2026-02-13 08:00 2026-02-20",
        "2026-02-26 14:00 2026-02-27",
        "2026-03-05 14:00 2026-03-06",
        "2026-03-12 14:00 2026-03-13",
    ]


def test_on_duty_a_campaign_reports_on_holidays_too() -> None:
    found = born(CAMPAIGN, RepetitionWindow(TET.opens_on, TET.closes_on, on_duty=True))
    assert len(found) == 13
    assert "2026-01-01 14:00 2026-01-02" in found
    assert "2026-02-19 14:00 2026-02-20" in found


def test_standing_work_reports_on_the_25th_whatever_day_it_is() -> None:
    assert born(TaskKind.STANDING, AUTUMN) == [
        "2025-10-22 08:00 2025-10-25",
        "2025-11-21 08:00 2025-11-25",
        "2025-12-22 08:00 2025-12-25",
        "2026-01-22 08:00 2026-01-25",
        "2026-02-13 08:00 2026-02-25",
        "2026-03-20 08:00 2026-03-25",
    ]


def test_reports_with_a_past_first_reminder_are_skipped() -> None:
    assert (
        born(TaskKind.STANDING, AUTUMN, at("2025-10-23 09:00"))[0] == "2025-10-24 08:00 2025-10-25"
    )
    assert (
        born(TaskKind.STANDING, AUTUMN, at("2025-10-24 09:00"))[0] == "2025-11-21 08:00 2025-11-25"
    )


@pytest.mark.parametrize("kind", [TaskKind.DATED, TaskKind.PHASED, TaskKind.QUOTA])
def test_other_kinds_have_no_reports(kind: TaskKind) -> None:
    assert born(kind, TET) == []


def test_the_key_of_a_report_contains_its_due_date() -> None:
    first = next(planned_milestones(CAMPAIGN, TET, DEFAULT_RULES, OFFICE))
    assert first == PlannedMilestone(
        at("2025-12-18 14:00"),
        MilestoneShape.CAMPAIGN_REPORT,
        date(2025, 12, 19),
        date(2025, 12, 19),
    )
    assert first.key == "campaign_report-2025-12-19"


def test_report_days_follow_the_rules() -> None:
    rules = override(
        DEFAULT_RULES, {"report_weekday": 2, "campaign_report": [2, 0], "standing_day": 20}
    )
    campaign = next(planned_milestones(CAMPAIGN, TET, rules, OFFICE))
    assert (local_time(campaign.at), campaign.due_on) == ("2025-12-15 14:00", date(2025, 12, 17))
    standing = next(planned_milestones(TaskKind.STANDING, AUTUMN, rules, OFFICE))
    assert (local_time(standing.at), standing.due_on) == ("2025-10-17 08:00", date(2025, 10, 20))


def test_without_reminders_no_report_is_created() -> None:
    rules = override(DEFAULT_RULES, {"campaign_report": []})
    assert list(planned_milestones(CAMPAIGN, TET, rules, OFFICE)) == []


@st.composite
def windows(draw: st.DrawFn) -> RepetitionWindow:
    opens_on = draw(st.dates(date(2025, 9, 1), date(2026, 9, 1)))
    return RepetitionWindow(
        opens_on, opens_on + timedelta(days=draw(st.integers(0, 200))), draw(st.booleans())
    )


@given(st.sampled_from([CAMPAIGN, TaskKind.STANDING]), windows())
def test_planned_reports_are_sorted_and_resumable_at_any_time(
    kind: TaskKind, window: RepetitionWindow
) -> None:
    every = list(planned_milestones(kind, window, DEFAULT_RULES, OFFICE))
    assert all(a.at < b.at and a.due_on < b.due_on for a, b in pairwise(every))
    assert window.closes_on is not None
    days = range(window.opens_on.toordinal(), window.closes_on.toordinal() + 1)
    asked = [date.fromordinal(day) for day in days]
    assert [birth.due_on for birth in every] == [
        day for day in asked if (day.weekday() == FRIDAY if kind is CAMPAIGN else day.day == 25)
    ]
    keys: set[str] = set()
    for birth in every:
        assert local_day(birth.at) <= birth.due_on
        assert window.on_duty or OFFICE.is_working(local_day(birth.at))
        keys.add(birth.key)
        rest = list(planned_milestones(kind, window, DEFAULT_RULES, OFFICE, birth.at, keys))
        assert rest == [b for b in every if b.at > birth.at]
