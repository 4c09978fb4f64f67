"""The calendar of two year-ends."""

from datetime import UTC, date, datetime

from scheduler.calendar.public_holidays import DayChange, vietnam_calendar
from scheduler.calendar.working_time import VIETNAM

NATIONAL = (
    DayChange(date(2026, 1, 2), working=False, name="Friday 2/1 off"),
    DayChange(date(2026, 1, 10), working=True, name="Saturday 10/1 in its stead"),
)
OFFICE = vietnam_calendar(range(2025, 2028), NATIONAL)


def at(text: str) -> datetime:
    """A time in Vietnam, written 2025-12-31 08:00, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def local_time(moment: datetime) -> str:
    """The time in Vietnam, as `at` reads it."""
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")
