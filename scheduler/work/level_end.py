"""A level is kept until its due date: only then is its result handed in."""

from scheduler.calendar.working_time import local_day
from scheduler.work.change import ChangeContext, KeptUntilDue
from storage.milestone import Milestone
from storage.words import Figure, MilestoneShape


def is_level(milestone: Milestone) -> bool:
    return milestone.shape is MilestoneShape.QUOTA and milestone.task.figure is Figure.LEVEL


def check_end(context: ChangeContext, milestone: Milestone) -> None:
    """Raise KeptUntilDue for a level before its due date, or the last working day up to it."""
    if not is_level(milestone):
        return
    if local_day(context.now) < context.office.calendar.previous_working(milestone.due_on):
        raise KeptUntilDue
