"""Which of the steps of one day are skipped, and why. Pure."""

from collections.abc import Collection
from datetime import date, time
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from scheduler.ladder.hours import HOUR_STEPS
from scheduler.ladder.rules import SNOOZE
from storage.words import Role


class Skip(StrEnum):
    """Why a step of the ladder is not sent."""

    TOO_EARLY = "passed_over"
    """Its time was before the handover, or before the result was returned."""
    HIGHER_STEP_SAME_DAY = "same_day"
    """A step of higher rank goes to that role on that day."""
    SNOOZED = "snoozed"
    """The official asked to be reminded later."""
    COLLAPSED = "collapsed_by_later"
    """Nothing was sent for a while, and a later step is due by now."""


class PlacedStep(NamedTuple):
    """A step with its day and time in Vietnam, before skips are decided."""

    day: date
    clock: time
    rank: int
    order: int
    name: str
    role: Role


_precedence = itemgetter(2, 3)
"""Of two steps of one day, the higher rank wins, then the later step of its ladder."""


BESIDE = HOUR_STEPS | {SNOOZE}
"""Steps that stand for no other step of their day."""
DayTime = tuple[date, time]
"""A day and a time of day in Vietnam."""


def skips_of_day(
    steps: tuple[PlacedStep, ...], start: DayTime, snoozed: DayTime | None
) -> list[tuple[PlacedStep, Skip | None]]:
    """The skip, if any, of each step of one day: each role gets the step of highest precedence.

    A snooze reminder is no ladder step: it yields only to a step at exactly the same time. The
    steps of an hour come beside the ladder's, and stand only for what comes at the same time. A
    snoozed step still counts as its role's step of that day: it was sent before the official
    asked, or the snooze reminder replaces it, so no lower step is sent as well.
    """
    best_of: dict[Role, PlacedStep] = {}
    reasons: list[Skip | None] = []
    for step in steps:
        reason = _skip_by_time(step, start, snoozed)
        reasons.append(reason)
        if reason is not Skip.TOO_EARLY and step.name not in BESIDE:
            best = best_of.get(step.role, step)
            best_of[step.role] = max(best, step, key=_precedence)
    clocks = {
        step.clock
        for step, reason in zip(steps, reasons, strict=True)
        if step.name in HOUR_STEPS and reason is None
    }
    return [
        (step, reason or _skip_for_other(step, best_of.get(step.role), clocks))
        for step, reason in zip(steps, reasons, strict=True)
    ]


def _skip_by_time(step: PlacedStep, start: DayTime, snoozed: DayTime | None) -> Skip | None:
    if (step.day, step.clock) < start:
        return Skip.TOO_EARLY
    if snoozed and step.role is Role.LEAD and (step.day, step.clock) < snoozed:
        return Skip.SNOOZED
    return None


def _skip_for_other(
    step: PlacedStep, best: PlacedStep | None, clocks: Collection[time]
) -> Skip | None:
    """SAME_DAY if another step stands for it; `clocks` are those of the lead's steps of an hour."""
    if step.name in HOUR_STEPS:
        return None
    if step.role is Role.LEAD and step.clock in clocks:
        return Skip.HIGHER_STEP_SAME_DAY
    beside = step.name == SNOOZE and best is not None and step.clock != best.clock
    return None if best is None or step is best or beside else Skip.HIGHER_STEP_SAME_DAY
