"""Find given phrases (names, titles, units) in a key, with or without their accents."""

import re
from functools import lru_cache

from bot.language.text.patterns import word
from bot.language.text.text import read

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def phrase(words: str) -> re.Pattern[str]:
    """A pattern of these words in a key; hyphens and spaces are equal."""
    parts = [word(part) for part in _WORD.findall(read(words).key.lower())]
    body = r"[\s\-]{1,3}".join(parts) if parts else r"(?!)"
    return re.compile(rf"(?<!\w){body}(?!\w)")


Span = tuple[int, int]
"""Start and end of a place in a key; the end is excluded."""


def occurrences(words: str, key: str) -> list[Span]:
    """The spans of the words in the key."""
    return [match.span() for match in phrase(words).finditer(key)]


def overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
