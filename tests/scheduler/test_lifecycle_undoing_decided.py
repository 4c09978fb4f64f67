"""What is undone where a decision was made: the decision by who made it, no answer before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.work import lifecycle
from scheduler.work.change import (
    AlreadyClosed,
    ChangeContext,
    ChangeRefused,
    DecidedMeanwhile,
    NotAllowed,
)
from scheduler.work.record import audited_state, record_change
from scheduler.work.undoing import Undone, undo
from storage.milestone import Milestone
from storage.reply import Extension
from storage.words import Rank, Status
from tests.scheduler.small_commune import DUE, NOW, SmallCommune

WEEK = timedelta(days=7)

MINUTE = timedelta(minutes=1)

LATER = NOW + 5 * MINUTE

Act = Callable[[ChangeContext, Milestone], object]

Decide = tuple[str, Sequence[Act], type[ChangeRefused]]

MEANWHILE: list[Decide] = [
    ("confirm", [lifecycle.submit, lifecycle.confirm], AlreadyClosed),
    ("cancel", [lifecycle.accept, lambda o, m: lifecycle.cancel(o, m, "x")], AlreadyClosed),
    (
        "send_back",
        [lifecycle.submit, lambda o, m: lifecycle.send_back(o, m, "x")],
        DecidedMeanwhile,
    ),
    (
        "direct",
        [
            lambda o, m: lifecycle.report_blocked(o, m, "x"),
            lambda o, m: lifecycle.give_direction(o, m, "x"),
        ],
        DecidedMeanwhile,
    ),
    (
        "grant",
        [lambda o, m: lifecycle.ask_extension(o, m, DUE + WEEK, "x"), lifecycle.grant_extension],
        DecidedMeanwhile,
    ),
    (
        "refuse",
        [
            lambda o, m: lifecycle.ask_extension(o, m, DUE + WEEK, "x"),
            lambda o, m: lifecycle.refuse_extension(o, m, "x"),
        ],
        DecidedMeanwhile,
    ),
    (
        "move",
        [lifecycle.accept, lambda o, m: lifecycle.move_due_date(o, m, DUE + WEEK)],
        DecidedMeanwhile,
    ),
]


@pytest.mark.parametrize(("name", "acts", "why"), MEANWHILE, ids=[each[0] for each in MEANWHILE])
def test_an_answer_with_a_decision_cannot_be_undone(
    commune: SmallCommune, name: str, acts: Sequence[Act], why: type[ChangeRefused]
) -> None:
    row = commune.add()
    said, decided = acts
    said(commune.context("lead"), row)
    decided(commune.context("secretary"), row)
    before = audited_state(row)
    with pytest.raises(why):
        undo(commune.context("lead", LATER), row)
    assert audited_state(row) == before
    assert commune.audits(row)[-1].action == name


@pytest.mark.parametrize("action", ["confirm", "cancel"])
def test_an_answer_before_a_closing_decision_cannot_be_undone(
    commune: SmallCommune, action: str
) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead"), row)
    record_change(commune.context("secretary"), row, action, audited_state(row))
    with pytest.raises(DecidedMeanwhile):
        undo(commune.context("lead", LATER), row)


def test_after_an_undo_answers_before_a_decision_stay(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead"), row)
    lifecycle.move_due_date(commune.context("secretary"), row, DUE + WEEK)
    lifecycle.report_progress(commune.context("lead", NOW + MINUTE), row, 40)
    undo(commune.context("lead", LATER), row)
    with pytest.raises(DecidedMeanwhile):
        undo(commune.context("lead", LATER), row)


@pytest.mark.parametrize(("name", "acts", "why"), MEANWHILE, ids=[each[0] for each in MEANWHILE])
def test_a_decision_is_undone_by_who_made_it_and_the_answer_stays(
    commune: SmallCommune, name: str, acts: Sequence[Act], why: type[ChangeRefused]
) -> None:
    row = commune.add()
    said, decided = acts
    said(commune.context("lead"), row)
    before, version, due_on = audited_state(row), row.due_version, row.due_on
    asked = commune.session.scalars(select(Extension.reason)).all()
    decided(commune.context("secretary", NOW + MINUTE), row)
    moved = row.due_on != due_on
    assert undo(commune.context("secretary", LATER), row) == Undone(name, 0)
    assert (audited_state(row), row.closed_at) == (before, None)
    assert row.due_version == version + 2 * moved
    waiting = select(Extension.reason).where(
        Extension.granted.is_(None), Extension.decided_at.is_(None), Extension.decided_by.is_(None)
    )
    assert commune.session.scalars(waiting).all() == asked
    assert [reply.undone_at for reply in commune.replies(row)] == [None]
    undo(commune.context("lead", LATER), row)


def test_who_may_decide_no_longer_undoes_no_decision(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.submit(commune.context("lead"), row)
    lifecycle.confirm(commune.context("secretary"), row)
    retired = commune.context("secretary", LATER)
    retired = replace(retired, actor=replace(retired.actor, ranks=frozenset({Rank.OFFICIAL})))
    with pytest.raises(NotAllowed):
        undo(retired, row)
    assert row.status is Status.DONE
