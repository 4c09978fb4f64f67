"""How far back what was said and sent is kept."""

from datetime import datetime, time, timedelta

from scheduler.calendar.working_time import local_day, vietnam_to_utc


def border(now: datetime, days: int) -> datetime:
    """The beginning of the day in Vietnam so many days ago; what came before it is not kept."""
    return vietnam_to_utc(local_day(now) - timedelta(days=days), time())
