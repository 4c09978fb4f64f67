"""Firing the steps of one milestone: snoozes, outages, and a plan's own ladder."""

from dataclasses import replace
from itertools import islice

from scheduler.ladder.ladder import evaluate_steps, fire, upcoming_steps
from scheduler.ladder.overrides import override
from scheduler.ladder.rules import DEFAULT_RULES
from scheduler.ladder.skips import Skip
from storage.words import Status
from tests.scheduler.calendars import OFFICE, at, local_time
from tests.scheduler.ladder_text import ACCEPTED, GIVEN, lines, said


def test_a_snooze_stops_lead_reminders_until_it_ends() -> None:
    snoozed = replace(ACCEPTED, snoozed_until=at("2025-12-26 14:00"))
    assert said(snoozed, after="2025-12-26 09:00", until="2025-12-30 23:59") == lines("""
        2025-12-26 14:00 snooze lead
        2025-12-30 08:00 before_1 lead
        2025-12-30 08:00 before_1 support
    """)


def test_lead_steps_before_the_end_of_a_snooze_are_skipped() -> None:
    snoozed = replace(ACCEPTED, snoozed_until=at("2025-12-24 14:00"))
    passed = islice(evaluate_steps(snoozed, DEFAULT_RULES, OFFICE, at("2025-12-17 07:00")), 4)
    assert [(m.step, m.role.value, skip) for m, skip in passed] == [
        ("before_14", "lead", Skip.SNOOZED),
        ("before_7", "lead", Skip.SNOOZED),
        ("before_7", "support", None),
        ("snooze", "lead", None),
    ]


def test_a_snooze_yields_to_a_step_at_the_same_time() -> None:
    snoozed = replace(ACCEPTED, snoozed_until=at("2025-12-30 08:00"))
    first = said(snoozed, after="2025-12-26 09:00").splitlines()[0]
    assert first == "2025-12-30 08:00 before_1 lead"


def test_missed_steps_collapse_into_the_latest_of_each_role() -> None:
    firing = fire(GIVEN, DEFAULT_RULES, OFFICE, at("2025-12-01 08:00"), at("2026-01-05 09:00"))
    assert [(local_time(m.at), m.step, m.role.value) for m in firing.due] == [
        ("2025-12-30 08:00", "before_1", "support"),
        ("2026-01-05 08:00", "overdue_1", "lead"),
        ("2026-01-05 08:00", "escalate_secretary_1", "secretary"),
    ]
    assert [(m.step, m.role.value, skip) for m, skip in firing.skipped] == [
        ("before_14", "lead", Skip.COLLAPSED),
        ("before_7", "lead", Skip.COLLAPSED),
        ("before_3", "lead", Skip.COLLAPSED),
        ("before_7", "support", Skip.COLLAPSED),
        ("before_1", "lead", Skip.COLLAPSED),
        ("due", "lead", Skip.COLLAPSED),
    ]
    assert firing.next_at == at("2026-01-06 08:00")


def test_firing_early_is_empty_and_gives_the_next_time() -> None:
    firing = fire(ACCEPTED, DEFAULT_RULES, OFFICE, at("2025-10-09 08:00"), at("2025-12-01 00:00"))
    assert (firing.due, firing.skipped) == ((), ())
    assert firing.next_at == at("2025-12-17 08:00")


def test_a_submitted_milestone_ends_its_own_schedule() -> None:
    submitted = replace(GIVEN, status=Status.SUBMITTED, submitted_at=at("2025-12-01 09:00"))
    firing = fire(submitted, DEFAULT_RULES, OFFICE, at("2025-12-02 08:00"), at("2025-12-04 08:00"))
    assert [m.step for m in firing.due] == ["confirm_3"]
    assert firing.next_at is None


def test_an_overridden_ladder_is_followed() -> None:
    rules = override(
        DEFAULT_RULES,
        {"before": [5], "overdue": [2], "overdue_every": 3, "escalate": {"head": 9}, "accept": {}},
    )
    coming = upcoming_steps(GIVEN, rules, OFFICE)
    steps = [(local_time(m.at)[:10], m.step) for m in islice((m for m in coming), 9)]
    assert steps == [
        ("2025-10-08", "handover"),
        ("2025-12-24", "before_7"),
        ("2025-12-26", "before_5"),
        ("2025-12-30", "before_1"),
        ("2025-12-31", "due"),
        ("2026-01-06", "overdue_2"),
        ("2026-01-09", "overdue_5"),
        ("2026-01-13", "overdue_8"),
        ("2026-01-14", "escalate_head_9"),
    ]
