"""Readings as labelled samples have them (see the guide of labels), to measure the rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.language.dates.dates import ImpossibleDate, read_date
from bot.language.replies.replies import Intent, ReplyContext, ReplyReading, understand_reply
from bot.language.requests.queries import understand_query
from bot.language.text.directory import KnownPerson, KnownUnit
from scheduler.calendar.working_time import Calendar
from storage.figures import as_json, of_json

Answer = dict[str, Any]
Sample = Mapping[str, Any]

REPLY_FIELDS = (
    "intent",
    "percent",
    "new_deadline",
    "quota_done",
    "reason_present",
    "task_numbers",
)
QUERY_FIELDS = ("intent", "person", "unit", "sector", "from", "to", "person_ids")
DATE_FIELDS = ("due",)


def answer_reply(sample: Sample, today: date, calendar: Calendar) -> Answer:
    """The guide's fields of a reply, or its `updates`."""
    asked = sample.get("context") or {}
    context = ReplyContext(
        task_kind=asked.get("task_kind") or "deadline",
        target=of_json(asked.get("target")),
        done=of_json(asked.get("done")),
        open_tasks=tuple(asked.get("open_tasks") or ()),
    )
    reply = understand_reply(sample["text"], today, context, calendar)
    if reply.intent is Intent.UPDATES:
        return {"updates": [_fields(update) for update in reply.updates]}
    return _fields(reply)


def _fields(reply: ReplyReading) -> Answer:
    return {
        "intent": str(reply.intent),
        "percent": reply.percent,
        "new_deadline": _iso(reply.new_deadline),
        "quota_done": as_json(reply.quota_done),
        "reason_present": reply.reason_present,
        "task_numbers": list(reply.task_numbers) if reply.task_numbers else None,
    }


def answer_query(
    sample: Sample,
    today: date,
    calendar: Calendar,
    people: Sequence[KnownPerson],
    units: Sequence[KnownUnit],
) -> Answer:
    """The guide's fields of a question."""
    query = understand_query(sample["text"], today, people, units, calendar)
    return {
        "intent": str(query.intent),
        "person": query.person,
        "unit": query.unit,
        "sector": query.sector,
        "from": _iso(query.since),
        "to": _iso(query.until),
        "person_ids": list(query.person_ids),
        "topic": query.topic,
    }


def answer_date(sample: Sample, today: date, calendar: Calendar) -> Answer:
    """The due date of a phrase; none for a vague one and for a day that does not exist."""
    try:
        reading = read_date(sample["text"], today, calendar)
    except ImpossibleDate:
        return {"due": None}
    return {"due": _iso(reading.due) if reading else None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def directory(known: Mapping[str, Any]) -> tuple[list[KnownPerson], list[KnownUnit]]:
    """The people and units of a file in the shape of the guide's people.json."""
    people = [
        KnownPerson(
            id=one["id"],
            name=one["name"],
            title=one.get("title") or "",
            unit=one.get("unit") or "",
            aliases=tuple(one.get("role_aliases") or ()),
        )
        for one in known.get("people") or ()
    ]
    units = [
        KnownUnit(one.get("id") or one["name"], one["name"], tuple(one.get("aliases") or ()))
        for one in known.get("units") or ()
    ]
    return people, units


def wrong_fields(sample: Sample, answer: Answer, fields: Sequence[str]) -> list[str]:
    """The fields in which an answer differs from what the sample expects or also accepts."""
    expected, accepted = _expected(sample), _accepted(sample)
    if "updates" in expected or "updates" in answer:
        same = _by_task(expected) == _by_task(answer)
        return [] if same else ["updates"]
    return [
        name
        for name in fields
        if _plain(answer.get(name)) != _plain(expected.get(name))
        and _plain(answer.get(name)) not in map(_plain, accepted.get(name) or ())
    ]


def _accepted(sample: Sample) -> Answer:
    """Other accepted values; those of a date are given without a field name."""
    return {"due": sample.get("accept")} | dict(sample.get("alt") or {})


def _expected(sample: Sample) -> Answer:
    """What a sample expects; `person_ids` and a date are outside `expect`."""
    if "expect" not in sample:
        return {"due": sample.get("due")}
    return {"person_ids": sample.get("person_ids")} | dict(sample["expect"])


def _by_task(answer: Answer) -> dict[int, Answer]:
    """The entries of several items by task number: their order and grouping do not count."""
    entries = answer.get("updates") or [answer]
    return {
        number: {name: entry.get(name) for name in REPLY_FIELDS if name != "task_numbers"}
        for entry in entries
        for number in entry.get("task_numbers") or ()
    }


def _plain(value: object) -> object:
    """A list in sorted order, so that order does not count; an empty list equals None."""
    return tuple(sorted(value)) or None if isinstance(value, list) else value
