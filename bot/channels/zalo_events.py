"""Parses one event of the Zalo Bot Platform, wrapped in `result` or not, into an Inbound."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.platform_ids import MAX_FILE_ID, platform_id_of
from bot.channels.platforms import ZALO
from scheduler.delivery.channel import Attachment, Inbound

NAME = ZALO
RECEIVED = ".received"
PRIVATE = "PRIVATE"

UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, OSError)
"""Exceptions that parsing a malformed event may raise."""

Json = Mapping[str, Any]


def inbound_of(update: Json, arrived: datetime) -> Inbound | None:
    """The message of an event; None if there is none for us, as in a test call.

    `arrived` (aware UTC) dates a message that carries no time. A sticker, a voice message or
    anything the platform does not pass on has an empty text. Raises one of UNREADABLE for a
    malformed event.
    """
    event = update.get("result", update)
    if not event or not str(event.get("event_name", "")).endswith(RECEIVED):
        return None
    message = event["message"]
    sender, chat = message["from"], message["chat"]
    if sender.get("is_bot"):
        return None
    sent = message.get("date")
    at = arrived if sent is None else datetime.fromtimestamp(sent / 1000, UTC)
    number = message.get("message_id") or f"{chat['id']}:{sent}"
    return Inbound(
        channel=NAME,
        platform_id=platform_id_of(number),
        address=platform_id_of(chat["id"]),
        at=at,
        text=str(message.get("text") or message.get("caption") or ""),
        sender_name=str(sender.get("display_name", "")),
        private=chat.get("chat_type", PRIVATE) == PRIVATE,
        attachments=tuple(_attachments(event["event_name"], message)),
    )


def _attachments(event: str, message: Json) -> Iterator[Attachment]:
    picture = message.get("photo_url") or message.get("photo")
    if picture:
        yield Attachment("photo", _picture_url(platform_id_of(picture, MAX_FILE_ID)))
    elif not message.get("text"):
        # message.voice.received -> voice
        yield Attachment(event.split(".")[1], "")


def _picture_url(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("a picture without a URL")
    return text
