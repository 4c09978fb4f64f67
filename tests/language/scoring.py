"""How understood replies and questions are compared with what is expected."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from bot.language.queries import Person, Unit, understand_query
from bot.language.replies import Intent, Reply, ReplyContext, understand_reply
from tests.language.samples import CALENDAR, people_file

FIELDS = ("intent", "percent", "new_deadline", "quota_done", "reason_present", "task_numbers")


def bare(text: str) -> str:
    """The text without its accents."""
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return kept.replace("đ", "d").replace("Đ", "D")


def reply_to(sample: dict[str, Any], text: str) -> Reply:
    asked = sample["context"]
    context = ReplyContext(
        asked["task_kind"], asked["target"], asked["done"], tuple(asked["open_tasks"])
    )
    return understand_reply(text, date.fromisoformat(sample["reference_date"]), context, CALENDAR)


def shaped(reply: Reply) -> dict[str, Any]:
    return {
        "intent": str(reply.intent),
        "percent": reply.percent,
        "new_deadline": reply.new_deadline and reply.new_deadline.isoformat(),
        "quota_done": reply.quota_done,
        "reason_present": reply.reason_present,
        "task_numbers": sorted(reply.task_numbers) if reply.task_numbers else None,
    }


def by_task(updates: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {
        number: {name: update[name] for name in FIELDS[:5]}
        for update in updates
        for number in update["task_numbers"] or ()
    }


def reply_is_right(sample: dict[str, Any], text: str) -> bool:
    reply, expected = reply_to(sample, text), sample["expect"]
    if "updates" in expected:
        if reply.intent is not Intent.UPDATES:
            return False
        return by_task([shaped(one) for one in reply.updates]) == by_task(expected["updates"])
    got, other = shaped(reply), sample.get("alt", {})
    return all(got[name] in [expected[name], *other.get(name, [])] for name in FIELDS)


def directory(folder: Path) -> tuple[list[Person], list[Unit]]:
    known = people_file(folder)
    people = [
        Person(one["id"], one["name"], one["title"], one["unit"], tuple(one["role_aliases"]), None)
        for one in known["people"]
    ]
    units = [Unit(one["name"], one["name"], tuple(one["aliases"])) for one in known["units"]]
    return people, units


def query_is_right(sample: dict[str, Any], text: str, folder: Path) -> bool:
    people, units = directory(folder)
    today = date.fromisoformat(sample["reference_date"])
    query = understand_query(text, today, people, units, CALENDAR)
    got = {
        "intent": str(query.intent),
        "person": query.person,
        "unit": query.unit,
        "sector": query.sector,
        "from": query.since and query.since.isoformat(),
        "to": query.until and query.until.isoformat(),
    }
    expected, other = sample["expect"], sample.get("alt", {})
    same = all(got[name] in [expected[name], *other.get(name, [])] for name in got)
    return same and sorted(query.person_ids) == sorted(sample.get("person_ids", []))
