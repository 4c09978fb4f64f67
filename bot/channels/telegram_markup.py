"""Outgoing messages in Telegram's markup: HTML text and keyboards."""

from collections.abc import Iterator
from html import escape
from typing import Any

from scheduler.delivery.channel import Block, Bold, Button, Outgoing, TextPart

MAX_IN_ROW, MAX_BUTTONS = 8, 100
"""Telegram's limits for a row and for a message; it refuses a message with more."""


def to_html(message: Outgoing) -> str:
    """The text as Telegram HTML; everything but our emphasis is escaped."""
    return "\n\n".join(map(_block, message.blocks))


Markup = dict[str, Any]
"""A `reply_markup` object of the Bot API."""


def message_markup(message: Outgoing) -> Markup | None:
    """The markup of a new message: inline buttons, the contact button, or its removal."""
    if message.contact is None or message.buttons:
        return inline_keyboard(message)
    if not message.contact:
        return {"remove_keyboard": True}
    button = {"text": message.contact, "request_contact": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def inline_keyboard(message: Outgoing) -> Markup | None:
    """The inline buttons; a row too long for Telegram is wrapped.

    Buttons beyond MAX_BUTTONS are dropped: every button's words can also be typed.
    """
    rows: list[list[dict[str, str]]] = []
    left = MAX_BUTTONS
    for row in _rows(message):
        shown = row[:left]
        left -= len(shown)
        if shown:
            rows.append([{"text": each.label, "callback_data": each.id} for each in shown])
    return {"inline_keyboard": rows} if rows else None


def _rows(message: Outgoing) -> Iterator[tuple[Button, ...]]:
    for row in message.buttons:
        for start in range(0, len(row), MAX_IN_ROW):
            yield row[start : start + MAX_IN_ROW]


def _block(block: Block) -> str:
    return "".join(map(_part, block.parts))


def _part(part: TextPart) -> str:
    if isinstance(part, Bold):
        return f"<b>{escape(part.text, quote=False)}</b>" if part.text else ""
    return escape(part, quote=False)
