"""One update of the Bot API, as it comes by polling or webhook, read as one inbound message."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.handles import LONGEST_OF_FILE, handle
from bot.channels.platforms import TELEGRAM
from bot.language.text.phones import phone_of
from scheduler.delivery.channel import CONTACT, Attachment, ChatChange, Inbound

NAME = TELEGRAM
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
"""Edits are not taken: a reply already answered would count twice."""

SHUT_OUT = frozenset({"left", "kicked"})
"""What we are in a chat where we cannot write."""

FILES = ("document", "voice", "audio", "video", "sticker")
COMMAND = re.compile(r"^/(?P<word>\w+)@(?P<bot>\w+)")

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)
"""What an update that does not have the Bot API's shape may raise."""

Json = Mapping[str, Any]


def inbound_of(update: Json, bot_username: str | None, arrived: datetime) -> Inbound | None:
    """The message or press in an update; None where there is nothing for us in it.

    `arrived` (aware UTC) dates a press, which carries no time of its own. A command in a group
    that names another bot is not ours; while `bot_username` is not known (None) it is taken.
    Raises one of UNREADABLE when the update does not have the Bot API's shape.
    """
    if "callback_query" in update:
        return _press(update["update_id"], update["callback_query"], arrived)
    if "my_chat_member" in update:
        return _standing(update["update_id"], update["my_chat_member"])
    if "message" in update:
        message = update["message"]
        if "migrate_to_chat_id" in message:
            return _moved(update["update_id"], message)
        return _message(update["update_id"], message, bot_username)
    return None


def callback_query_id(inbound: Inbound) -> str | None:
    """The id Telegram wants back for a press; it travels in the platform id, kept for ever."""
    _, _, query = inbound.platform_id.partition(":")
    return query or None


def _press(update_id: int, query: Json, arrived: datetime) -> Inbound | None:
    card = query.get("message")
    if card is None or "data" not in query:
        return None
    return Inbound(
        channel=NAME,
        platform_id=f"{handle(update_id)}:{handle(query['id'])}",
        address=handle(card["chat"]["id"]),
        at=arrived,
        press=handle(query["data"]),
        reply_to=handle(card["message_id"]),
        sender_name=_name(query["from"]),
        private=card["chat"]["type"] == "private",
    )


def _standing(update_id: int, told: Json) -> Inbound:
    """Somebody has blocked us or taken us back, or we were put out of a group or into one."""
    shut = told["new_chat_member"]["status"] in SHUT_OUT
    return Inbound(
        channel=NAME,
        platform_id=handle(update_id),
        address=handle(told["chat"]["id"]),
        at=datetime.fromtimestamp(told["date"], UTC),
        private=told["chat"]["type"] == "private",
        change=ChatChange.SHUT if shut else ChatChange.OPENED,
    )


def _moved(update_id: int, message: Json) -> Inbound:
    """A group has become a supergroup, of another id."""
    return Inbound(
        channel=NAME,
        platform_id=handle(update_id),
        address=handle(message["chat"]["id"]),
        at=datetime.fromtimestamp(message["date"], UTC),
        private=False,
        change=ChatChange.MOVED,
        moved_to=handle(message["migrate_to_chat_id"]),
    )


def _message(update_id: int, message: Json, bot_username: str | None) -> Inbound | None:
    sender = message.get("from")
    text = _own_command(message.get("text") or message.get("caption") or "", bot_username)
    attachments = tuple(_attachments(message))
    if sender is None or sender["is_bot"] or text is None or not (text or attachments):
        return None
    answered = message.get("reply_to_message")
    return Inbound(
        channel=NAME,
        platform_id=handle(update_id),
        address=handle(message["chat"]["id"]),
        at=datetime.fromtimestamp(message["date"], UTC),
        text=text,
        reply_to=handle(answered["message_id"]) if answered else None,
        sender_name=_name(sender),
        private=message["chat"]["type"] == "private",
        attachments=attachments,
    )


def _own_command(text: str, bot_username: str | None) -> str | None:
    """`/viec@OurBot` as `/viec`; None when another bot is called."""
    called = COMMAND.match(text)
    if called is None:
        return text
    if bot_username and called["bot"].lower() != bot_username.lower():
        return None
    return f"/{called['word']}{text[called.end() :]}"


def _name(user: Json) -> str:
    return " ".join(filter(None, (user["first_name"], user.get("last_name"))))


def _attachments(message: Json) -> Iterator[Attachment]:
    if message.get("photo"):
        largest = max(message["photo"], key=lambda size: int(size["width"]) * int(size["height"]))
        yield _file("photo", largest)
    for kind in FILES:
        if kind in message:
            yield _file(kind, message[kind])
    contact = message.get("contact")
    # Only one's own number tells who one is: anybody may pass on another's contact card.
    if contact and contact.get("user_id") == message["from"]["id"]:
        phone = phone_of(contact["phone_number"])
        yield Attachment(CONTACT, phone.mark if phone else "")
    elif contact:
        yield Attachment("card", "")


def _file(kind: str, file: Json) -> Attachment:
    size = int(file.get("file_size", 0))
    name, size = str(file.get("file_name", "")), int(file.get("file_size", 0))
    return Attachment(kind, handle(file["file_id"], LONGEST_OF_FILE), name, size)
