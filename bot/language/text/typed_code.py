"""A one-time code as it is typed or dictated."""

import re
import unicodedata
from typing import NamedTuple

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without letters and digits that look alike."""
CODE_LENGTH = 10
"""Characters: 31**10 codes, 49.5 bits; docs/security.md says why that is enough."""

MOST_LETTERS = 60
"""Letters of a text that may be a code."""
INTRODUCTION = re.compile(
    r"/start(?:@\S+)?(?=\s)"
    r"|(?:mã|ma|code)(?: (?:kết nối|ket noi|web|mới|moi))?"
    r"(?: (?:của|cua) (?:tôi|toi|em|mình|minh))?(?: (?:là|la))?\b\s*:?",
    re.IGNORECASE,
)
"""What may stand before a code."""
BETWEEN = re.compile(r"[\s.,;:·_'\"“”‘’()\-‐‑–—]+")
"""What may stand between the characters of a code, and around them."""


class TypedCode(NamedTuple):
    """A code in capitals; `sure`: the text can hardly be anything else."""

    code: str
    sure: bool


def typed_code(text: str) -> TypedCode | None:
    """The code that a text consists of, with spaces and marks in it, in small letters, or after
    /start or “mã”; None if it is no code.
    """
    if len(text) > MOST_LETTERS:
        return None
    said = unicodedata.normalize("NFKC", text).strip()
    introduced = INTRODUCTION.match(said)
    alone = _as_code(said)
    if alone is not None:
        return TypedCode(alone, sure=len(said.split()) == 1)
    after = _as_code(said[introduced.end() :]) if introduced else None
    return TypedCode(after, sure=True) if after is not None else None


def _as_code(text: str) -> str | None:
    code = BETWEEN.sub("", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None
