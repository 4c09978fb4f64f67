"""Outgoing messages in Telegram's own markup: its HTML and its inline keyboards."""

from collections.abc import Iterator
from html import escape
from typing import Any

from scheduler.delivery.channel import Block, Bold, Button, Outgoing, TextPart

BUTTONS_A_ROW, BUTTONS = 8, 100
"""What Telegram takes in a row, and in a message; a message with more is refused."""


def to_html(message: Outgoing) -> str:
    """The text with its emphasis; whatever a person wrote stays text."""
    return "\n\n".join(map(_block, message.blocks))


Markup = dict[str, Any]
"""What stands under a message, as the Bot API has it."""


def markup(message: Outgoing) -> Markup | None:
    """What goes with a new message: its buttons, or those in the place of the keyboard."""
    if message.contact is None or message.buttons:
        return keyboard(message)
    if not message.contact:
        return {"remove_keyboard": True}
    button = {"text": message.contact, "request_contact": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def keyboard(message: Outgoing) -> Markup | None:
    """The buttons under the message; a row too long for Telegram is wrapped.

    Of too many the first go: whatever a button says can be typed.
    """
    rows: list[list[dict[str, str]]] = []
    left = BUTTONS
    for row in _rows(message):
        shown = row[:left]
        left -= len(shown)
        if shown:
            rows.append([{"text": each.label, "callback_data": each.id} for each in shown])
    return {"inline_keyboard": rows} if rows else None


def _rows(message: Outgoing) -> Iterator[tuple[Button, ...]]:
    for row in message.buttons:
        for start in range(0, len(row), BUTTONS_A_ROW):
            yield row[start : start + BUTTONS_A_ROW]


def _block(block: Block) -> str:
    return "".join(map(_part, block.parts))


def _part(part: TextPart) -> str:
    if isinstance(part, Bold):
        return f"<b>{escape(part.text, quote=False)}</b>" if part.text else ""
    return escape(part, quote=False)
