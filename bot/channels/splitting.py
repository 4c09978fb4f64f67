"""Splits a message to fit a platform's limit: between blocks, else lines, else words.

Lengths are in UTF-16 units, as the platforms count them.
"""

import unicodedata
from dataclasses import replace

from scheduler.delivery.channel import Block, Bold, Outgoing, TextPart

MAX_PIECES = 10
"""A longer message is cut after this many pieces and ends in an ellipsis."""

ELLIPSIS = Block(("…",))
BETWEEN_BLOCKS = 2
"""Length of the blank line between two blocks."""

JOINERS = "\u200d\ufe0f"


def utf16_length(text: str) -> int:
    """Length in UTF-16 units: a Vietnamese letter counts one, most emoji two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_message(
    message: Outgoing, limit: int, max_pieces: int = MAX_PIECES
) -> tuple[Outgoing, ...]:
    """Pieces of at most `limit` units (8 or more), in order; the last one has the buttons.

    All words and their emphasis are kept, unless more than `max_pieces` are needed. Handouts are
    dropped: the caller sends them.
    """
    if _surely_fits(message, limit):
        return (message,)
    pieces = _packed(message.blocks, limit)
    if len(pieces) > max_pieces:
        pieces = [*pieces[: max_pieces - 1], _shortened(pieces[max_pieces - 1], limit)]
    *earlier, last = pieces or [()]
    if last == message.blocks and not message.handouts:
        return (message,)
    whole = replace(message, blocks=last, handouts=())
    return (*(Outgoing(blocks) for blocks in earlier), whole)


def _surely_fits(message: Outgoing, limit: int) -> bool:
    """A cheap test for the common case: no character takes more than two units."""
    texts = [block.plain for block in message.blocks]
    longest = sum(2 * len(text) + BETWEEN_BLOCKS for text in texts)
    return not message.handouts and longest <= limit and all(map(str.strip, texts))


def _packed(blocks: tuple[Block, ...], limit: int) -> list[tuple[Block, ...]]:
    pieces: list[tuple[Block, ...]] = []
    room = 0
    for block, size in (part for whole in blocks for part in _cut(whole, limit)):
        if pieces and size + BETWEEN_BLOCKS <= room:
            pieces[-1] += (block,)
            room -= size + BETWEEN_BLOCKS
        else:
            pieces.append((block,))
            room = limit - size
    return pieces


def _shortened(blocks: tuple[Block, ...], limit: int) -> tuple[Block, ...]:
    room = limit - utf16_length(ELLIPSIS.plain) - BETWEEN_BLOCKS
    return (*_packed(blocks, room)[0], ELLIPSIS)


def _cut(block: Block, limit: int) -> list[tuple[Block, int]]:
    """One block in pieces that fit, blank ones left out, each with its length."""
    text = block.plain
    size = utf16_length(text)
    if size <= limit:
        return [(block, size)] if text.strip() else []
    cuts: list[tuple[Block, int]] = []
    start = 0
    while start < len(text):
        end = _end(text, start, limit)
        if text[start:end].strip():
            cuts.append((_between(block, start, end), utf16_length(text[start:end])))
        start = end + 1 if text[end : end + 1] in ("\n", " ") else end
    return cuts


def _end(text: str, start: int, limit: int) -> int:
    """End of the piece that begins at `start`: the text's end, a line's, a word's, or the limit."""
    reach = _reach(text, start, limit)
    if reach == len(text):
        return reach
    for separator in ("\n", " "):
        found = text.rfind(separator, start + 1, reach + 1)
        if found > start:
            return found
    whole = reach
    while whole > start + 1 and _clings(text[whole], text[whole - 1]):
        whole -= 1
    return whole if whole > start + 1 else reach


def _reach(text: str, start: int, limit: int) -> int:
    left = limit
    for index in range(start, len(text)):
        left -= utf16_length(text[index])
        if left < 0:
            return index
    return len(text)


def _clings(character: str, before: str) -> bool:
    """Whether a cut between the two would split one letter or emoji."""
    return bool(unicodedata.combining(character)) or character in JOINERS or before in JOINERS


def _between(block: Block, start: int, end: int) -> Block:
    parts: list[TextPart] = []
    at = 0
    for part in block.parts:
        text = part.text if isinstance(part, Bold) else part
        kept = text[max(start - at, 0) : max(end - at, 0)]
        if kept:
            parts.append(Bold(kept) if isinstance(part, Bold) else kept)
        at += len(text)
    return Block(tuple(parts))
