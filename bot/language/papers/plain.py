"""A paper's words made alike: lower case, one form of Unicode, the newer place of the tone mark.

What `plain` gives is as long as what it is given, so that a place in one is the same place in the
other; papers are brought to NFC once, by `tidy`, when they are read.
"""

import re
import unicodedata
from functools import cache

from bot.language.words import new_tones

_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn")
_DASHES = str.maketrans("‐‑‒–—−", "------")


def tidy(text: str) -> str:
    """NFC, one kind of space and of hyphen, and no invisible marks; bullets of old fonts stay."""
    composed = unicodedata.normalize("NFC", text).translate(_DASHES)
    seen = "".join(
        letter
        for letter in composed
        if letter in "\n\t" or unicodedata.category(letter) not in _INVISIBLE
    )
    return _SPACE.sub(" ", seen).strip()


def plain(text: str) -> str:
    """The tidy text in lower case, each word with its tone where the newer spelling puts it."""
    return _WORD.sub(lambda word: new_tones(word.group()), text.lower())


@cache
def words(shape: str) -> re.Pattern[str]:
    """A pattern over plain text that begins and ends at word borders."""
    return re.compile(rf"(?<!\w)(?:{shape})(?!\w)")


@cache
def begins(shape: str) -> re.Pattern[str]:
    """A pattern of words that a plain text begins with; to be used with `match`."""
    return re.compile(rf"(?:{shape})(?!\w)")


def one_of(text: str) -> str:
    """The phrases of a text, parted by semicolons or lines, as one alternative; longest first."""
    phrases = {phrase.strip() for phrase in re.split(r"[;\n]", text) if phrase.strip()}
    return "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def first_capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
