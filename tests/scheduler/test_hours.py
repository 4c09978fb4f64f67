"""Deadlines with an hour: when their steps come, and what is late."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.deadline import Deadline, is_later
from scheduler.calendar.working_time import VIETNAM, Calendar, local_day
from scheduler.ladder.hours import HOURS_STEP, PASSED_STEP, hour_steps
from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import DEFAULT_RULES, Rules
from storage.words import MilestoneShape, Role, Status
from tests.scheduler.calendars import OFFICE, at
from tests.scheduler.test_ladder_properties import CALENDARS, RULES, facts, some

MONDAY = date(2025, 10, 20)
BEFORE = ("before_", "due", HOURS_STEP, "campaign_", "standing_report")
HOURS = st.times()
AT_WORK = [Status.PENDING, Status.ACCEPTED, Status.IN_PROGRESS, Status.BLOCKED]


def lead_steps(hour: time, day: date = MONDAY, on_duty: bool = False) -> list[str]:
    """The lead's steps from two days before the due day to the first one after it."""
    milestone = Facts(
        MilestoneShape.DEADLINE,
        Status.ACCEPTED,
        day,
        at("2025-09-01 08:00"),
        on_duty=on_duty,
        due_time=hour,
    )
    since = datetime.combine(day - timedelta(days=4), time(), VIETNAM)
    steps = upcoming_steps(milestone, DEFAULT_RULES, OFFICE, since)
    found = islice((step for step in steps if step.role is Role.LEAD), 6)
    told = [
        f"{step.at.astimezone(VIETNAM):%d %H:%M} {step.step}"
        for step in found
        if step.step not in ("before_3", "overdue_2", "overdue_3", "overdue_5")
    ]
    return told[: told.index(next(each for each in told if "overdue_1" in each)) + 1]


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        (time(15), ["20 08:00 due", "20 13:00 hours_2", "20 15:30 overdue_0"]),
        (time(10, 30), ["20 08:00 due", "20 08:30 hours_2", "20 11:00 overdue_0"]),
        (time(10), ["20 08:00 hours_2", "20 10:30 overdue_0"]),
        (time(9), ["20 07:30 hours_2", "20 09:30 overdue_0"]),
        (time(7, 31), ["20 07:30 hours_2", "20 08:01 overdue_0"]),
        (time(7, 30), ["17 14:00 hours_2", "20 08:00 overdue_0"]),
        (time(0), ["17 14:00 hours_2", "20 08:00 overdue_0"]),
        (time(16, 29), ["20 08:00 due", "20 14:29 hours_2", "20 16:59 overdue_0"]),
        (time(16, 30), ["20 08:00 due", "20 14:30 hours_2"]),
        (time(17, 30), ["20 08:00 due", "20 15:30 hours_2"]),
        (time(19), ["20 08:00 due", "20 15:00 hours_2"]),
        (time(23, 59), ["20 08:00 due", "20 15:00 hours_2"]),
    ],
)
def test_the_steps_of_the_day_come_in_time_for_the_hour(hour: time, told: list[str]) -> None:
    assert [each for each in lead_steps(hour) if "before_1" not in each] == [
        *told,
        "21 08:00 overdue_1",
    ]


def test_on_a_day_off_the_lead_is_reminded_on_the_afternoon_before() -> None:
    saturday = date(2025, 10, 18)
    assert lead_steps(time(15), saturday) == [
        "17 08:00 due",
        "17 14:00 hours_2",
        "20 08:00 overdue_1",
    ]
    assert lead_steps(time(15), saturday, on_duty=True)[-4:-1] == [
        "18 08:00 due",
        "18 13:00 hours_2",
        "18 15:30 overdue_0",
    ]


@given(facts(AT_WORK), RULES, CALENDARS, HOURS)
def test_no_step_after_the_hour_speaks_of_a_time_before_it(
    milestone: Facts, rules: Rules, calendar: Calendar, hour: time
) -> None:
    milestone = replace(milestone, due_time=hour)
    for step in some(milestone, rules, calendar):
        if step.step.startswith(BEFORE):
            assert not milestone.deadline.passed(step.at)
        if step.step == PASSED_STEP:
            assert milestone.deadline.passed(step.at)
            assert local_day(step.at) == milestone.due_on


@given(facts(AT_WORK), RULES, CALENDARS, HOURS)
def test_the_step_of_an_hour_comes_once_and_to_the_lead_alone(
    milestone: Facts, rules: Rules, calendar: Calendar, hour: time
) -> None:
    found = some(replace(milestone, due_time=hour), rules, calendar)
    of_hour = [step for step in found if step.step in (HOURS_STEP, PASSED_STEP)]
    assert {step.role for step in of_hour} <= {Role.LEAD}
    assert max(Counter(step.step for step in of_hour).values(), default=1) == 1


@given(facts(AT_WORK), RULES, CALENDARS, HOURS)
def test_an_hour_leaves_every_other_step_of_the_ladder(
    milestone: Facts, rules: Rules, calendar: Calendar, hour: time
) -> None:
    without = some(replace(milestone, due_time=None), rules, calendar, 30)
    timed = replace(milestone, due_time=hour)
    clocks = {step.at for step in some(timed, rules, calendar, 90) if step.step == HOURS_STEP}
    clocks |= {step.at for step in some(timed, rules, calendar, 90) if step.step == PASSED_STEP}
    kept = {(step.at, step.step, step.role) for step in some(timed, rules, calendar, 90)}
    for step in without:
        of_due_day = local_day(step.at) in (timed.due_on, *map(local_day, clocks))
        assert of_due_day or (step.at, step.step, step.role) in kept


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), HOURS, CALENDARS, st.booleans())
def test_there_is_always_a_step_in_time(
    day: date, hour: time, calendar: Calendar, on_duty: bool
) -> None:
    deadline = Deadline(day, hour)
    (first, *_) = hour_steps(deadline, calendar, on_duty)
    assert Deadline(first.day, first.at) < deadline
    assert on_duty or calendar.is_working(first.day)
    assert hour_steps(Deadline(day), calendar, on_duty) == ()


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(), st.booleans())
def test_a_deadline_is_written_and_read_back(now: datetime, due: datetime, whole: bool) -> None:
    hour = None if whole else due.time().replace(second=0, microsecond=0)
    deadline = Deadline(due.date(), hour)
    assert Deadline.fromisoformat(deadline.isoformat()) == deadline
    assert Deadline.fromisoformat("09:30", due.date()) == Deadline(due.date(), time(9, 30))


@pytest.mark.parametrize(
    ("wished", "due", "later"),
    [
        ("2025-10-20 16:00", "2025-10-20 15:00", True),
        ("2025-10-20 14:00", "2025-10-20 15:00", False),
        ("2025-10-20", "2025-10-20 15:00", True),
        ("2025-10-20 23:00", "2025-10-20", False),
        ("2025-10-20 10:00", "2025-10-17 15:00", True),
        ("2025-10-20 08:00", "2025-10-17 15:00", False),
        ("2025-10-20", "2025-10-17", False),
        ("2025-10-21", "2025-10-20", True),
        ("2025-10-20 15:00", "2025-10-20 15:00", False),
    ],
)
def test_a_later_deadline_is_after_the_due_one_and_to_come(
    wished: str, due: str, later: bool
) -> None:
    nine = datetime(2025, 10, 20, 9, tzinfo=VIETNAM)
    asked, present = Deadline.fromisoformat(wished), Deadline.fromisoformat(due)
    assert is_later(asked, present, nine) is later
