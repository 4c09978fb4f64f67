"""The changes each decision makes."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from scheduler.delivery.digest import VoidReason, read_digest_facts, select_reminders
from scheduler.work import lifecycle
from scheduler.work.change import (
    ChangeContext,
    NoExtensionAsked,
    UnusableDueDate,
)
from scheduler.work.undoing import undo
from storage.milestone import Milestone
from storage.words import Role, Status
from tests.scheduler.calendars import at
from tests.scheduler.decisions import (
    CANCEL,
    DECIDERS,
    DECISIONS,
    EARLIER,
    WEEK,
    Act,
    ask,
    extension,
)
from tests.scheduler.small_commune import DUE, NOW, TODAY, SmallCommune

LATER = at("2025-11-12 09:30")
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("post", DECIDERS)
def test_a_confirmed_result_closes_the_work(commune: SmallCommune, post: str) -> None:
    row = commune.add(status=Status.SUBMITTED, submitted_at=EARLIER)
    lifecycle.confirm(commune.context(post, text="words"), row)
    assert (row.status, row.closed_at, row.next_fire_at) == (Status.DONE, NOW, None)
    (audit,) = commune.audits(row)
    assert (audit.action, audit.person_id) == ("confirm", commune.people[post])
    assert (audit.before["status"], audit.after["status"]) == ("submitted", "done")
    assert "reason" not in audit.after
    assert (row.revision, commune.replies(row)) == (2, [])


def test_a_returned_result_restarts_its_ladder_now(commune: SmallCommune) -> None:
    row = commune.add(status=Status.SUBMITTED, submitted_at=EARLIER)
    lifecycle.send_back(commune.context("secretary"), row, "no stamp")
    assert (row.status, row.submitted_at, row.returned_at) == (Status.IN_PROGRESS, None, NOW)
    (audit,) = commune.audits(row)
    assert (audit.action, audit.after["reason"]) == ("send_back", "no stamp")
    assert audit.before["submitted_at"] == EARLIER.isoformat()


def test_a_granted_extension_moves_the_date_and_its_version(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    ask(commune, row)
    granted = lifecycle.grant_extension(commune.context("secretary", LATER), row)
    assert granted is extension(commune)
    assert (granted.granted, granted.decided_at) == (True, LATER)
    assert granted.decided_by == commune.people["secretary"]
    assert (row.due_on, row.due_version, row.original_due_on) == (DUE + WEEK, 2, DUE)
    audit = commune.audits(row)[-1]
    assert (audit.action, audit.before["due_on"]) == ("grant", DUE.isoformat())
    assert audit.after["due_on"] == (DUE + WEEK).isoformat()


def test_a_refused_extension_leaves_the_date(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    ask(commune, row)
    refused = lifecycle.refuse_extension(commune.context("deputy", LATER), row, "no")
    assert refused is extension(commune)
    assert (refused.granted, refused.decided_at) == (False, LATER)
    assert refused.decided_by == commune.people["deputy"]
    assert (row.due_on, row.due_version) == (DUE, 1)
    audit = commune.audits(row)[-1]
    assert (audit.action, audit.after["reason"]) == ("refuse", "no")


@pytest.mark.parametrize(
    "decide", [lifecycle.grant_extension, lambda o, m: lifecycle.refuse_extension(o, m, "x")]
)
def test_an_extension_is_decided_once_and_only_if_requested(
    commune: SmallCommune, decide: Callable[[ChangeContext, Milestone], object]
) -> None:
    row = commune.add()
    with pytest.raises(NoExtensionAsked):
        decide(commune.context("secretary"), row)
    ask(commune, row)
    decide(commune.context("secretary"), row)
    with pytest.raises(NoExtensionAsked):
        decide(commune.context("secretary"), row)


@pytest.mark.parametrize(
    ("due_on", "to_date"),
    [
        (DUE, TODAY),
        (DUE, DUE - ONE_DAY),
        (DUE, DUE + ONE_DAY),
        (TODAY - WEEK, TODAY),
        (TODAY, TODAY + ONE_DAY),
    ],
)
def test_a_date_may_be_moved_to_today_or_later(
    commune: SmallCommune, due_on: date, to_date: date
) -> None:
    row = commune.add(due_on=due_on)
    assert lifecycle.move_due_date(commune.context("secretary"), row, to_date) == due_on
    assert (row.due_on, row.due_version) == (to_date, 2)
    (audit,) = commune.audits(row)
    assert (audit.action, audit.before["due_on"]) == ("move", due_on.isoformat())
    assert audit.after["due_on"] == to_date.isoformat()


@pytest.mark.parametrize(
    ("due_on", "to_date"),
    [(DUE, TODAY - ONE_DAY), (DUE, DUE), (TODAY, TODAY), (TODAY - WEEK, TODAY - ONE_DAY)],
)
def test_a_date_is_not_moved_into_the_past_nor_to_itself(
    commune: SmallCommune, due_on: date, to_date: date
) -> None:
    row = commune.add(due_on=due_on)
    with pytest.raises(UnusableDueDate):
        lifecycle.move_due_date(commune.context("secretary"), row, to_date)
    assert (row.due_on, row.due_version, row.revision) == (due_on, 1, 1)


@pytest.mark.parametrize("change", ["grant", "move"])
def test_reminders_of_the_old_date_are_dropped(commune: SmallCommune, change: str) -> None:
    row = commune.add(status=Status.ACCEPTED, fired_until=at("2025-12-30 12:00"))
    morning = at("2025-12-31 08:00")
    row.next_fire_at = morning
    lifecycle.ask_extension(commune.context("lead", morning), row, DUE + WEEK, "rain")
    (due,) = commune.deliveries()
    assert (due.step, due.role, due.due_version) == ("due", Role.LEAD, 1)
    if change == "grant":
        lifecycle.grant_extension(commune.context("secretary", morning), row)
    else:
        lifecycle.move_due_date(commune.context("secretary", morning), row, DUE + WEEK)
    commune.session.flush()
    found = select_reminders(read_digest_facts(commune.session, [due]), [due])
    assert (found.to_send, found.void) == ((), ((due, VoidReason.CHANGED),))


def test_directing_blocked_work_puts_it_in_progress(commune: SmallCommune) -> None:
    row = commune.add(status=Status.BLOCKED, blocked_at=EARLIER)
    lifecycle.give_direction(commune.context("head"), row, "ask the district")
    assert (row.status, row.blocked_at) == (Status.IN_PROGRESS, None)
    (audit,) = commune.audits(row)
    assert (audit.action, audit.after["reason"]) == ("direct", "ask the district")


def test_cancelled_work_is_closed_with_its_reason(commune: SmallCommune) -> None:
    row = commune.add(status=Status.BLOCKED, blocked_at=EARLIER)
    lifecycle.cancel(commune.context("secretary"), row, "not ours")
    assert (row.status, row.closed_at, row.next_fire_at) == (Status.CANCELLED, NOW, None)
    (audit,) = commune.audits(row)
    assert (audit.action, audit.after["reason"]) == ("cancel", "not ours")


@pytest.mark.parametrize("name", ["answer", "decision", "cancel", "undo"])
def test_steps_already_due_are_fired_before_a_change(commune: SmallCommune, name: str) -> None:
    row = commune.add(due_on=TODAY + ONE_DAY, status=Status.ACCEPTED)
    if name == "undo":
        lifecycle.report_progress(commune.context("lead", at("2025-11-12 07:45")), row, 1)
    row.fired_until, row.next_fire_at = at("2025-11-12 07:50"), at("2025-11-12 08:00")
    acts: Mapping[str, tuple[str, Act]] = {
        "answer": ("lead", lifecycle.submit),
        "decision": ("secretary", DECISIONS["move"]),
        "cancel": ("secretary", CANCEL),
        "undo": ("lead", undo),
    }
    post, act = acts[name]
    act(commune.context(post), row)
    (said,) = commune.deliveries()
    assert (said.step, said.due_version, said.fire_at) == ("before_1", 1, at("2025-11-12 08:00"))
    assert row.fired_until == NOW


def test_the_next_step_is_recomputed_after_a_change(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    lifecycle.report_progress(commune.context("lead"), row)
    assert row.next_fire_at == at("2025-12-17 08:00")
    lifecycle.move_due_date(commune.context("secretary"), row, date(2025, 12, 1))
    assert row.next_fire_at == at("2025-11-17 08:00")
