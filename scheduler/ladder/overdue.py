"""The steps after the due date, each with its day.

Pure. If nobody answers a periodic report, its daily steps end after WEEKLY_AFTER working days; from
then on its lead is reminded once a week, so that all old reports of a person come in one digest.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from heapq import merge

from scheduler.calendar.working_time import Calendar
from scheduler.ladder.rules import OVERDUE, WEEKLY_AFTER, Anchor, Rules, StepRule
from storage.words import MilestoneShape, Role

WEEK = timedelta(days=7)
WORKING_WEEK = 5
"""In working days.

If a plan sets longer gaps between overdue reminders than this, they are kept instead of the weekly
reminder.
"""
PlacedRule = tuple[date, StepRule]


def overdue_steps(
    rules: Rules, shape: MilestoneShape, due_on: date, calendar: Calendar, first: date, silent: bool
) -> Iterator[PlacedRule]:
    """The steps from the day `first` on, by day, without end; `silent`: nobody answered yet."""
    passed = max(0, calendar.working_days_between(due_on, first))
    often = rules.overdue_every <= WORKING_WEEK
    if silent and often and shape is MilestoneShape.STANDING_REPORT:
        steps = rules.step_rules(shape, Anchor.AFTER)
        early = [
            (calendar.add_working_days(due_on, rule.offset), rule)
            for rule in steps
            if rule.offset >= passed and (rule.role is not Role.LEAD or rule.offset <= WEEKLY_AFTER)
        ]
        yield from merge(early, _weekly(steps[-1], due_on, calendar, first), key=_moment)
        return
    for rule in rules.overdue(shape, passed):
        yield calendar.add_working_days(due_on, rule.offset), rule


def _weekly(rule: StepRule, due_on: date, calendar: Calendar, first: date) -> Iterator[PlacedRule]:
    begun = calendar.add_working_days(due_on, WEEKLY_AFTER)
    monday = max(begun, first)
    monday -= timedelta(days=monday.weekday())
    while True:
        day = calendar.next_working(monday)
        monday += WEEK
        if begun < day < monday and day >= first:
            late = calendar.working_days_between(due_on, day)
            yield day, replace(rule, name=f"{OVERDUE}_{late}", offset=late)


def _moment(placed: PlacedRule) -> tuple[date, int, int]:
    day, rule = placed
    return day, rule.rank, rule.offset
