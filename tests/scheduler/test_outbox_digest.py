"""Which reminders are still valid at sending time, and in which order a person gets them."""

from datetime import date, timedelta

import pytest

from scheduler.delivery.digest import (
    CHASE,
    VoidReason,
    make_digest,
    read_digest_facts,
    select_reminders,
    still_applies,
)
from scheduler.delivery.items import read_latest_replies
from scheduler.ladder.rules import LADDERS
from scheduler.work.lifecycle import ask_extension
from storage.delivery import Delivery
from storage.milestone_summary import summary_of
from storage.words import Role, Status
from tests.scheduler.outbox_stage import reminder
from tests.scheduler.small_commune import DUE, NOW, TODAY, SmallCommune

MINUTE = timedelta(minutes=1)


AT_WORK = {Status.PENDING, Status.ACCEPTED, Status.IN_PROGRESS, Status.BLOCKED}
TRUE_WHILE = {
    "accept_1": {Status.PENDING},
    "blocked_0": {Status.BLOCKED},
    "blocked_2": {Status.BLOCKED},
    "confirm_1": {Status.SUBMITTED},
    "before_7": AT_WORK,
    "due": AT_WORK,
    "overdue_5": AT_WORK,
    "escalate_head_7": AT_WORK,
    "handover": AT_WORK,
    "quota_report": AT_WORK,
    "snooze": AT_WORK,
    CHASE: AT_WORK,
}


@pytest.mark.parametrize("status", Status)
def test_a_step_is_sent_only_while_its_status_holds(commune: SmallCommune, status: Status) -> None:
    row = summary_of(commune.add(status=status))
    for asked in (True, False):
        said = {
            step
            for step in TRUE_WHILE
            if still_applies(Delivery(step=step, due_version=1), row, asked)
        }
        assert said == {step for step, statuses in TRUE_WHILE.items() if status in statuses}


@pytest.mark.parametrize("status", Status)
def test_an_extension_is_mentioned_while_it_is_pending(
    commune: SmallCommune, status: Status
) -> None:
    row, due = summary_of(commune.add(status=status)), Delivery(step="extension_1", due_version=1)
    closed = status in (Status.DONE, Status.CANCELLED)
    assert still_applies(due, row, extension_asked=True) is not closed
    assert still_applies(due, row, extension_asked=False) is False


def test_every_ladder_states_the_status_its_steps_need() -> None:
    first = {row.name.split("_")[0] for row in LADDERS}
    known = {step.split("_")[0] for step in TRUE_WHILE} | {"extension"}
    assert first - known == {"campaign", "standing"}


@pytest.mark.parametrize("version", [1, 3])
def test_a_step_of_an_old_due_date_is_not_sent(commune: SmallCommune, version: int) -> None:
    row = summary_of(commune.add(status=Status.ACCEPTED, due_version=2))
    assert not still_applies(Delivery(step="due", due_version=version), row, extension_asked=False)
    assert still_applies(Delivery(step="due", due_version=2), row, extension_asked=False)


def test_only_the_latest_step_of_an_item_and_role_is_sent(commune: SmallCommune) -> None:
    row, other = commune.add(status=Status.ACCEPTED), commune.add(status=Status.ACCEPTED)
    late = reminder(commune, row, "before_3", fire_at=NOW)
    early = reminder(commune, row, "before_7", fire_at=NOW - MINUTE)
    support = reminder(commune, row, "before_1", fire_at=NOW, role=Role.SUPPORT)
    elsewhere = reminder(commune, other, "before_7", fire_at=NOW - MINUTE)
    bundle = select_reminders(read_digest_facts(commune.session, [late]), [])
    assert (bundle.to_send, bundle.void) == ((), ())
    rows = [late, early, support, elsewhere]
    bundle = select_reminders(read_digest_facts(commune.session, rows), rows)
    assert set(bundle.to_send) == {late, support, elsewhere}
    assert bundle.void == ((early, VoidReason.COLLAPSED),)


def test_of_two_steps_at_one_time_the_last_created_is_sent(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    first = reminder(commune, row, "before_7")
    second = reminder(commune, row, "before_3")
    bundle = select_reminders(read_digest_facts(commune.session, [first]), [second, first])
    assert (bundle.to_send, bundle.void) == ((second,), ((first, VoidReason.COLLAPSED),))


def test_a_chase_counts_as_the_latest_step(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    wanted = reminder(commune, row, CHASE, fire_at=NOW - MINUTE)
    ladder = reminder(commune, row, "before_7", fire_at=NOW)
    bundle = select_reminders(read_digest_facts(commune.session, [wanted]), [wanted, ladder])
    assert (bundle.to_send, bundle.void) == ((wanted,), ((ladder, VoidReason.COLLAPSED),))


def test_an_outdated_step_does_not_hide_a_valid_one(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    true = reminder(commune, row, "before_7", fire_at=NOW - MINUTE)
    stale = reminder(commune, row, "accept_1", fire_at=NOW)
    bundle = select_reminders(read_digest_facts(commune.session, [true]), [stale, true])
    assert (bundle.to_send, bundle.void) == ((true,), ((stale, VoidReason.CHANGED),))


def test_a_pending_extension_is_read(commune: SmallCommune) -> None:
    asked, other = commune.add(), commune.add()
    ask_extension(commune.context("lead"), asked, DUE + timedelta(days=1), "rain")
    rows = [reminder(commune, row, "extension_1", role=Role.SECRETARY) for row in (asked, other)]
    bundle = select_reminders(read_digest_facts(commune.session, rows), rows)
    assert (bundle.to_send, bundle.void) == ((rows[0],), ((rows[1], VoidReason.CHANGED),))


def test_reminders_are_sorted_most_urgent_first(commune: SmallCommune) -> None:
    dates = [date(2025, 12, 3), date(2025, 12, 2), date(2025, 12, 2)]
    items = [
        commune.add(number=number, due_on=day, status=Status.ACCEPTED)
        for number, day in zip((1, 3, 2), dates, strict=True)
    ]
    rows = [reminder(commune, item, "before_14") for item in items]
    known = read_digest_facts(commune.session, rows)
    told = make_digest(commune.office, known, rows, NOW)
    assert [each.item.number for each in told.reminders] == [2, 3, 1]
    assert (told.person, told.today) == ("lead", TODAY)


def test_a_reminder_has_the_fields_of_its_delivery(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    plain = reminder(commune, row, "before_14")
    full = reminder(
        commune,
        row,
        CHASE,
        role=Role.SUPPORT,
        late=True,
        absent_id=commune.people["other"],
        asked_by=commune.people["head"],
        note="please",
    )
    known = read_digest_facts(commune.session, [plain, full])
    assert known.replies == read_latest_replies(commune.session, [row.id])
    told = make_digest(commune.office, known, [plain, full], NOW)
    first, second = told.reminders
    assert (first.item.number, first.step, first.role) == (1, "before_14", Role.LEAD)
    assert (first.late, first.absent, first.asked_by, first.note) == (False, "", "", "")
    assert (second.step, second.role, second.late) == (CHASE, Role.SUPPORT, True)
    assert (second.absent, second.asked_by, second.note) == ("other", "head", "please")


def test_a_delivery_without_a_role_is_for_the_lead(commune: SmallCommune) -> None:
    row = reminder(commune, commune.add(status=Status.ACCEPTED), CHASE, role=None)
    told = make_digest(commune.office, read_digest_facts(commune.session, [row]), [row], NOW)
    assert told.reminders[0].role is Role.LEAD
