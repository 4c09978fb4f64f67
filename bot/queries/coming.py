"""What is due on each day of the coming weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.calendar.working_time import Calendar
from scheduler.work.counting import CountedMilestone, WorkState, work_state

WEEKS = 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether it is worked, and the numbers of the open milestones due then."""

    day: date
    working: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """The weeks from this one on, each Monday to Sunday; `late` are overdue from before them."""

    today: date
    weeks: tuple[tuple[Day, ...], ...]
    late: tuple[int, ...]


def coming(
    works: Iterable[CountedMilestone], calendar: Calendar, today: date, count: int = WEEKS
) -> Coming:
    """The open milestones that nothing was handed in for, by the day on which they are due."""
    monday = today - timedelta(days=today.weekday())
    wanted = (WorkState.GOING, WorkState.OVERDUE)
    expected = [work for work in works if work_state(work, today) in wanted]
    weeks = [
        tuple(_day(expected, calendar, monday + timedelta(days=7 * n + i)) for i in range(7))
        for n in range(count)
    ]
    late = sorted((work.due_on, work.number) for work in expected if work.due_on < monday)
    return Coming(today, tuple(weeks), tuple(number for _, number in late))


def _day(works: Sequence[CountedMilestone], calendar: Calendar, day: date) -> Day:
    numbers = sorted(work.number for work in works if work.due_on == day)
    return Day(day, calendar.is_working(day), tuple(numbers))
