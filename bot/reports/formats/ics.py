"""Writes a report's due dates, and turns to come, as iCalendar (RFC 5545); all-day events."""

from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from bot.language.text.letters import clean
from bot.texts.document import DueSeries, Report

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
        calendar.add_component(_event(due.key, due.title, due.day, due.note, report.made_at))
    for series in report.series:
        calendar.add_component(_repeating(series, report.made_at))
    content: bytes = calendar.to_ical()
    return content


def _event(key: str, title: str, day: date, note: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", key)
    event.add("dtstamp", made_at)
    event.add("summary", clean(title))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if note:
        event.add("description", clean(note))
    return event


def _repeating(series: DueSeries, made_at: datetime) -> Event:
    """One event for all turns: by RRULE where that can say them, else by RDATE."""
    first, *others = series.days
    event = _event(series.key, series.title, first, series.note, made_at)
    if series.recurrence is not None:
        event.add("rrule", dict(series.recurrence))
    elif others:
        event.add("rdate", others, parameters={"VALUE": "DATE"})
    return event
