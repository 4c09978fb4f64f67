"""Whether the reading of a sample matches its expectation."""

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from bot.language import samples
from tests.language.files import CALENDAR


def bare(text: str) -> str:
    """The text without its accents."""
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return kept.replace("đ", "d").replace("Đ", "D")


def today_of(sample: dict[str, Any]) -> date:
    return date.fromisoformat((sample.get("reference_date") or sample["reference"])[:10])


def reply_is_right(sample: dict[str, Any], text: str) -> bool:
    answer = samples.answer_reply(sample | {"text": text}, today_of(sample), CALENDAR)
    return samples.wrong_fields(sample, answer, samples.REPLY_FIELDS) == []


def query_is_right(sample: dict[str, Any], text: str, folder: Path) -> bool:
    known, units = samples.directory(json.loads((folder / "people.json").read_text("utf-8")))
    asked = sample | {"text": text}
    answer = samples.answer_query(asked, today_of(sample), CALENDAR, known, units)
    return samples.wrong_fields(sample, answer, samples.QUERY_FIELDS) == []
