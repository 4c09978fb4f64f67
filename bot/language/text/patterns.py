"""Patterns written in accented Vietnamese and compiled to match the key of a `text.Text`.

A word after "=" matches only with its accents: "=à" never matches an unaccented "a".
"""

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import ClassVar

from bot.language.text.fold import fold
from bot.language.text.words import PLAIN, one_spelling

_PART = re.compile(
    r"\\[pP]|\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?[:=!]|\(\?<[=!]|\[[^\]]*\]|\{[^}]*\}|=?[a-zà-ỹđ]+| "
)


# "(?! từ)" excludes the word, not every word that begins with its letters.
_BARRED = re.compile(r"\(\?! ([a-zà-ỹđ ]+)\)")
# "(?<!hôm )" likewise: it does not exclude "nhóm" without its accent.
_BARRED_BEFORE = re.compile(r"\(\?<!([a-zà-ỹđ ]+ )\)")


@lru_cache(maxsize=8_000)
def word(text: str) -> str:
    """The pattern of one word in a key: with its accents or without.

    A word with a single accented letter becomes a set of two letters, which compiles faster than
    two words.
    """
    text = one_spelling(text)
    bare = fold(text)
    if text == bare:
        return f"(?:{bare.upper()}|{bare})" if bare in PLAIN else bare
    if len(text) == len(bare):
        [place, *more] = (at for at, letter in enumerate(text) if letter != bare[at])
        if not more:
            return f"(?:{text[:place]}[{text[place]}{bare[place]}]{text[place + 1 :]})"
    return f"(?:{text}|{bare})"


def _compiled(part: re.Match[str]) -> str:
    found = part.group()
    if found == " ":
        return r"\s"
    if found[0] == "=" and len(found) > 1:
        return one_spelling(found[1:])
    return word(found) if found[0].isalpha() else found


def expression(source: str) -> str:
    """The regular expression over a key for a source in accented Vietnamese."""
    source = _BARRED.sub(r"(?! \1(?!\\w))", source)
    return _PART.sub(_compiled, _BARRED_BEFORE.sub(r"(?<!(?<!\\w)\1)", source))


class Pattern:
    """A regular expression over a key, compiled at its first use.

    Compiling all of the hundreds takes longer than the rest of the program's start.
    """

    _made: ClassVar[list["Pattern"]] = []

    def __init__(self, source: str, before: str = "", after: str = "") -> None:
        self._made.append(self)
        self._source = source
        self._before = before
        self._after = after

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        return re.compile(f"{self._before}{expression(self._source)}{self._after}")

    def search(self, key: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.search(key, start, end)

    def match(self, key: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.match(key, start, end)

    def fullmatch(self, key: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._shape.fullmatch(key, start, end)

    def finditer(self, key: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self._shape.finditer(key, start)


def warm() -> None:
    """Compile every pattern of the modules imported so far, so that the first message is not slow.

    Takes about half a second of CPU time; safe in any thread.
    """
    for one in tuple(Pattern._made):
        one.search("")


@cache
def pattern(source: str) -> Pattern:
    """The pattern of a source that begins and ends at word boundaries."""
    return Pattern(source, r"(?<!\w)(?:", r")(?!\w)")


@cache
def loose(source: str) -> Pattern:
    """The pattern of a source without word boundaries around it."""
    return Pattern(source)


def any_of(*words: str) -> str:
    """A non-capturing group of the words, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def ends(shape: Pattern, key: str, place: int) -> re.Match[str] | None:
    """The match of a pattern ending in "$" that ends at `place`; looks back 80 characters."""
    return shape.search(key, max(0, place - 80), place)
