"""Writes a report's due dates, and turns to come, as iCalendar (RFC 5545).

An event is all day; that of a deadline with an hour is the moment, in Vietnam's time zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from bot.language.text.letters import clean
from bot.texts.document import Due, DueSeries, Report
from scheduler.calendar.working_time import VIETNAM

PRODUCER = "-//Nhac viec//Nhac viec//VI"
REFRESH_INTERVAL = timedelta(hours=6)
"""Refresh interval suggested to subscribing programs."""


def render(report: Report, templates: Path | None = None) -> bytes:
    """The iCalendar file; without events if the report has no due dates."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", report.label)
    calendar.add("x-published-ttl", REFRESH_INTERVAL)
    for due in report.dues:
        calendar.add_component(_event(due, due.day, report.made_at))
    for series in report.series:
        calendar.add_component(_repeating(series, report.made_at))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(due: Due | DueSeries, day: date, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", due.key)
    event.add("dtstamp", made_at)
    event.add("summary", clean(due.title))
    event.add("dtstart", _start(day, due.hour))
    if due.hour is None:
        event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if due.note:
        event.add("description", clean(due.note))
    return event


def _start(day: date, hour: time | None) -> date:
    """The day, or its hour as a moment in Vietnam's time zone."""
    return day if hour is None else datetime.combine(day, hour, VIETNAM)


def _repeating(series: DueSeries, made_at: datetime) -> Event:
    """One event for all turns: by RRULE where that can say them, else by RDATE."""
    first, *others = series.days
    event = _event(series, first, made_at)
    if series.recurrence is not None:
        event.add("rrule", _until(series))
    elif others and series.hour is None:
        event.add("rdate", others, parameters={"VALUE": "DATE"})
    elif others:
        event.add("rdate", [_start(day, series.hour) for day in others])
    return event


def _until(series: DueSeries) -> dict[str, object]:
    """The parts of the RRULE; beside an hour its end is a moment (UTC), as RFC 5545 wants it."""
    parts = dict(series.recurrence or {})
    if series.hour is not None and "UNTIL" in parts:
        parts["UNTIL"] = datetime.combine(parts["UNTIL"], series.hour, VIETNAM).astimezone(UTC)
    return parts
