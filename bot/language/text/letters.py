"""Remove characters from text from outside that cannot be stored or that mislead."""

import unicodedata

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
"""Control characters except tab and line feed; documents and terminals accept no others."""
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Bidirectional controls: not used in Vietnamese, but to disguise file names."""
_HALVES = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
"""Surrogates and non-characters, which UTF-8 and databases refuse."""

_DROPPED = dict.fromkeys((*_CONTROLS, *_TURNING, *_HALVES))

D_WITH_STROKE = str.maketrans("ÐðƉɖ", "ĐđĐđ")
"""Letters that look like the Vietnamese one; old keyboards and converted files have them."""


def clean(text: str) -> str:
    """The text without characters that cannot be stored, sent or shown."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_DROPPED).translate(D_WITH_STROKE)


def composed(text: str) -> str:
    """The text in NFC, each Đ as the Vietnamese letter."""
    return unicodedata.normalize("NFC", text).translate(D_WITH_STROKE)
