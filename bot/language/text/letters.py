"""What may be kept of words that came from outside: every letter, and none that only does harm."""

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
"""All but the tab and the end of a line; tables, papers and terminals take no others."""
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""They turn round how what follows is shown: in no Vietnamese word, but in false file names."""
_HALVES = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
"""Halves of a letter and what is none: no database and no wire takes them."""

_DROPPED = dict.fromkeys((*_CONTROLS, *_TURNING, *_HALVES))


def clean(text: str) -> str:
    """The text without letters that cannot be kept, sent or shown as they are."""
    return text if text.isascii() and text.isprintable() else text.translate(_DROPPED)
