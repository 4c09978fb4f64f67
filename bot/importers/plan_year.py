"""Converts a year's stored tasks to blocks for another year: dates and years in texts are moved."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from bot.importers.plan_values import OPENING, WHOLE_QUOTA
from bot.language.papers.moving import moved_words, speaks_of_tet
from bot.texts.repetition import rule_in_words
from scheduler.calendar.deadline import Deadline
from scheduler.calendar.lunar import tet
from scheduler.calendar.repetition import from_json
from scheduler.calendar.working_time import Calendar
from storage.figures import as_json
from storage.milestone import Milestone
from storage.task import Task
from storage.words import MilestoneShape, TaskKind, Weight

NEAR_TET = timedelta(days=10)
"""A date this close to Tet keeps its distance from Tet."""
AROUND_TET = timedelta(days=60)
"""The same for tasks whose text is about Tet."""

RO = {
    "person": "nguoi",
    "work": "viec",
    "responsibility": "trach_nhiem",
    "process": "quy_trinh",
    "result": "hieu_qua",
    "authority": "tham_quyen",
    "time": "thoi_gian",
}
"""Keys of the clarities: stored -> in plan files."""


@dataclass(frozen=True, slots=True)
class YearShift:
    """Moves dates and texts from the year `since` to the year `to`."""

    since: int
    to: int
    calendar: Calendar

    def shift_day(self, day: date, with_tet: bool = False) -> date:
        """The corresponding day of the other year.

        Near Tet, or with `with_tet`, it keeps its distance from Tet. The last day of a month stays
        the last. A working day that would become a day off moves to the previous working day.
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

    def shift_words(self, text: str) -> str:
        """The text with its years and names of lunar years moved."""
        return moved_words(text, self.since, self.to)


def _same_day(day: date, years: int) -> date:
    last = months.monthrange(day.year + years, day.month)[1]
    ends = day.day == months.monthrange(day.year, day.month)[1]
    return date(day.year + years, day.month, last if ends else min(day.day, last))


def block_for_year(task: Task, milestones: Sequence[Milestone], shift: YearShift) -> dict[str, Any]:
    """A stored task as a plan file block for the other year."""
    with_tet = speaks_of_tet(" ".join((task.title, task.quote, task.basis)))
    ro = {
        RO[name]: shift.shift_words(text) for name, text in task.ro.items() if name in RO and text
    }
    block: dict[str, Any] = {
        "key": task.key.rpartition("/")[2],
        "title": shift.shift_words(task.title),
        "clause": task.clause,
        "quote": task.quote[:500],
        "sector": task.sector,
        "kind": task.kind.value,
        "lead": task.lead.name,
        "support": [post.name for post in task.supports],
        "basis": shift.shift_words(task.basis),
        "on_duty": task.on_duty,
        "confidential": task.confidential,
        "ladder": dict(task.ladder),
        "weight": task.weight.value if task.weight is not Weight.ORDINARY else None,
        "ro": ro,
        **_timed(task, milestones, shift, with_tet),
    }
    follows = {"chained": False} if block.get("chained") is False else {}
    filled = {
        name: value for name, value in block.items() if value not in ("", [], {}, False, None)
    }
    return {**filled, **follows} if task.kind is TaskKind.PHASED else filled


def _timed(
    task: Task, milestones: Sequence[Milestone], shift: YearShift, with_tet: bool
) -> dict[str, Any]:
    def day(value: date | None, hour: time | None = None) -> str | None:
        if value is None:
            return None
        return Deadline(shift.shift_day(value, with_tet), hour).isoformat()

    if task.kind in (TaskKind.CAMPAIGN, TaskKind.STANDING):
        asks = any(row.asks_document for row in milestones if row.shape is MilestoneShape.CLOSING)
        hour = next((row.planned_time for row in milestones if row.key == OPENING), None)
        window = {"opens": day(task.opens_on, hour), "closes": day(task.closes_on)}
        if task.kind is TaskKind.CAMPAIGN:
            return {**window, "document": asks}
        return {**window, **_repeated(task, shift)}
    parts = [_part(row, shift, day(row.planned_on, row.planned_time)) for row in milestones]
    if task.kind is TaskKind.PHASED:
        # A phase added in chat has a later number than the one it comes before.
        in_order = sorted(parts, key=lambda part: str(part["due"]))
        return {"phases": in_order, **({} if task.chained else {"chained": False})}
    last = milestones[-1]
    whole = {
        "due": day(last.planned_on, last.planned_time),
        "opens": day(last.opens_on),
        "document": last.asks_document,
    }
    if task.kind is TaskKind.DATED:
        return whole
    stages = [
        {**_without_document(part), **_number(row), "opens": day(row.opens_on)}
        for row, part in zip(milestones, parts, strict=True)
        if row.key != WHOLE_QUOTA
    ]
    return {
        **whole,
        **_number(last),
        "measure": task.measure,
        "figure": task.figure.value,
        "better": task.better.value,
        "decimals": task.decimals,
        "stages": stages,
        "chained": task.chained,
    }


def _repeated(task: Task, shift: YearShift) -> dict[str, str]:
    """The task's own rule in words, its end moved; nothing without one."""
    if not task.repetition:
        return {}
    rule = from_json(task.repetition)
    return {
        "repeats": rule_in_words(replace(rule, until=rule.until and shift.shift_day(rule.until)))
    }


def _part(row: Milestone, shift: YearShift, due: str | None) -> dict[str, Any]:
    basis = {"basis": shift.shift_words(row.basis)} if row.basis else {}
    title = shift.shift_words(row.title)
    lead = {"lead": row.own_lead.name} if row.own_lead else {}
    asks = {"document": row.asks_document}
    return {"key": row.key, "title": title, "due": due, **lead, **asks, **basis}


def _without_document(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in ("document", "lead")}


def _number(row: Milestone) -> dict[str, Any]:
    """The targets; the number reached belongs to the past year."""
    villages = {"villages": dict(row.village_targets)} if row.village_targets else {}
    return {"target": as_json(row.target), **villages}
