"""Normalise text: lower case, NFC, with or without accents."""

import re
import unicodedata

from bot.language.text.letters import D_WITH_STROKE

_PLAINER = dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("ðɖ", "đ")
_PLAINER |= {"⁄": "/", "’": "'", "“": '"', "”": '"', "…": "."}
_HIDDEN = ("Cf", "Mn", "Me", "Cs", "Co", "Cn")

Letter = tuple[str, int, int]
"""A normalised character, and the start and end of its place in the source text."""


def fold(text: str) -> str:
    """The text in lower case without accents (đ as d), in NFC; its length may differ."""
    apart = unicodedata.normalize("NFD", text.lower()).translate(D_WITH_STROKE)
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def normalise(text: str) -> str:
    """The text in lower case and NFC with accents, single spaces and no invisible characters."""
    return re.sub(r"\s+", " ", "".join(letter for letter, _, _ in letters(text))).strip()


def letters(text: str) -> list[Letter]:
    """The visible characters in lower case and NFC, each with its place in the text."""
    found: list[Letter] = []
    index = 0
    while index < len(text):
        after = index + 1
        while after < len(text) and unicodedata.category(text[after]) in ("Mn", "Me"):
            after += 1
        if unicodedata.category(text[index]) not in _HIDDEN:
            found += [(letter, index, after) for letter in _composed(text[index:after])]
        index = after
    return found


def _composed(cluster: str) -> str:
    plain = unicodedata.normalize("NFC", cluster[:4]).lower()
    plain = "".join(_PLAINER.get(letter, letter) for letter in plain)
    kept = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return " " if unicodedata.category(kept[:1] or " ") == "Cc" and kept != "\n" else kept
