"""How long messages are kept."""

from datetime import datetime, time, timedelta

from scheduler.calendar.working_time import local_day, vietnam_to_utc


def oldest_kept(now: datetime, days: int) -> datetime:
    """The start (UTC) of the day in Vietnam `days` ago; what is older is not kept."""
    return vietnam_to_utc(local_day(now) - timedelta(days=days), time())
