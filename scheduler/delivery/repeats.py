"""Say in a message that is sent again that an earlier one may have arrived."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.delivery.channel import Outgoing
from scheduler.delivery.wording import Wording
from storage.delivery import Delivery
from storage.words import DeliveryKind


def repeated_ids(rows: Sequence[Delivery]) -> tuple[int, ...]:
    """The ids of the deliveries of which an earlier message may have arrived.

    An edit is none of them: made again, it changes nothing.
    """
    return tuple(row.id for row in rows if row.unknown and row.sort is not DeliveryKind.EDIT)


def mark_repeat(message: Outgoing, wording: Wording) -> Outgoing:
    """The message with a note, after its first block, that it is a repeat."""
    first, *others = message.blocks
    return replace(message, blocks=(first, wording.repeat_note(), *others))
