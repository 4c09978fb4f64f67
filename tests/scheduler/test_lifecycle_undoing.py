"""Undo of one's own last change restores the old state and keeps the changes of others."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.ladder.snooze import SnoozeChoice
from scheduler.work import lifecycle
from scheduler.work.change import (
    ChangeContext,
    ChangedMeanwhile,
    NothingToUndo,
)
from scheduler.work.record import audited_state
from scheduler.work.undoing import Undone, last_undoable, undo
from storage.milestone import Milestone
from storage.reply import Extension
from storage.words import MilestoneShape, Status
from tests.scheduler.calendars import at
from tests.scheduler.small_commune import DUE, NOW, TODAY, SmallCommune

EARLIER = at("2025-10-20 09:00")

WEEK = timedelta(days=7)

DAY = timedelta(days=1)

MINUTE = timedelta(minutes=1)

LATER = NOW + 5 * MINUTE

Act = Callable[[ChangeContext, Milestone], object]

ANSWERS: list[tuple[str, Act]] = [
    ("accept", lifecycle.accept),
    ("progress", lambda o, m: lifecycle.report_progress(o, m, 60)),
    ("block", lambda o, m: lifecycle.report_blocked(o, m, "x")),
    ("count", lambda o, m: lifecycle.report_count(o, m, Decimal(20), {"A": 9})),
    ("submit", lambda o, m: lifecycle.submit(o, m, "2", TODAY)),
    ("ask_extension", lambda o, m: lifecycle.ask_extension(o, m, DUE + WEEK, "x")),
    ("snooze", lambda o, m: lifecycle.snooze(o, m, SnoozeChoice.TWO_HOURS)),
]

FULL: dict[str, Any] = {
    "status": Status.BLOCKED,
    "percent": 0,
    "value": 11,
    "village_values": {"A": 3},
    "document_number": "1",
    "document_date": date(2025, 11, 1),
    "accepted_at": EARLIER,
    "blocked_at": EARLIER,
    "returned_at": EARLIER,
    "snoozed_until": EARLIER,
}


@pytest.mark.parametrize(("action", "act"), ANSWERS)
@pytest.mark.parametrize("values", [{}, FULL], ids=["fresh", "full"])
def test_undo_restores_every_field(
    commune: SmallCommune, action: str, act: Act, values: dict[str, Any]
) -> None:
    row = commune.add(shape=MilestoneShape.QUOTA, target=33, opens_on=date(2025, 1, 1), **values)
    before = audited_state(row)
    act(commune.context("lead"), row)
    said = audited_state(row)
    assert undo(commune.context("lead", LATER), row) == Undone(action, 0)
    assert audited_state(row) == before
    commune.session.flush()
    commune.session.refresh(row)
    assert audited_state(row) == before
    assert row.village_values == before.get("village_values", {})
    audit = commune.audits(row)[-1]
    assert (audit.action, audit.at, audit.before) == ("undo", LATER, said)
    assert audit.after == before | {"reason": action}
    assert [reply.undone_at for reply in commune.replies(row)] == [LATER] * (action != "snooze")
    assert commune.session.scalars(select(Extension)).all() == []
    assert row.revision == 3


def test_undo_of_a_repeated_extension_request_restores_the_first(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.ask_extension(commune.context("lead"), row, DUE + WEEK, "rain")
    lifecycle.ask_extension(commune.context("lead", LATER), row, DUE + 2 * WEEK, "snow")
    undo(commune.context("lead", LATER), row)
    asked = commune.session.scalars(select(Extension)).one()
    assert (asked.to_date, asked.reason) == (DUE + WEEK, "rain")
    undo(commune.context("lead", LATER), row)
    assert commune.session.scalars(select(Extension)).all() == []


def test_undo_of_another_answer_keeps_the_pending_extension(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.ask_extension(commune.context("lead"), row, DUE + WEEK, "rain")
    lifecycle.report_progress(commune.context("lead", LATER), row, 50)
    undo(commune.context("lead", LATER), row)
    assert commune.session.scalars(select(Extension)).one().to_date == DUE + WEEK


def test_answers_are_undone_in_reverse_order(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead"), row)
    lifecycle.report_progress(commune.context("lead", NOW + MINUTE), row, 40)
    lifecycle.report_progress(commune.context("lead", NOW + 2 * MINUTE), row, 50)
    percents = []
    for _ in range(3):
        undo(commune.context("lead", LATER), row)
        percents.append((row.status, row.percent))
    assert percents == [(Status.IN_PROGRESS, 40), (Status.ACCEPTED, None), (Status.PENDING, None)]
    assert [reply.undone_at for reply in commune.replies(row)] == [LATER] * 3
    with pytest.raises(NothingToUndo):
        undo(commune.context("lead", LATER), row)


def test_an_answer_after_an_undo_is_undone_next(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.report_progress(commune.context("lead"), row, 40)
    lifecycle.report_progress(commune.context("lead", NOW + MINUTE), row, 50)
    undo(commune.context("lead", NOW + 2 * MINUTE), row)
    lifecycle.report_progress(commune.context("lead", NOW + 3 * MINUTE), row, 60)
    undo(commune.context("lead", LATER), row)
    assert row.percent == 40
    undo(commune.context("lead", LATER), row)
    assert row.percent is None


def test_without_an_answer_there_is_nothing_to_undo(commune: SmallCommune) -> None:
    row = commune.add()
    with pytest.raises(NothingToUndo):
        undo(commune.context("lead"), row)
    assert commune.audits(row) == []


@pytest.mark.parametrize(
    ("waited", "undone"), [(DAY, True), (DAY + timedelta(microseconds=1), False)]
)
def test_undo_is_possible_for_one_day(
    commune: SmallCommune, waited: timedelta, undone: bool
) -> None:
    row = commune.add()
    lifecycle.report_progress(commune.context("lead"), row, 40)
    late = commune.context("lead", NOW + waited)
    assert last_undoable(late) == (row.id if undone else None)
    if undone:
        undo(late, row)
    else:
        with pytest.raises(NothingToUndo):
            undo(late, row)
    assert row.percent == (None if undone else 40)


def test_the_last_undoable_change_is_of_any_item_and_not_yet_undone(commune: SmallCommune) -> None:
    first, second = commune.add(), commune.add()
    lifecycle.report_progress(commune.context("lead"), first, 40)
    lifecycle.report_progress(commune.context("lead", NOW + MINUTE), second, 50)
    lead = commune.context("lead", LATER)
    assert last_undoable(lead) == second.id
    undo(lead, second)
    assert last_undoable(lead) == first.id
    undo(lead, first)
    assert last_undoable(lead) is None
    assert last_undoable(commune.context("secretary", LATER)) is None


def test_the_reply_to_another_item_is_not_undone(commune: SmallCommune) -> None:
    row, other = commune.add(), commune.add()
    lifecycle.report_progress(commune.context("lead"), row, 40)
    lifecycle.report_progress(commune.context("lead", NOW + MINUTE), other, 50)
    undo(commune.context("lead", LATER), row)
    assert [each.undone_at for each in commune.replies(row)] == [LATER]
    assert [each.undone_at for each in commune.replies(other)] == [None]


def test_an_answer_by_proxy_may_be_undone_by_its_writer(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.report_progress(commune.context("lead", proxy="secretary"), row, 40)
    assert last_undoable(commune.context("secretary")) == row.id
    undo(commune.context("secretary", LATER), row)
    assert row.percent is None
    assert commune.replies(row)[0].undone_at == LATER


def test_nobody_undoes_the_answer_of_another(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.report_progress(commune.context("lead"), row, 40)
    for post in ("secretary", "other"):
        with pytest.raises(ChangedMeanwhile):
            undo(commune.context(post, LATER), row)
    assert (row.percent, row.revision) == (40, 2)


def test_undo_restores_the_next_step(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    lifecycle.submit(commune.context("lead"), row)
    assert row.next_fire_at == at("2025-11-13 08:00")
    undo(commune.context("lead", LATER), row)
    assert row.next_fire_at == at("2025-12-17 08:00")
