"""Writes a report's due dates as iCalendar (RFC 5545), each an all-day event."""

from datetime import timedelta
from pathlib import Path

from icalendar import Calendar, Event

from bot.language.text.letters import clean
from bot.texts.document import Report

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
        event = Event()
        event.add("uid", due.key)
        event.add("dtstamp", report.made_at)
        event.add("summary", clean(due.title))
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        if due.note:
            event.add("description", clean(due.note))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
