"""Messages in which fixed words say an act and numbers name its items: "28 xong"."""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.replies.items import MOST

_NOUN = r"(?:việc|viec|nhiệm vụ|nhiem vu|nv|cv|mốc|moc|số|so)"
_ONE = rf"(?:{_NOUN}\s*)*\d{{1,4}}(?![\d/%])"
_MORE = r"(?:\s*(?:,|&|và|va|với|voi)\s*|\s+(?=\d{1,4}(?:[\s,&:]|$)))"
_TO = r"\s*(?:-|đến|den|tới|toi)\s*"
_NUMBERS = (
    rf"(?P<numbers>(?:từ |tu )?{_ONE}{_TO}{_ONE}(?!\s*(?:tháng|thang|ngày|ngay|giờ|gio|h\b))|"
    rf"{_ONE}(?:{_MORE}{_ONE})*)"
)
_LED = re.compile(rf"{_NUMBERS}\s*[:,.]?\s+(?P<rest>\S.*)$", re.DOTALL | re.IGNORECASE)
_GIVEN = re.compile(rf"{_NUMBERS}(?:\s*[:,.]|\s|$)\s*(?P<rest>.*)$", re.DOTALL | re.IGNORECASE)
_SPAN = re.compile(r"(\d+)\s*(?:-|đến|den|tới|toi)\D*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers of items, and the words beside them as typed."""

    numbers: tuple[int, ...]
    rest: str


def led_by_numbers(text: str) -> Numbered | None:
    """The item numbers that a text begins with and the words after them; None without both."""
    return _numbered(_LED.match(unicodedata.normalize("NFC", text.strip())))


def first_numbers(text: str) -> Numbered | None:
    """The first numbers of a text and the words after them; None without both."""
    return led_by_numbers(re.sub(r"^\D+", "", text))


def given_numbers(text: str) -> Numbered | None:
    """The item numbers that the words after an act begin with, and what follows, perhaps ''."""
    return _numbered(_GIVEN.match(unicodedata.normalize("NFC", text.strip())))


def _numbered(found: re.Match[str] | None) -> Numbered | None:
    if found is None:
        return None
    written = found["numbers"]
    numbers = tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", written)))
    span = _SPAN.search(written)
    if span is not None:
        numbers = tuple(range(int(span[1]), int(span[2]) + 1))
    return Numbered(numbers, found["rest"].strip()) if 0 < len(numbers) <= MOST else None
