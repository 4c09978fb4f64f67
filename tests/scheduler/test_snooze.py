from dataclasses import replace
from datetime import date

import pytest

from scheduler.ladder.ladder import Facts
from scheduler.ladder.rules import DEFAULT_RULES
from scheduler.ladder.snooze import SnoozeChoice, can_snooze, longest_snooze, snooze_until
from storage.words import MilestoneShape, Status
from tests.scheduler.calendars import OFFICE, at

FACTS = Facts(
    shape=MilestoneShape.DEADLINE,
    status=Status.ACCEPTED,
    due_on=date(2025, 12, 31),
    handed_over_at=at("2025-10-08 07:55"),
)


@pytest.mark.parametrize(
    ("choice", "now", "until"),
    [
        (SnoozeChoice.TWO_HOURS, "2025-12-17 08:05", "2025-12-17 10:05"),
        (SnoozeChoice.TWO_HOURS, "2025-12-17 16:00", "2025-12-18 07:30"),
        (SnoozeChoice.AFTERNOON, "2025-12-17 08:05", "2025-12-17 14:00"),
        (SnoozeChoice.AFTERNOON, "2025-12-18 06:05", "2025-12-18 14:00"),
        (SnoozeChoice.AFTERNOON, "2025-12-17 14:05", "2025-12-18 08:00"),
        (SnoozeChoice.TOMORROW, "2025-12-17 08:05", "2025-12-18 08:00"),
        (SnoozeChoice.TOMORROW, "2025-12-19 08:05", "2025-12-22 08:00"),
        (SnoozeChoice.MONDAY, "2025-12-17 08:05", "2025-12-22 08:00"),
        (SnoozeChoice.MONDAY, "2025-12-15 08:05", "2025-12-17 08:00"),
        (SnoozeChoice.MONDAY, "2025-12-26 08:05", "2025-12-29 08:00"),
        (SnoozeChoice.TOMORROW, "2025-12-29 09:00", "2025-12-30 08:00"),
        (SnoozeChoice.AFTERNOON, "2025-12-31 09:00", "2025-12-31 14:00"),
        (SnoozeChoice.TOMORROW, "2025-12-31 09:00", None),
        (SnoozeChoice.TWO_HOURS, "2025-12-31 16:00", None),
        (SnoozeChoice.TWO_HOURS, "2026-01-05 09:00", "2026-01-05 11:00"),
        (SnoozeChoice.TOMORROW, "2026-01-05 09:00", "2026-01-06 08:00"),
        (SnoozeChoice.MONDAY, "2026-01-06 09:00", None),
    ],
)
def test_a_snooze_ends_before_the_next_step_and_overdue_work_waits_a_working_day(
    choice: SnoozeChoice, now: str, until: str | None
) -> None:
    found = snooze_until(choice, at(now), FACTS, DEFAULT_RULES, OFFICE)
    assert found == (at(until) if until else None)


def test_a_new_snooze_replaces_the_old_one() -> None:
    snoozed = replace(FACTS, snoozed_until=at("2025-12-17 10:05"))
    found = snooze_until(
        SnoozeChoice.TOMORROW, at("2025-12-17 09:00"), snoozed, DEFAULT_RULES, OFFICE
    )
    assert found == at("2025-12-18 08:00")


def test_on_duty_a_snooze_may_end_on_a_holiday() -> None:
    on_duty = replace(FACTS, on_duty=True, due_on=date(2026, 1, 3))
    found = snooze_until(
        SnoozeChoice.TOMORROW, at("2025-12-31 09:00"), on_duty, DEFAULT_RULES, OFFICE
    )
    assert found == at("2026-01-01 08:00")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.DONE, Status.CANCELLED])
def test_no_snooze_when_the_lead_gets_no_reminders(status: Status) -> None:
    facts = replace(FACTS, status=status, submitted_at=at("2025-12-16 09:00"))
    assert (
        snooze_until(SnoozeChoice.TOMORROW, at("2025-12-17 09:00"), facts, DEFAULT_RULES, OFFICE)
        is None
    )


@pytest.mark.parametrize(
    ("wish", "now", "until", "longest"),
    [
        ("2025-12-16 15:00", "2025-12-12 09:00", "2025-12-16 15:00", "2025-12-17 08:00"),
        ("2025-12-20 09:00", "2025-12-12 09:00", None, "2025-12-17 08:00"),
        ("2025-12-13 09:00", "2025-12-12 09:00", "2025-12-15 09:00", "2025-12-17 08:00"),
        ("2025-12-15 20:00", "2025-12-12 09:00", "2025-12-16 07:30", "2025-12-17 08:00"),
        ("2025-12-31 14:00", "2025-12-31 09:00", "2025-12-31 14:00", None),
        ("2026-01-05 14:00", "2026-01-05 09:00", "2026-01-05 14:00", "2026-01-06 08:00"),
        ("2026-01-07 08:00", "2026-01-05 09:00", None, "2026-01-06 08:00"),
    ],
)
def test_a_moment_is_kept_where_it_may_be_and_else_the_longest_is_known(
    wish: str, now: str, until: str | None, longest: str | None
) -> None:
    found = snooze_until(at(wish), at(now), FACTS, DEFAULT_RULES, OFFICE)
    assert found == (at(until) if until else None)
    found = longest_snooze(at(now), FACTS, DEFAULT_RULES, OFFICE)
    assert found == (at(longest) if longest else None)


@pytest.mark.parametrize(
    ("now", "possible"),
    [
        ("2025-12-30 16:30", True),
        ("2025-12-31 14:59", True),
        ("2025-12-31 15:00", False),
        ("2026-01-05 16:30", True),
    ],
)
def test_work_due_today_cannot_wait_when_two_hours_go_beyond_the_day(
    now: str, possible: bool
) -> None:
    assert can_snooze(FACTS.deadline, at(now)) is possible
