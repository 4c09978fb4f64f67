"""Turns of repeating work that are still to be made, for the calendar of a person."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import islice, takewhile

from sqlalchemy import select

from bot.queries.filters import EVERYTHING, WorkList
from bot.reports import work_table as work
from bot.reports.catalogue import Brief
from bot.texts import items
from bot.texts.document import DueSeries
from scheduler.calendar.repetition import rrule_parts
from scheduler.ladder.repeating_tasks import milestone_keys, window_of
from scheduler.ladder.repetition_schedule import (
    RULES_OF_KINDS,
    PlannedMilestone,
    RepetitionWindow,
    planned_milestones,
    with_default_day,
)
from scheduler.work.permissions import Action
from storage.task import Task

MOST_TURNS = 60
"""The most days that are listed where no rule of RFC 5545 says them."""
AHEAD = timedelta(days=400)
"""How far ahead they are listed."""


def future_turns(brief: Brief, asked: WorkList) -> tuple[DueSeries, ...]:
    """A series for each repeating task; only for the lists of open work, and without a filter."""
    if (
        asked not in (WorkList.MINE, WorkList.OPEN)
        or brief.about
        or brief.work_filter != EVERYTHING
    ):
        return ()
    reader = brief.reader
    found = select(Task).where(Task.next_birth_at.is_not(None)).order_by(Task.id)
    if asked is WorkList.MINE or not reader.may(Action.SEE_ALL):
        found = found.where(Task.lead_post_id.in_(reader.actor.post_ids))
    tasks = reader.session.scalars(found).all()
    made = milestone_keys(reader.session, tasks)
    return tuple(
        series
        for task in tasks
        if (window := window_of(task))
        if (series := _series(brief, task, window, made[task.id]))
    )


def _series(
    brief: Brief, task: Task, window: RepetitionWindow, made: Collection[str]
) -> DueSeries | None:
    coming = islice(_coming(brief, task, window, made), MOST_TURNS)
    days = tuple(one.due_on for one in coming)
    if not days:
        return None
    return DueSeries(
        f"{brief.letterhead.commune}-task-{task.id}",
        items.HIDDEN if task.confidential else task.title,
        days,
        _recurrence(brief, task, window),
        "" if task.confidential else f"{work.LEAD.column.title}: {task.lead.name}",
        task.confidential,
        window.rule.at if window.rule else None,
    )


def _coming(
    brief: Brief, task: Task, window: RepetitionWindow, made: Collection[str]
) -> Iterator[PlannedMilestone]:
    office, last = brief.reader.office, brief.reader.today + AHEAD
    rules = office.rules_for(task.ladder)
    planned = planned_milestones(task.kind, window, rules, office.calendar, task.born_until, made)
    return takewhile(lambda one: one.due_on <= last, planned)


def _recurrence(brief: Brief, task: Task, window: RepetitionWindow) -> dict[str, object] | None:
    """The parts of an RRULE with its end; None where its days have to be listed."""
    rules = brief.reader.office.rules_for(task.ladder)
    rule = with_default_day(window.rule or RULES_OF_KINDS[task.kind], rules)
    parts = rrule_parts(rule) if rule.times is None else None
    if parts is None:
        return None
    ends = [day for day in (rule.until, window.closes_on) if day is not None]
    return {**parts, "UNTIL": min(ends)} if ends else parts
