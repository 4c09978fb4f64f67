"""Outgoing messages in Telegram's own markup: its HTML and its inline keyboards."""

from collections.abc import Iterator
from html import escape

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from scheduler.channel import Block, Bold, Button, Outgoing, Part

BUTTONS_A_ROW, BUTTONS = 8, 100
"""What Telegram takes in a row, and in a message; a message with more is refused."""


def to_html(message: Outgoing) -> str:
    """The text with its emphasis; whatever a person wrote stays text."""
    return "\n\n".join(map(_block, message.blocks))


Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def markup(message: Outgoing) -> Keyboard | None:
    """What goes with a new message: its buttons, or those in the place of the keyboard."""
    if message.contact is None or message.buttons:
        return keyboard(message)
    if not message.contact:
        return ReplyKeyboardRemove()
    button = KeyboardButton(message.contact, request_contact=True)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    """The buttons under the message; a row too long for Telegram is wrapped.

    Of too many the first go: whatever a button says can be typed.
    """
    rows: list[list[InlineKeyboardButton]] = []
    left = BUTTONS
    for row in _rows(message):
        shown = row[:left]
        left -= len(shown)
        if shown:
            rows.append([InlineKeyboardButton(each.label, callback_data=each.id) for each in shown])
    return InlineKeyboardMarkup(rows) if rows else None


def _rows(message: Outgoing) -> Iterator[tuple[Button, ...]]:
    for row in message.buttons:
        for start in range(0, len(row), BUTTONS_A_ROW):
            yield row[start : start + BUTTONS_A_ROW]


def _block(block: Block) -> str:
    return "".join(map(_part, block.parts))


def _part(part: Part) -> str:
    if isinstance(part, Bold):
        return f"<b>{escape(part.text, quote=False)}</b>" if part.text else ""
    return escape(part, quote=False)
