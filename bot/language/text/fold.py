"""Lower case, one form of Unicode, accents stripped: what everything else stands on."""

import re
import unicodedata

_DASHES = dict.fromkeys("‐‑‒–—−", "-") | {"⁄": "/", "’": "'", "“": '"', "”": '"', "…": "."}
_HIDDEN = ("Cf", "Mn", "Me", "Cs", "Co", "Cn")

Letter = tuple[str, int, int]


def fold(text: str) -> str:
    """Lower case, no accents, đ as d, NFC."""
    apart = unicodedata.normalize("NFD", text.lower())
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def normalise(text: str) -> str:
    """Lower case, NFC, one space for any white space, no invisible marks; accents are kept."""
    return re.sub(r"\s+", " ", "".join(letter for letter, _, _ in letters(text))).strip()


def letters(text: str) -> list[Letter]:
    """Visible lower-case NFC characters, each with the part of the text it came from."""
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
    plain = "".join(_DASHES.get(letter, letter) for letter in plain)
    kept = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return " " if unicodedata.category(kept[:1] or " ") == "Cc" and kept != "\n" else kept
