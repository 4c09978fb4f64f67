"""A paper's words made alike: lower case, one form of Unicode, the newer place of the tone mark.

What `plain` gives is as long as what it is given, so that a place in one is the same place in the
other; papers are brought to NFC once, by `tidy`, when they are read.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from bot.language.text.letters import composed
from bot.language.text.words import new_tones

_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn")
_DASHES = str.maketrans("‐‑‒–—−", "------")


def tidy(text: str) -> str:
    """NFC, one kind of space and of hyphen, and no invisible marks; bullets of old fonts stay."""
    whole = composed(text).translate(_DASHES)
    seen = "".join(
        letter
        for letter in whole
        if letter in "\n\t" or unicodedata.category(letter) not in _INVISIBLE
    )
    return _SPACE.sub(" ", seen).strip()


def plain(text: str) -> str:
    """The tidy text in lower case, each word with its tone where the newer spelling puts it."""
    return _WORD.sub(lambda word: new_tones(word.group()), text.lower())


class LazyPattern:
    """A pattern over plain text, compiled when it is first tried: most days bring no paper."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self._shape.finditer(text, start)

    def findall(self, text: str) -> list[str]:
        """As of `re`; of a pattern with at most one group."""
        return self._shape.findall(text)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._shape.sub(put, text)


@cache
def words(shape: str) -> LazyPattern:
    """A pattern over plain text that begins and ends at word borders."""
    return LazyPattern(rf"(?<!\w)(?:{shape})(?!\w)")


@cache
def begins(shape: str) -> LazyPattern:
    """A pattern of words that a plain text begins with; to be used with `match`."""
    return LazyPattern(rf"(?:{shape})(?!\w)")


def one_of(text: str) -> str:
    """The phrases of a text, parted by semicolons or lines, as one alternative; longest first."""
    phrases = {phrase.strip() for phrase in re.split(r"[;\n]", text) if phrase.strip()}
    return "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
