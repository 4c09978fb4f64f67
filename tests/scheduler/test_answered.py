"""The steps of a milestone whose lead accepts at once and submits on the due day."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.ladder.answered import answered_steps
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import MilestoneShape, Role, Status
from tests.scheduler.calendars import OFFICE, at, local_time

HANDED_OVER = at("2025-12-10 08:30")
DUE = date(2025, 12, 31)
WORKING = {Role.LEAD, Role.SUPPORT}


def facts(
    shape: MilestoneShape = MilestoneShape.DEADLINE,
    due_on: date = DUE,
    status: Status = Status.PENDING,
    due_time: time | None = None,
    submitted_at: datetime | None = None,
) -> Facts:
    return Facts(
        shape,
        status,
        due_on,
        HANDED_OVER,
        has_support=True,
        due_time=due_time,
        submitted_at=submitted_at,
    )


def steps(of: Facts, after: datetime | None = None) -> list[str]:
    found = answered_steps(of, DEFAULT_RULES, OFFICE, after)
    return [f"{local_time(each.at)} {each.step} {each.role}" for each in found]


def test_work_that_is_answered_is_reminded_of_until_its_due_day_and_confirmed_once() -> None:
    assert steps(facts()) == [
        "2025-12-10 08:30 handover lead",
        "2025-12-17 08:00 before_14 lead",
        "2025-12-24 08:00 before_7 lead",
        "2025-12-24 08:00 before_7 support",
        "2025-12-26 08:00 before_3 lead",
        "2025-12-30 08:00 before_1 lead",
        "2025-12-30 08:00 before_1 support",
        "2025-12-31 08:00 due lead",
        "2026-01-05 08:00 confirm_1 secretary",
    ]


def test_work_with_an_hour_is_handed_in_by_then() -> None:
    found = steps(facts(due_time=time(15)))
    assert "2025-12-31 13:00 hours_2 lead" in found
    assert not any("overdue" in each for each in found)


def test_work_due_on_a_day_off_is_handed_in_the_working_day_before() -> None:
    saturday = date(2025, 12, 20)
    assert steps(facts(due_on=saturday))[-2:] == [
        "2025-12-19 08:00 due lead",
        "2025-12-22 08:00 confirm_1 secretary",
    ]


def test_work_that_is_late_already_is_handed_in_at_its_next_reminder() -> None:
    assert steps(facts(status=Status.ACCEPTED), at("2026-01-05 07:00")) == [
        "2026-01-05 08:00 overdue_1 lead",
        "2026-01-05 08:00 escalate_secretary_1 secretary",
        "2026-01-06 08:00 confirm_1 secretary",
    ]


def test_a_result_that_waits_is_confirmed_at_the_next_reminder() -> None:
    waiting = facts(status=Status.SUBMITTED, submitted_at=at("2025-12-29 09:00"))
    assert steps(waiting, at("2025-12-30 09:00")) == ["2026-01-05 08:00 confirm_3 secretary"]


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED])
def test_closed_work_has_no_steps(status: Status) -> None:
    assert steps(facts(status=status)) == []


@given(st.sampled_from(MilestoneShape), st.integers(0, 90), st.none() | st.integers(7, 18))
def test_answers_never_add_a_step_to_those_who_work(
    shape: MilestoneShape, days: int, hour: int | None
) -> None:
    due_time = None if hour is None else time(hour)
    of = facts(shape, date(2025, 12, 1) + timedelta(days=days), due_time=due_time)
    lived = [each for each in answered_steps(of, DEFAULT_RULES, OFFICE) if each.role in WORKING]
    end = lived[-1].at
    silent = takewhile(lambda each: each.at <= end, upcoming_steps(of, DEFAULT_RULES, OFFICE))
    assert lived
    assert set(lived) <= {each for each in silent if each.role in WORKING}
