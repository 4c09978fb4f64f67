"""Find times of day: 8h sáng, 16 giờ 30, 2 rưỡi chiều, chín giờ, cuối giờ chiều."""

import re
from dataclasses import dataclass
from datetime import time

from bot.language.text.fold import fold
from bot.language.text.numbers import DAY, value
from bot.language.text.patterns import loose, pattern
from scheduler.calendar.working_time import CLOSING_TIME, OPENING_TIME

_PART = r"(?: (?P<part>sáng|trưa|chiều|tối|đêm|khuya)(?!\w))?"
_HOUR = loose(
    r"(?<![\w/.,])(?<!\d-)(?P<h>\d{1,2}) ?(?:(?P<clock>am|pm)(?!\w)|(?:h|g|giờ)(?![^\W\d]) ?"
    r"(?P<m>\d\d|\d(?= ?(?:p|phút|')(?!\w))|rưỡi)?(?: ?(?:p|phút|'))?"
    r"|:(?P<m2>\d\d))(?![\w/])(?! nữa)(?! tới)"
    rf"(?: ?(?P<half>rưỡi|kém (?P<less>\d\d?)))?{_PART}"
)
_IN_WORDS = pattern(
    rf"(?P<h>(?!\d){DAY}) giờ(?: đúng)?(?! nữa)(?! tới)(?! làm việc)"
    rf"(?: (?P<half>rưỡi)| (?P<m>(?:kém )?(?!\d){DAY})(?: phút)?)?{_PART}"
)
_AND_A_HALF = pattern(rf"(?P<h>{DAY}) (?P<half>rưỡi) (?P<part>sáng|trưa|chiều|tối|đêm|khuya)")
_NAMED = pattern(
    r"(?P<side>đầu|cuối|hết) (?:giờ|buổi)(?: (?:làm việc|làm|hành chính))?(?: buổi)? "
    r"(?P<part>sáng|chiều)"
)
_LASTS = loose(r"(?<!\w)(?:trong|mất|suốt|vòng|thêm|cứ|mỗi|hơn|gần)(?: (?:vòng|khoảng|cả))?[ ]?$")
_NAMED_HOURS = {
    ("dau", "sang"): OPENING_TIME,
    ("cuoi", "sang"): time(11, 30),
    ("het", "sang"): time(11, 30),
    ("dau", "chieu"): time(13, 30),
    ("cuoi", "chieu"): CLOSING_TIME,
    ("het", "chieu"): CLOSING_TIME,
}
"""The hours of the day's two halves, as most offices keep them."""
END_OF_DAY = time(23, 59)
"""What 24h and 12h at night mean: the day's last minute, so that the day stays the one said."""
NOON = 12
NIGHT = range(1, 6)
"""Hours that mean the afternoon where nothing says morning or night, as "3h"."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day (Vietnam) at key[start:end].

    `bare`: neither a part of the day nor a leading zero tells whether it is before noon. `named`:
    words for it without a number.
    """

    start: int
    end: int
    at: time
    bare: bool = False
    named: bool = False

    def in_phrase(self, words: str) -> time:
        """The time of day within a phrase, which may say the part of the day itself."""
        said = set(fold(words).split())
        if self.at.hour < NOON and said & {"chieu", "toi"}:
            return self.at.replace(hour=self.at.hour + NOON)
        if self.bare and self.at.hour in NIGHT and not said & {"sang", "dem", "khuya"}:
            return self.at.replace(hour=self.at.hour + NOON)
        return self.at


@dataclass(frozen=True, slots=True)
class NoSuchHour:
    """What is written like a time of day at key[start:end], but is none: 25h, 15h75."""

    start: int
    end: int


def find_hours(key: str) -> list[Hour | NoSuchHour]:
    """The times of day in a key, by place; a length of time is none ("trong 24h")."""
    found: list[Hour | NoSuchHour] = []
    for match in _HOUR.finditer(key):
        if not _LASTS.search(key, max(0, match.start() - 20), match.start()):
            found.append(_hour(match))
    for match in (*_IN_WORDS.finditer(key), *_AND_A_HALF.finditer(key)):
        hour = _hour_in_words(match)
        if hour is not None:
            found.append(hour)
    for match in _NAMED.finditer(key):
        named = _NAMED_HOURS[fold(match["side"]), fold(match["part"])]
        found.append(Hour(*match.span(), named, named=True))
    return sorted(found, key=lambda one: one.start)


def take_hour(key: str) -> tuple[str, time | None, bool]:
    """A key with its time of day blanked, and that; true if there are two, or it is none."""
    found = find_hours(key)
    for one in found:
        key = key[: one.start] + " " * (one.end - one.start) + key[one.end :]
    hours = [one.in_phrase("") for one in found if isinstance(one, Hour)]
    return key, hours[-1] if hours else None, len(found) > 1 or len(hours) < len(found)


def _hour(match: re.Match[str]) -> Hour | NoSuchHour:
    hour, minute = int(match["h"]), 0
    written = match["m"] or match["m2"]
    if written and written.isdigit():
        minute = int(written)
    elif written or (match["half"] and not match["less"]):
        minute = 30
    if match["less"]:
        hour, minute = hour - 1, 60 - int(match["less"])
    if match["clock"] and hour <= NOON:
        hour = hour % NOON + NOON * (match["clock"].lower() == "pm")
    bare = not (match["part"] or match["clock"] or match["h"].startswith("0"))
    return _read(match, hour, minute, bare) or NoSuchHour(*match.span())


def _hour_in_words(match: re.Match[str]) -> Hour | None:
    """An hour in words; a low number alone is rather a length of time ("hai giờ")."""
    hour, minute = value(match["h"]), 30 if match["half"] else 0
    if match.groupdict().get("m"):
        less = fold(match["m"]).startswith("kem ")
        minute = value(match["m"].split(" ", 1)[1] if less else match["m"])
        hour, minute = (hour - 1, 60 - minute) if less else (hour, minute)
    if match["part"] is None and hour in NIGHT:
        return None
    return _read(match, hour, minute, bare=False)


def _read(match: re.Match[str], hour: int, minute: int, bare: bool) -> Hour | None:
    part = fold(match["part"] or "")
    if (hour, minute) == (24, 0) or (part in ("dem", "khuya") and (hour, minute) == (NOON, 0)):
        return Hour(*match.span(), END_OF_DAY)
    if part in ("chieu", "toi") and hour < NOON:
        hour += NOON
    if part in ("dem", "khuya") and 6 <= hour < NOON:
        hour += NOON
    if part == "trua" and hour < 3:
        hour += NOON
    if not 0 <= hour <= 23 or not 0 <= minute < 60:
        return None
    return Hour(*match.span(), time(hour, minute), bare)
