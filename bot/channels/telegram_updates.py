"""Parses one update of the Bot API, from polling or a webhook, into an Inbound message."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.platform_ids import MAX_FILE_ID, platform_id_of
from bot.channels.platforms import TELEGRAM
from bot.language.text.phones import phone_of
from scheduler.delivery.channel import CONTACT, Attachment, ChatChange, Inbound

NAME = TELEGRAM
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

CANNOT_WRITE = frozenset({"left", "kicked"})
"""Member states of the bot in a chat where it cannot write."""

FILE_FIELDS = ("document", "voice", "audio", "video", "sticker")
OTHER_CONTENT_FIELDS = (
    "animation",
    "video_note",
    "venue",
    "location",
    "poll",
    "dice",
    "game",
    "story",
    "paid_media",
    "checklist",
)
"""Fields of a message with content that is neither text nor a file; it is answered with a sentence.
"""
MAX_ALBUM = 40
"""Characters kept of an album's id."""
FORWARDED = ("forward_origin", "forward_date")
COMMAND = re.compile(r"^/(?P<word>\w+)@(?P<bot>\w+)")

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)
"""Exceptions that parsing a malformed update may raise."""

Json = Mapping[str, Any]


def inbound_of(update: Json, bot_username: str | None, arrived: datetime) -> Inbound | None:
    """The message, press or chat change in an update; None if there is none for us.

    `arrived` (aware UTC) dates a press, which carries no time. A group command addressed to
    another bot gives None; with `bot_username` None every command is taken. Raises one of
    UNREADABLE for a malformed update.
    """
    if "callback_query" in update:
        return _press(update["update_id"], update["callback_query"], arrived)
    if "my_chat_member" in update:
        return _membership(update["update_id"], update["my_chat_member"])
    if "message" in update:
        message = update["message"]
        if "migrate_to_chat_id" in message:
            return _moved(update["update_id"], message)
        return _message(update["update_id"], message, bot_username)
    if "edited_message" in update:
        return _edited(update["update_id"], update["edited_message"], bot_username)
    return None


def callback_query_id(inbound: Inbound) -> str | None:
    """The id that confirms a press to Telegram, taken from `platform_id`; None if no press."""
    _, _, query = inbound.platform_id.partition(":")
    return query or None


def _press(update_id: int, query: Json, arrived: datetime) -> Inbound | None:
    card = query.get("message")
    if card is None or "data" not in query:
        return None
    return Inbound(
        channel=NAME,
        platform_id=f"{platform_id_of(update_id)}:{platform_id_of(query['id'])}",
        address=platform_id_of(card["chat"]["id"]),
        at=arrived,
        press=platform_id_of(query["data"]),
        reply_to=platform_id_of(card["message_id"]),
        sender_name=_name(query["from"]),
        private=card["chat"]["type"] == "private",
    )


def _membership(update_id: int, member: Json) -> Inbound:
    """The chat change in an update: a person blocked or unblocked the bot, or it was added to a
    group or removed from one.
    """
    shut = member["new_chat_member"]["status"] in CANNOT_WRITE
    return Inbound(
        channel=NAME,
        platform_id=platform_id_of(update_id),
        address=platform_id_of(member["chat"]["id"]),
        at=datetime.fromtimestamp(member["date"], UTC),
        private=member["chat"]["type"] == "private",
        change=ChatChange.BLOCKED if shut else ChatChange.OPENED,
    )


def _moved(update_id: int, message: Json) -> Inbound:
    """The chat change in an update that says that a group became a supergroup, which has another
    id.
    """
    return Inbound(
        channel=NAME,
        platform_id=platform_id_of(update_id),
        address=platform_id_of(message["chat"]["id"]),
        at=datetime.fromtimestamp(message["date"], UTC),
        private=False,
        change=ChatChange.MOVED,
        moved_to=platform_id_of(message["migrate_to_chat_id"]),
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
        platform_id=platform_id_of(update_id),
        address=platform_id_of(message["chat"]["id"]),
        at=datetime.fromtimestamp(message["date"], UTC),
        text=text,
        reply_to=platform_id_of(answered["message_id"]) if answered else None,
        sender_name=_name(sender),
        private=message["chat"]["type"] == "private",
        attachments=attachments,
        forwarded=any(each in message for each in FORWARDED),
        album=str(message.get("media_group_id", ""))[:MAX_ALBUM],
    )


def _edited(update_id: int, message: Json, bot_username: str | None) -> Inbound | None:
    """A text that its sender has changed; None in groups, and for words beside files."""
    found = _message(update_id, message, bot_username) if "text" in message else None
    return replace(found, edited=True) if found is not None and found.private else None


def _own_command(text: str, bot_username: str | None) -> str | None:
    """`/viec@OurBot` as `/viec`; None for a command to another bot."""
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
    for kind in FILE_FIELDS:
        if kind in message:
            yield _file(kind, message[kind])
    for kind in OTHER_CONTENT_FIELDS:
        if kind in message and "document" not in message:
            yield Attachment(kind, "")
            break
    contact = message.get("contact")
    # Only a contact card of the sender proves who they are: anybody can forward another's.
    if contact and contact.get("user_id") == message["from"]["id"]:
        phone = phone_of(contact["phone_number"])
        yield Attachment(CONTACT, phone.mark if phone else "")
    elif contact:
        yield Attachment("card", "")


def _file(kind: str, file: Json) -> Attachment:
    name, size = str(file.get("file_name", "")), int(file.get("file_size", 0))
    return Attachment(kind, platform_id_of(file["file_id"], MAX_FILE_ID), name, size)
