"""Last year's tasks as blocks of this year: dates and words moved, by the sun or with Tet."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.importers.plan_values import WHOLE_QUOTA
from bot.language.papers.moving import moved_words, speaks_of_tet
from scheduler.calendar.lunar import tet
from scheduler.calendar.working_time import Calendar
from storage.milestone import Milestone
from storage.task import Task
from storage.words import MilestoneShape, TaskKind

NEAR_TET = timedelta(days=10)
"""So near to Tet a date goes with it whatever its words are."""
AROUND_TET = timedelta(days=60)
"""So far from Tet a date still goes with it where the words speak of it."""

RO = {
    "person": "nguoi",
    "work": "viec",
    "responsibility": "trach_nhiem",
    "process": "quy_trinh",
    "result": "hieu_qua",
    "authority": "tham_quyen",
    "time": "thoi_gian",
}
"""The clarities as they are stored, and as a plan file writes them."""


@dataclass(frozen=True, slots=True)
class Move:
    """From one year to another, by a calendar."""

    since: int
    to: int
    calendar: Calendar

    def day(self, day: date, with_tet: bool = False) -> date:
        """The same day of the other year.

        Near Tet, or where the work is about Tet, it is as far from Tet as it was. The last day of a
        month stays the last; a working day that would fall on a day off goes to the one before.
        """
        years = self.to - self.since
        near = min((tet(day.year), tet(day.year + 1)), key=lambda each: abs(day - each))
        reach = AROUND_TET if with_tet else NEAR_TET
        if abs(day - near) <= reach:
            moved = tet(near.year + years) + (day - near)
        else:
            moved = _same_day(day, years)
        if self.calendar.is_working(day) and not self.calendar.is_working(moved):
            return self.calendar.previous_working(moved)
        return moved

    def words(self, text: str) -> str:
        """A text with the years and the names of lunar years moved."""
        return moved_words(text, self.since, self.to)


def _same_day(day: date, years: int) -> date:
    last = months.monthrange(day.year + years, day.month)[1]
    ends = day.day == months.monthrange(day.year, day.month)[1]
    return date(day.year + years, day.month, last if ends else min(day.day, last))


def block_of(task: Task, milestones: Sequence[Milestone], move: Move) -> dict[str, Any]:
    """A stored task as a block of the other year."""
    with_tet = speaks_of_tet(" ".join((task.title, task.quote, task.basis)))
    ro = {RO[name]: move.words(text) for name, text in task.ro.items() if name in RO and text}
    told: dict[str, Any] = {
        "key": task.key.rpartition("/")[2],
        "title": move.words(task.title),
        "clause": task.clause,
        "quote": task.quote[:500],
        "sector": task.sector,
        "kind": task.kind.value,
        "lead": task.lead.name,
        "support": [post.name for post in task.supports],
        "basis": move.words(task.basis),
        "on_duty": task.on_duty,
        "confidential": task.confidential,
        "ladder": dict(task.ladder),
        "ro": ro,
        **_timed(task, milestones, move, with_tet),
    }
    return {name: value for name, value in told.items() if value not in ("", [], {}, False, None)}


def _timed(
    task: Task, milestones: Sequence[Milestone], move: Move, with_tet: bool
) -> dict[str, Any]:
    def day(value: date | None) -> str | None:
        return move.day(value, with_tet).isoformat() if value is not None else None

    if task.kind in (TaskKind.CAMPAIGN, TaskKind.STANDING):
        asks = any(row.asks_document for row in milestones if row.shape is MilestoneShape.CLOSING)
        window = {"opens": day(task.opens_on), "closes": day(task.closes_on)}
        return {**window, **({"document": asks} if task.kind is TaskKind.CAMPAIGN else {})}
    steps = [_step(row, move, day(row.planned_on)) for row in milestones]
    if task.kind is TaskKind.PHASED:
        return {"phases": steps, "chained": task.chained}
    last = milestones[-1]
    whole = {
        "due": day(last.planned_on),
        "opens": day(last.opens_on),
        "document": last.asks_document,
    }
    if task.kind is TaskKind.DATED:
        return whole
    stages = [
        {**_without_document(step), **_number(row), "opens": day(row.opens_on)}
        for row, step in zip(milestones, steps, strict=True)
        if row.key != WHOLE_QUOTA
    ]
    return {
        **whole,
        **_number(last),
        "measure": task.measure,
        "stages": stages,
        "chained": task.chained,
    }


def _step(row: Milestone, move: Move, due: str | None) -> dict[str, Any]:
    basis = {"basis": move.words(row.basis)} if row.basis else {}
    title = move.words(row.title)
    return {"key": row.key, "title": title, "due": due, "document": row.asks_document, **basis}


def _without_document(step: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in step.items() if name != "document"}


def _number(row: Milestone) -> dict[str, Any]:
    """The number to be reached; what was reached belongs to the year that is over."""
    villages = {"villages": dict(row.village_targets)} if row.village_targets else {}
    return {"target": row.target, **villages}
