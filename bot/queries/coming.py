"""The milestones due on each day of the coming weeks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.calendar.working_time import Calendar, local_day
from scheduler.work.counting import CountedMilestone, WorkState, work_state

WEEKS = 6


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day: whether it is a working day, and the numbers of open milestones due on it."""

    day: date
    working: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ComingWeeks:
    """Weeks from the present one on, each Monday to Sunday; `late`: numbers overdue from before."""

    today: date
    weeks: tuple[tuple[DueDay, ...], ...]
    late: tuple[int, ...]


def coming_weeks(
    works: Iterable[CountedMilestone], calendar: Calendar, now: datetime, count: int = WEEKS
) -> ComingWeeks:
    """The open milestones without a submitted result, by due day, for `count` weeks."""
    today = local_day(now)
    monday = today - timedelta(days=today.weekday())
    wanted = (WorkState.NOT_YET_DUE, WorkState.OVERDUE)
    expected = [work for work in works if work_state(work, now) in wanted]
    weeks = [
        tuple(_day(expected, calendar, monday + timedelta(days=7 * n + i)) for i in range(7))
        for n in range(count)
    ]
    late = sorted((work.due_on, work.number) for work in expected if work.due_on < monday)
    return ComingWeeks(today, tuple(weeks), tuple(number for _, number in late))


def _day(works: Sequence[CountedMilestone], calendar: Calendar, day: date) -> DueDay:
    numbers = sorted(work.number for work in works if work.due_on == day)
    return DueDay(day, calendar.is_working(day), tuple(numbers))
