"""Decisions as values, and the check that a refused act changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scheduler.work import lifecycle
from scheduler.work.change import (
    ChangeContext,
    ChangeRefused,
)
from scheduler.work.record import audited_state
from storage.milestone import Milestone
from storage.reply import Extension
from tests.scheduler.calendars import at
from tests.scheduler.small_commune import DUE, SmallCommune

EARLIER = at("2025-10-20 09:00")
WEEK = timedelta(days=7)
DECIDERS = ["secretary", "deputy", "head"]


def ask(commune: SmallCommune, row: Milestone, to_date: date = DUE + WEEK) -> None:
    lifecycle.ask_extension(commune.context("lead"), row, to_date, "rain")


def extension(commune: SmallCommune) -> Extension:
    return commune.session.scalars(select(Extension)).one()


Act = Callable[[ChangeContext, Milestone], object]
DECISIONS: dict[str, Act] = {
    "confirm": lifecycle.confirm,
    "send_back": lambda o, m: lifecycle.send_back(o, m, "x"),
    "grant": lifecycle.grant_extension,
    "refuse": lambda o, m: lifecycle.refuse_extension(o, m, "x"),
    "move": lambda o, m: lifecycle.move_due_date(o, m, DUE + WEEK),
    "direct": lambda o, m: lifecycle.give_direction(o, m, "x"),
    "check": lambda o, m: lifecycle.check_allowed(o, m, decides=True),
}
CANCEL: Act = lambda o, m: lifecycle.cancel(o, m, "x")  # noqa: E731


def refused(
    commune: SmallCommune, act: Act, context: ChangeContext, row: Milestone
) -> ChangeRefused:
    """Why an act is refused, after which nothing is other than before."""

    def everything() -> tuple[object, ...]:
        written = (commune.audits(row), commune.replies(row), commune.deliveries())
        rows = [len(each) for each in written]
        asked = extension(commune)
        times = (row.closed_at, row.fired_until, row.next_fire_at)
        versions = (row.due_version, row.revision)
        return (
            rows,
            audited_state(row),
            times,
            versions,
            asked.granted,
            asked.to_date,
            asked.decided_by,
        )

    before = everything()
    with pytest.raises(ChangeRefused) as caught:
        act(context, row)
    assert not commune.session.dirty
    assert not commune.session.new
    assert everything() == before
    return caught.value
