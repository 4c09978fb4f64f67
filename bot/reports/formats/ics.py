"""A report's due dates as a calendar (RFC 5545): a whole day each."""

from datetime import timedelta
from pathlib import Path

from icalendar import Calendar, Event

from bot.language.text.letters import clean
from bot.texts.document import Report

PRODUCER = "-//Nhac viec//Nhac viec//VI"
REFRESHED = timedelta(hours=6)
"""How often a program that subscribes is asked to look again."""


def render(report: Report, templates: Path | None = None) -> bytes:
    """The calendar; empty where nothing of the report is due on a day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", report.label)
    calendar.add("x-published-ttl", REFRESHED)
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
