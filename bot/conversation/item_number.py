"""The number of an item at the beginning of a text."""

import re

from bot.language.text.fold import fold

ITEM_NUMBER = r"(?:(?:viec|nhiem vu|nv|cv|moc|so)\s*)*(?P<number>\d{1,4})(?!\d)"
"""An item's number with the words before it ("viec so 12"); match against fold(text)."""

NUMBER_ALONE = re.compile(rf"\s*{ITEM_NUMBER}(?: a| nhe)?[\s.?!]*$")
BEFORE_COUNTS = re.compile(rf"{ITEM_NUMBER}\s*[:.,-]?\s+(?=\S)")
CAPTION = re.compile(ITEM_NUMBER)


def number_in(text: str, shape: re.Pattern[str]) -> int | None:
    """The item number that begins a text which matches `shape`; None if it does not match."""
    found = shape.match(fold(text))
    return int(found["number"]) if found else None
