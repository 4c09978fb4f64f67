"""Ladders calculated by hand on the calendar of the year-end."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from scheduler.ladder.ladder import evaluate_steps
from scheduler.ladder.rules import DEFAULT_RULES
from scheduler.ladder.skips import Skip
from storage.words import MilestoneShape, Status
from tests.scheduler.calendars import OFFICE, at
from tests.scheduler.ladder_text import ACCEPTED, GIVEN, lines, said


def test_a_deadline_from_the_handover_to_long_overdue() -> None:
    assert said(GIVEN, until="2026-01-31 00:00") == lines("""
        2025-10-08 07:55 handover lead
        2025-10-09 08:00 accept_1 lead
        2025-10-10 08:00 accept_2 secretary
        2025-12-17 08:00 before_14 lead
        2025-12-24 08:00 before_7 lead
        2025-12-24 08:00 before_7 support
        2025-12-26 08:00 before_3 lead
        2025-12-30 08:00 before_1 lead
        2025-12-30 08:00 before_1 support
        2025-12-31 08:00 due lead
        2026-01-05 08:00 overdue_1 lead
        2026-01-05 08:00 escalate_secretary_1 secretary
        2026-01-06 08:00 overdue_2 lead
        2026-01-07 08:00 overdue_3 lead
        2026-01-07 08:00 escalate_deputy_3 deputy
        2026-01-09 08:00 overdue_5 lead
        2026-01-12 08:00 escalate_head_7 head
        2026-01-15 08:00 overdue_10 lead
        2026-01-22 08:00 overdue_15 lead
        2026-01-29 08:00 overdue_20 lead
    """)


def test_overdue_repeats_every_five_working_days_without_end() -> None:
    assert said(ACCEPTED, after="2026-03-05 12:00") == lines("""
        2026-03-12 08:00 overdue_45 lead
        2026-03-19 08:00 overdue_50 lead
        2026-03-26 08:00 overdue_55 lead
    """)


def test_steps_on_days_off_move_to_the_working_day_before_and_the_later_step_wins() -> None:
    election = replace(ACCEPTED, due_on=date(2026, 3, 15), has_support=False)
    assert said(election, after="2026-02-01 00:00", until="2026-03-16 23:59") == lines("""
        2026-02-27 08:00 before_14 lead
        2026-03-06 08:00 before_7 lead
        2026-03-12 08:00 before_3 lead
        2026-03-13 08:00 due lead
        2026-03-16 08:00 overdue_1 lead
        2026-03-16 08:00 escalate_secretary_1 secretary
    """)


def test_a_due_date_within_tet_is_reminded_once_before_tet() -> None:
    within = replace(ACCEPTED, due_on=date(2026, 2, 20))
    assert said(within, after="2026-02-01 00:00", until="2026-02-23 23:59") == lines("""
        2026-02-06 08:00 before_14 lead
        2026-02-13 08:00 before_1 support
        2026-02-13 08:00 due lead
        2026-02-23 08:00 overdue_1 lead
        2026-02-23 08:00 escalate_secretary_1 secretary
    """)


def test_on_duty_reminders_come_on_the_very_day_and_lateness_counts_working_days() -> None:
    on_duty = replace(ACCEPTED, due_on=date(2026, 2, 20), on_duty=True)
    assert said(on_duty, after="2026-02-06 12:00", until="2026-02-24 23:59") == lines("""
        2026-02-13 08:00 before_7 lead
        2026-02-13 08:00 before_7 support
        2026-02-17 08:00 before_3 lead
        2026-02-19 08:00 before_1 lead
        2026-02-19 08:00 before_1 support
        2026-02-20 08:00 due lead
        2026-02-23 08:00 overdue_1 lead
        2026-02-23 08:00 escalate_secretary_1 secretary
        2026-02-24 08:00 overdue_2 lead
    """)


@pytest.mark.parametrize(
    ("handed_over", "on_duty", "first"),
    [
        ("2025-12-23 09:10", False, "2025-12-23 09:10 handover lead"),
        ("2025-12-23 17:00", False, "2025-12-24 07:30 handover lead"),
        ("2026-01-01 10:00", False, "2026-01-05 07:30 handover lead"),
        ("2026-01-01 10:00", True, "2026-01-01 10:00 handover lead"),
        ("2026-01-01 21:00", True, "2026-01-02 07:30 handover lead"),
    ],
)
def test_handover_is_at_once_or_at_the_next_opening(
    handed_over: str, on_duty: bool, first: str
) -> None:
    facts = replace(GIVEN, handed_over_at=at(handed_over), on_duty=on_duty)
    assert said(facts).splitlines()[0] == first


def test_steps_before_the_handover_are_passed_over_and_the_handover_has_its_day() -> None:
    late = replace(GIVEN, handed_over_at=at("2025-12-23 20:00"), has_support=False)
    assert said(late, until="2025-12-31 23:59") == lines("""
        2025-12-24 07:30 handover lead
        2025-12-25 08:00 accept_1 lead
        2025-12-26 08:00 accept_2 secretary
        2025-12-26 08:00 before_3 lead
        2025-12-30 08:00 before_1 lead
        2025-12-31 08:00 due lead
    """)
    skipped = [
        (m.step, skip) for m, skip in islice(evaluate_steps(late, DEFAULT_RULES, OFFICE), 4) if skip
    ]
    assert skipped == [("before_14", Skip.TOO_EARLY), ("before_7", Skip.HIGHER_STEP_SAME_DAY)]


def test_accepting_does_not_stop_the_ladder() -> None:
    assert said(ACCEPTED).splitlines()[0] == "2025-12-17 08:00 before_14 lead"


def test_blocked_is_reported_at_once_and_again_and_the_ladder_continues() -> None:
    blocked = replace(
        ACCEPTED, status=Status.BLOCKED, blocked_at=at("2025-12-27 09:00"), has_support=False
    )
    assert said(blocked, after="2025-12-26 12:00", until="2026-01-06 23:59") == lines("""
        2025-12-29 07:30 blocked_0 secretary
        2025-12-30 08:00 before_1 lead
        2025-12-31 08:00 due lead
        2025-12-31 08:00 blocked_2 secretary
        2026-01-05 08:00 overdue_1 lead
        2026-01-05 08:00 escalate_secretary_1 secretary
        2026-01-06 08:00 overdue_2 lead
        2026-01-06 08:00 blocked_4 deputy
    """)


def test_an_undecided_block_outranks_the_escalation_of_the_day() -> None:
    blocked = replace(ACCEPTED, status=Status.BLOCKED, blocked_at=at("2025-12-30 10:00"))
    after = said(blocked, after="2025-12-31 12:00", until="2026-01-05 23:59")
    assert after == lines("""
        2026-01-05 08:00 overdue_1 lead
        2026-01-05 08:00 blocked_2 secretary
    """)


def test_submitted_work_stops_lead_reminders_and_asks_the_secretary_twice() -> None:
    submitted = replace(ACCEPTED, status=Status.SUBMITTED, submitted_at=at("2025-12-31 16:00"))
    assert said(submitted, after="2025-12-31 16:00") == lines("""
        2026-01-05 08:00 confirm_1 secretary
        2026-01-07 08:00 confirm_3 secretary
    """)


def test_a_return_restarts_the_ladder_from_that_day() -> None:
    returned = replace(
        ACCEPTED, status=Status.IN_PROGRESS, returned_at=at("2026-01-06 10:00"), has_support=False
    )
    assert said(returned, until="2026-01-15 23:59") == lines("""
        2026-01-07 08:00 overdue_3 lead
        2026-01-07 08:00 escalate_deputy_3 deputy
        2026-01-09 08:00 overdue_5 lead
        2026-01-12 08:00 escalate_head_7 head
        2026-01-15 08:00 overdue_10 lead
    """)


def test_an_undecided_extension_is_reminded_while_the_ladder_continues() -> None:
    asked = replace(ACCEPTED, extension_asked_at=at("2025-12-26 15:00"), has_support=False)
    assert said(asked, after="2025-12-26 15:00", until="2025-12-31 23:59") == lines("""
        2025-12-29 08:00 extension_1 secretary
        2025-12-30 08:00 before_1 lead
        2025-12-31 08:00 due lead
        2025-12-31 08:00 extension_3 deputy
    """)


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED])
def test_no_step_after_closing(status: Status) -> None:
    assert said(replace(GIVEN, status=status)) == ""


@pytest.mark.parametrize(
    ("shape", "due_on", "expected"),
    [
        (
            MilestoneShape.OPENING,
            date(2025, 12, 15),
            "2025-12-12 08:00 campaign_opening lead\n2025-12-15 08:00 campaign_opening lead",
        ),
        (
            MilestoneShape.CAMPAIGN_REPORT,
            date(2025, 12, 19),
            "2025-12-18 14:00 campaign_report lead\n2025-12-19 08:00 campaign_report lead",
        ),
        (
            MilestoneShape.CLOSING,
            date(2026, 3, 19),
            "2026-03-19 08:00 campaign_closing lead",
        ),
        (
            MilestoneShape.STANDING_REPORT,
            date(2025, 11, 25),
            "2025-11-21 08:00 standing_report lead\n2025-11-25 08:00 standing_report lead",
        ),
    ],
)
def test_steps_of_campaigns_and_standing_work(
    shape: MilestoneShape, due_on: date, expected: str
) -> None:
    facts = replace(ACCEPTED, shape=shape, due_on=due_on)
    assert said(facts, until=f"{due_on} 23:59") == expected


def test_a_report_is_asked_for_not_handed_over_and_goes_overdue_like_all_work() -> None:
    report = replace(
        GIVEN,
        shape=MilestoneShape.CAMPAIGN_REPORT,
        due_on=date(2025, 12, 19),
        handed_over_at=at("2025-12-18 14:00"),
    )
    assert said(report, until="2025-12-23 23:59") == lines("""
        2025-12-18 14:00 campaign_report lead
        2025-12-19 08:00 campaign_report lead
        2025-12-22 08:00 overdue_1 lead
        2025-12-22 08:00 escalate_secretary_1 secretary
        2025-12-23 08:00 overdue_2 lead
    """)
