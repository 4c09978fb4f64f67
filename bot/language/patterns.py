"""Patterns are written in accented Vietnamese and compiled for the key of `text.Text`.

A word after "=" is taken only with its accents: "=à" is never the "a" of a message without any.
"""

import re
from functools import cache

from bot.language.fold import fold
from bot.language.words import PLAIN, new_tones

_PART = re.compile(
    r"\\[pP]|\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?[:=!]|\(\?<[=!]|\[[^\]]*\]|\{[^}]*\}|=?[a-zà-ỹđ]+| "
)


# "(?! từ)" bars the word, not every word that begins with its letters.
_BARRED = re.compile(r"\(\?! ([a-zà-ỹđ ]+)\)")


def word(text: str) -> str:
    """One word as it may stand in a key: with its accents, or bare where none were typed."""
    text, bare = new_tones(text), fold(text)
    if text != bare:
        return f"(?:{text}|{bare})"
    return f"(?:{bare.upper()}|{bare})" if bare in PLAIN else bare


def _compiled(part: re.Match[str]) -> str:
    found = part.group()
    if found == " ":
        return r"\s"
    if found[0] == "=" and len(found) > 1:
        return new_tones(found[1:])
    return word(found) if found[0].isalpha() else found


def expression(source: str) -> str:
    """The regular expression, over a key, of a pattern written in accented Vietnamese."""
    return _PART.sub(_compiled, _BARRED.sub(r"(?! \1(?!\\w))", source))


@cache
def pattern(source: str) -> re.Pattern[str]:
    """The compiled pattern; it begins and ends at word borders."""
    return re.compile(rf"(?<!\w)(?:{expression(source)})(?!\w)")


@cache
def loose(source: str) -> re.Pattern[str]:
    """The compiled pattern without borders of its own."""
    return re.compile(expression(source))


def any_of(*words: str) -> str:
    """A group that takes any one of the words, the longer first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def ends(shape: re.Pattern[str], key: str, place: int) -> re.Match[str] | None:
    """Where a pattern that closes with "$" ends at a place of the key; it looks back 80 letters."""
    return shape.search(key, max(0, place - 80), place)
