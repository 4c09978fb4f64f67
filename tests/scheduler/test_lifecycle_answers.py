"""The changes each answer of the lead makes, and what is stored of it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.ladder.snooze import SnoozeChoice
from scheduler.work import lifecycle
from scheduler.work.change import (
    CannotSnooze,
    ChangeContext,
    LessThanVillages,
    NeedsDocument,
    NoQuota,
    UnusableDueDate,
)
from storage.milestone import Milestone
from storage.reply import Extension, undecided_extension
from storage.words import MilestoneShape, ReplyKind, Status
from tests.scheduler.calendars import at
from tests.scheduler.small_commune import CHANNEL, DUE, NOW, TODAY, SmallCommune

EARLIER = at("2025-10-20 09:00")
LATER = at("2025-11-12 09:30")
ONE_DAY = timedelta(days=1)


def test_accepting_pending_work_is_kept_with_its_moment(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead"), row)
    assert (row.status, row.accepted_at) == (Status.ACCEPTED, NOW)


@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.BLOCKED])
def test_accepting_does_not_reset_work_in_progress(commune: SmallCommune, status: Status) -> None:
    row = commune.add(status=status, accepted_at=EARLIER, blocked_at=EARLIER, percent=40)
    lifecycle.accept(commune.context("lead"), row)
    assert (row.status, row.accepted_at) == (status, EARLIER)
    assert (row.blocked_at, row.percent) == (EARLIER, 40)


def test_progress_starts_pending_work(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.report_progress(commune.context("lead"), row, 40)
    assert (row.status, row.percent, row.accepted_at) == (Status.IN_PROGRESS, 40, NOW)


@pytest.mark.parametrize(("told", "kept"), [(None, 40), (0, 0), (70, 70)])
def test_progress_without_a_percent_keeps_the_old_percent(
    commune: SmallCommune, told: int | None, kept: int
) -> None:
    row = commune.add(status=Status.IN_PROGRESS, accepted_at=EARLIER, percent=40)
    lifecycle.report_progress(commune.context("lead"), row, told)
    assert (row.percent, row.accepted_at) == (kept, EARLIER)


def test_progress_unblocks_blocked_work(commune: SmallCommune) -> None:
    row = commune.add(status=Status.BLOCKED, blocked_at=EARLIER)
    lifecycle.report_progress(commune.context("lead"), row)
    assert (row.status, row.blocked_at) == (Status.IN_PROGRESS, None)


def test_blocked_work_is_reported_to_the_secretary_at_once(commune: SmallCommune) -> None:
    row = commune.add(status=Status.BLOCKED, blocked_at=EARLIER)
    lifecycle.report_blocked(commune.context("lead"), row, "no money")
    assert (row.status, row.blocked_at, row.accepted_at) == (Status.BLOCKED, NOW, NOW)
    assert row.next_fire_at == NOW


QUOTA: dict[str, Any] = {"shape": MilestoneShape.QUOTA, "target": 33, "opens_on": date(2025, 1, 1)}


def test_a_count_is_stored_with_its_village_counts(commune: SmallCommune) -> None:
    row = commune.add(**QUOTA, village_values={"A": 3})
    lifecycle.report_count(commune.context("lead"), row, Decimal(12), {"A": 5, "B": 7})
    assert (row.status, row.value) == (Status.IN_PROGRESS, Decimal(12))
    assert row.village_values == {"A": 5, "B": 7}


def test_a_total_alone_keeps_the_village_counts(commune: SmallCommune) -> None:
    row = commune.add(**QUOTA, village_values={"A": 3, "B": 7})
    lifecycle.report_count(commune.context("lead"), row, Decimal(10))
    assert (row.value, row.village_values) == (Decimal(10), {"A": 3, "B": 7})


@pytest.mark.parametrize("villages", [None, {"A": 4, "B": 6}])
def test_a_total_below_its_village_counts_is_refused(
    commune: SmallCommune, villages: dict[str, int] | None
) -> None:
    row = commune.add(**QUOTA, value=11, village_values={"A": 3, "B": 7})
    with pytest.raises(LessThanVillages):
        lifecycle.report_count(commune.context("lead"), row, Decimal(9), villages)
    assert (row.value, row.village_values) == (Decimal(11), {"A": 3, "B": 7})


def test_only_a_quota_takes_a_count(commune: SmallCommune) -> None:
    row = commune.add()
    with pytest.raises(NoQuota):
        lifecycle.report_count(commune.context("lead"), row, Decimal(9))
    assert (row.value, row.status) == (None, Status.PENDING)


def test_a_result_waits_for_the_secretary(commune: SmallCommune) -> None:
    row = commune.add(status=Status.BLOCKED, blocked_at=EARLIER)
    lifecycle.submit(commune.context("lead"), row)
    assert (row.status, row.submitted_at) == (Status.SUBMITTED, NOW)
    assert (row.accepted_at, row.blocked_at) == (NOW, None)
    assert (row.document_number, row.document_date) == (None, None)


@pytest.mark.parametrize(("number", "day"), [(None, None), ("12-KH/ĐU", None), (None, TODAY)])
def test_a_result_with_a_document_needs_its_number_and_date(
    commune: SmallCommune, number: str | None, day: date | None
) -> None:
    row = commune.add(asks_document=True)
    with pytest.raises(NeedsDocument):
        lifecycle.submit(commune.context("lead"), row, number, day)
    assert (row.status, row.document_number, row.document_date) == (Status.PENDING, None, None)


def test_a_document_is_kept_with_the_result(commune: SmallCommune) -> None:
    row = commune.add(asks_document=True, document_number="1", document_date=date(2025, 11, 1))
    lifecycle.submit(commune.context("lead"), row, "12-KH/ĐU", TODAY)
    assert (row.document_number, row.document_date) == ("12-KH/ĐU", TODAY)


def test_a_known_document_stays_when_none_is_named(commune: SmallCommune) -> None:
    row = commune.add(document_number="1", document_date=TODAY)
    lifecycle.submit(commune.context("lead"), row)
    assert (row.document_number, row.document_date) == ("1", TODAY)


def test_an_extension_request_waits_for_a_decision(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.ask_extension(commune.context("lead"), row, DUE + ONE_DAY, "rain")
    asked = commune.session.scalars(select(Extension)).one()
    assert (asked.milestone_id, asked.asked_by) == (row.id, commune.people["lead"])
    assert (asked.asked_at, asked.from_date, asked.to_date) == (NOW, DUE, DUE + ONE_DAY)
    assert (asked.reason, asked.proxy_id, asked.granted) == ("rain", None, None)
    assert (row.status, row.due_on, row.accepted_at) == (Status.PENDING, DUE, NOW)


def test_asking_again_changes_the_pending_extension(commune: SmallCommune) -> None:
    row = commune.add(accepted_at=EARLIER)
    first, second = DUE + ONE_DAY, DUE + 2 * ONE_DAY
    lifecycle.ask_extension(commune.context("lead"), row, first, "rain")
    again = commune.context("lead", LATER, proxy="secretary")
    lifecycle.ask_extension(again, row, second, "snow")
    asked = commune.session.scalars(select(Extension)).one()
    assert (asked.to_date, asked.reason, asked.asked_at) == (second, "snow", NOW)
    assert asked.proxy_id == commune.people["secretary"]
    assert row.accepted_at == EARLIER
    before = [change.before.get("extension") for change in commune.audits(row)]
    assert before == [None, {"to_date": first.isoformat(), "reason": "rain"}]


@pytest.mark.parametrize(
    ("due_on", "to_date", "later"),
    [
        (DUE, DUE, False),
        (DUE, DUE - ONE_DAY, False),
        (DUE, DUE + ONE_DAY, True),
        (TODAY - ONE_DAY, TODAY - ONE_DAY, False),
        (TODAY - ONE_DAY, TODAY, False),
        (TODAY - ONE_DAY, TODAY + ONE_DAY, True),
    ],
)
def test_an_extension_is_later_than_the_due_date_and_than_today(
    commune: SmallCommune, due_on: date, to_date: date, later: bool
) -> None:
    row = commune.add(due_on=due_on)
    if later:
        lifecycle.ask_extension(commune.context("lead"), row, to_date, "x")
    else:
        with pytest.raises(UnusableDueDate):
            lifecycle.ask_extension(commune.context("lead"), row, to_date, "x")
    assert (undecided_extension(commune.session, row.id) is not None) is later
    assert len(commune.audits(row)) == later


def test_a_snooze_is_stored(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    until = lifecycle.snooze(commune.context("lead"), row, SnoozeChoice.TWO_HOURS)
    assert until == row.snoozed_until == row.next_fire_at == NOW + timedelta(hours=2)


def test_no_snooze_past_the_due_date(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED, due_on=TODAY)
    with pytest.raises(CannotSnooze):
        lifecycle.snooze(commune.context("lead"), row, SnoozeChoice.TOMORROW)
    assert row.snoozed_until is None
    assert commune.audits(row) == []


def test_the_ladder_of_the_task_limits_its_snooze(commune: SmallCommune) -> None:
    ahead = (DUE - TODAY).days - 1
    row = commune.add(task={"ladder": {"before": [ahead]}}, status=Status.ACCEPTED)
    until = lifecycle.snooze(commune.context("lead"), row, SnoozeChoice.MONDAY)
    assert until == at("2025-11-13 08:00")


Act = Callable[[ChangeContext, Milestone], object]
SAID: list[tuple[str, Act, ReplyKind | None, dict[str, object]]] = [
    ("accept", lifecycle.accept, ReplyKind.ACCEPTED, {}),
    (
        "progress",
        lambda o, m: lifecycle.report_progress(o, m, 30),
        ReplyKind.PROGRESS,
        {"percent": 30},
    ),
    ("block", lambda o, m: lifecycle.report_blocked(o, m, "x"), ReplyKind.BLOCKED, {"reason": "x"}),
    (
        "count",
        lambda o, m: lifecycle.report_count(o, m, Decimal(12)),
        ReplyKind.NUMBER,
        {"value": 12},
    ),
    ("submit", lifecycle.submit, ReplyKind.DONE, {}),
    (
        "ask_extension",
        lambda o, m: lifecycle.ask_extension(o, m, DUE + ONE_DAY, "x"),
        ReplyKind.EXTENSION,
        {"reason": "x"},
    ),
    ("snooze", lambda o, m: lifecycle.snooze(o, m, SnoozeChoice.TOMORROW), None, {}),
]
"""Each answer by its audit action: its reply kind and its arguments."""


@pytest.mark.parametrize(("action", "act", "said", "told"), SAID)
@pytest.mark.parametrize("proxy", [None, "secretary"])
def test_an_answer_is_stored_with_its_words_and_audited(
    commune: SmallCommune,
    action: str,
    act: Act,
    said: ReplyKind | None,
    told: dict[str, object],
    proxy: str | None,
) -> None:
    row = commune.add(**QUOTA)
    act(commune.context("lead", text="words", proxy=proxy), row)
    (audit,) = commune.audits(row)
    wrote = commune.people[proxy] if proxy else None
    assert (audit.action, audit.noun, audit.noun_id) == (action, "milestone", row.id)
    assert (audit.at, audit.channel) == (NOW, CHANNEL)
    assert (audit.person_id, audit.proxy_id) == (commune.people["lead"], wrote)
    assert audit.before == {"status": "pending", "due_on": DUE.isoformat()}
    assert audit.after.get("reason") == told.get("reason")
    assert audit.after["status"] == row.status
    assert row.revision == 2
    replies = commune.replies(row)
    assert [reply.said for reply in replies] == ([said] if said else [])
    for reply in replies:
        assert (reply.person_id, reply.proxy_id) == (commune.people["lead"], wrote)
        assert (reply.text, reply.channel, reply.at) == ("words", CHANNEL, NOW)
        kept = {"percent": reply.percent, "value": reply.value, "reason": reply.reason}
        assert kept == {"percent": None, "value": None, "reason": ""} | told


def test_an_answer_without_words_is_stored_without_words(commune: SmallCommune) -> None:
    row, lead = commune.add(), commune.context("lead")
    lifecycle.accept(ChangeContext(commune.session, commune.office, lead.actor, NOW), row)
    assert [reply.text for reply in commune.replies(row)] == [""]


def test_audit_values_can_be_read_back(commune: SmallCommune) -> None:
    row = commune.add(**QUOTA, document_date=TODAY, village_values={"A": 1}, value=0)
    lifecycle.report_progress(commune.context("lead"), row, 0)
    (audit,) = commune.audits(row)
    assert audit.before == {
        "status": "pending",
        "due_on": "2025-12-31",
        "document_date": "2025-11-12",
        "village_values": {"A": 1},
        "value": 0,
    }
    changed = {"status": "in_progress", "percent": 0, "accepted_at": NOW.isoformat()}
    assert audit.after == audit.before | changed
