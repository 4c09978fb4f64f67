"""What a person asked to be reminded of, as the message says it at its moment."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from bot.texts import days, items
from scheduler.delivery.channel import Block, Bold
from scheduler.delivery.wording import Digest, DueWish

LATE = "Tin đến muộn do hệ thống gián đoạn."


def opening_blocks(digest: Digest) -> Block:
    """The first lines of a message that holds nothing but wishes."""
    day = days.named(digest.today, digest.today)
    first = digest.wishes[0]
    return Block((Bold("Nhắc theo lời hẹn"), f" {day}\n{_said(first, (), digest.today)}"))


def count_in_words(wishes: Sequence[DueWish]) -> str:
    """How many wishes stand beside the work; '' for none."""
    return f"; {len(wishes)} lời nhắc đã hẹn" if wishes else ""


def wish_blocks(wishes: Sequence[DueWish], beside: Collection[int], today: date) -> Iterator[Block]:
    """A block for each wish; `beside` are the items that the message shows anyway."""
    for wish in wishes:
        yield Block((_said(wish, beside, today),))


def _said(wish: DueWish, beside: Collection[int], today: date) -> str:
    """When it was asked for, what, and the item unless it is shown anyway."""
    said = [_what(wish, beside)]
    if wish.item is not None and wish.item.number not in beside:
        said += [items.due(wish.item, today), f"Chủ trì: {wish.item.lead}"]
    if wish.late:
        said.append(LATE)
    return "\n".join(said)


def _what(wish: DueWish, beside: Collection[int]) -> str:
    parts = [wish.words] if wish.words else []
    if wish.item is not None:
        short = f"việc {wish.item.number}"
        parts.insert(0, short if wish.item.number in beside else items.number_and_name(wish.item))
    what = "; ".join(parts)
    stop = "" if what.endswith((".", "!", "?")) else "."
    return f"{days.clock(wish.at)}: {what}{stop}"
