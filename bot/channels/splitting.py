"""Cuts a message under a platform's limit: between items, else lines, else words.

Lengths are UTF-16 units, as the platforms count them.
"""

import unicodedata
from dataclasses import replace

from scheduler.delivery.channel import Block, Bold, Outgoing, TextPart

MOST_PIECES = 10
"""A message longer than this many pieces ends in an ellipsis, so that nobody is flooded."""

ELLIPSIS = Block(("…",))
BETWEEN_BLOCKS = 2
"""Units of the blank line that parts two blocks."""

JOINERS = "\u200d\ufe0f"


def units(text: str) -> int:
    """Length in UTF-16 units: letters of Vietnamese count one, most emoji two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(message: Outgoing, limit: int, most: int = MOST_PIECES) -> tuple[Outgoing, ...]:
    """Pieces of at most `limit` units, in order; the buttons are on the last.

    Every word survives, and its emphasis, unless more than `most` pieces were needed.
    `limit` is at least 8.
    """
    if _surely_fits(message, limit):
        return (message,)
    pieces = _packed(message.blocks, limit)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], _shortened(pieces[most - 1], limit)]
    *earlier, last = pieces or [()]
    if last == message.blocks and not message.handouts:
        return (message,)
    whole = replace(message, blocks=last, handouts=())
    return (*(Outgoing(blocks) for blocks in earlier), whole)


def _surely_fits(message: Outgoing, limit: int) -> bool:
    """Whether there is nothing to cut, by a look that costs little: no letter has three units."""
    texts = [block.plain for block in message.blocks]
    most = sum(2 * len(text) + BETWEEN_BLOCKS for text in texts)
    return not message.handouts and most <= limit and all(map(str.strip, texts))


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
    room = limit - units(ELLIPSIS.plain) - BETWEEN_BLOCKS
    return (*_packed(blocks, room)[0], ELLIPSIS)


def _cut(block: Block, limit: int) -> list[tuple[Block, int]]:
    """The pieces of one block that are not blank, each with its length."""
    text = block.plain
    size = units(text)
    if size <= limit:
        return [(block, size)] if text.strip() else []
    cuts: list[tuple[Block, int]] = []
    start = 0
    while start < len(text):
        end = _end(text, start, limit)
        if text[start:end].strip():
            cuts.append((_between(block, start, end), units(text[start:end])))
        start = end + 1 if text[end : end + 1] in ("\n", " ") else end
    return cuts


def _end(text: str, start: int, limit: int) -> int:
    """Where the piece that begins at `start` ends: the text's end, a line's, a word's, or full."""
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
        left -= units(text[index])
        if left < 0:
            return index
    return len(text)


def _clings(character: str, before: str) -> bool:
    """Whether a cut between the two would tear one letter or emoji apart."""
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
