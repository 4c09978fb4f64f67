"""A message prepared for patterns, with a map back to the text as typed.

A word typed with accents matches only with them; one typed without matches every word that folds
to it. Exception: in an accented message a word that never has accents (`words.PLAIN`) is put in
capitals and matches only itself.
"""

import re
from dataclasses import dataclass

from bot.language.text.abbreviations import expand
from bot.language.text.bare import meant
from bot.language.text.fold import fold, letters
from bot.language.text.syllables import repair
from bot.language.text.words import PLAIN, is_whole, one_spelling

LONGEST = 500
"""Characters that are read of a message; a status is never longer."""
ACCENTED_SHARE = 0.4
"""A message is accented if at least this share of its words has accents."""

_WORD = re.compile(r"[^\W\d_]+|\s+|.", re.DOTALL)
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN = frozenset({"iii", "viii", "xiii"})
_SLASHED = re.compile(r"(?:đ/c|d/c|đ\.c|b/c|t/h|k/q|h/s)(?!\w)")


@dataclass(frozen=True, slots=True)
class Text:
    """A message prepared for patterns, which match `key`. `starts` and `ends` map each character of
    the key to its place in `source`; `accented`: it was typed with accents.
    """

    source: str
    key: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    accented: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The start and end in the source of key[start:end]."""
        if start >= end or start >= len(self.starts):
            return (0, 0)
        return (self.starts[start], self.ends[min(end, len(self.ends)) - 1])

    def words(self, start: int, end: int) -> str:
        """The source words of key[start:end]."""
        first, last = self.span(start, end)
        return self.source[first:last]


def read(text: str) -> Text:
    """Prepare a message for patterns; only its first LONGEST characters are read."""
    typed = letters(text[:LONGEST])
    plain = "".join(letter for letter, _, _ in typed)
    accented = _is_accented(plain)
    key: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for word, first, last in _tokens(plain):
        rendered = _render(word, plain, first, last, accented)
        origin_start, origin_end = typed[first][1], typed[last - 1][2]
        same = len(rendered) == last - first
        for place, letter in enumerate(rendered):
            key.append(letter)
            starts.append(typed[first + place][1] if same else origin_start)
            ends.append(typed[first + place][2] if same else origin_end)
    return Text(text, "".join(key), tuple(starts), tuple(ends), accented)


def _tokens(plain: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    index = 0
    while index < len(plain):
        match = _SLASHED.match(plain, index) or _WORD.match(plain, index)
        if match is None:
            break
        found.append((match.group(), match.start(), match.end()))
        index = match.end()
    return found


def _is_accented(plain: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", plain)
    marked = sum(1 for word in words if fold(word) != word)
    return bool(words) and marked / len(words) >= ACCENTED_SHARE


def _render(word: str, plain: str, first: int, last: int, accented: bool) -> str:
    if word.isspace():
        return "\n" if "\n" in word else " "
    if not word[0].isalpha():
        return word
    word = word if word in _ROMAN else _LONG_DRAWN.sub(r"\1", word)
    before, after = plain[max(0, first - 24) : first], plain[last : last + 16]
    expanded = expand(word, before, after)
    if expanded is not None:
        gap = " " if after[:1].isdigit() else ""
        return " ".join(_keyed(part, True) for part in expanded.split()) + gap
    if before[-1:].isdigit() or after[:1].isdigit():
        return _keyed(word, accented)
    restored = None if accented else meant(word, before, after)
    if restored is not None:
        return _keyed(restored, True)
    return _keyed(repair(word), accented)


def _keyed(word: str, accented: bool) -> str:
    """The word as written in the key: accents kept; in capitals if it surely has none."""
    word = one_spelling(word)
    bare = fold(word)
    if word != bare:
        return word if is_whole(word) else bare
    return word.upper() if accented and word in PLAIN else word


def cut_text(text: Text, start: int, end: int) -> Text:
    """The part of a text with key[start:end]; it maps to the same source."""
    return Text(
        text.source,
        text.key[start:end],
        text.starts[start:end],
        text.ends[start:end],
        text.accented,
    )
