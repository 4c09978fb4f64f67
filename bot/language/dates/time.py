"""Find times of day: 8h sáng, 16 giờ 30, 2 rưỡi chiều."""

import re
from dataclasses import dataclass
from datetime import time

from bot.language.text.fold import fold
from bot.language.text.patterns import loose

_HOUR = loose(
    r"(?<![\w/.,-])(?P<h>\d{1,2}) ?(?:(?:h|g|giờ)(?![^\W\d]) ?(?P<m>[0-5]\d|"
    r"rưỡi)?(?: ?(?:p|phút|'))?"
    r"|:(?P<m2>[0-5]\d))(?![\w/])(?! nữa)(?! tới)"
    r"(?: ?(?P<half>rưỡi|kém (?P<less>\d\d?)))?(?: (?P<part>sáng|trưa|chiều|tối|đêm)(?!\w))?"
)


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day (Vietnam) at key[start:end]."""

    start: int
    end: int
    at: time


def find_hours(key: str) -> list[Hour]:
    found = []
    for match in _HOUR.finditer(key):
        hour = _hour(match)
        if hour is not None:
            found.append(hour)
    return found


def _hour(match: re.Match[str]) -> Hour | None:
    hour, minute = int(match["h"]), 0
    written = match["m"] or match["m2"]
    if written and written.isdigit():
        minute = int(written)
    elif written or (match["half"] and not match["less"]):
        minute = 30
    if match["less"]:
        hour, minute = hour - 1, 60 - int(match["less"])
    part = fold(match["part"] or "")
    if part in ("chieu", "toi") and hour < 12:
        hour += 12
    if part == "dem" and 6 <= hour < 12:
        hour += 12
    if part == "trua" and hour < 3:
        hour += 12
    if not 0 <= hour <= 23 or not 0 <= minute < 60:
        return None
    return Hour(*match.span(), time(hour, minute))
