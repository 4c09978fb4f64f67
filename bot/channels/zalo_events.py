"""One event of the Zalo Bot Platform, wrapped or flat, read as one inbound message."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.handles import LONGEST_OF_FILE, handle
from bot.channels.platforms import ZALO
from scheduler.delivery.channel import Attachment, Inbound

NAME = ZALO
RECEIVED = ".received"
PRIVATE = "PRIVATE"

UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, OSError)
"""What an event that does not have the platform's shape may raise."""

Json = Mapping[str, Any]


def inbound_of(event: Json, arrived: datetime) -> Inbound | None:
    """The message of an event; None where there is nothing for us in it, as in a probe.

    `arrived` (aware UTC) dates a message that carries no time. A sticker, speech and what the
    platform does not pass on come without words, and are answered with a sentence. Raises
    one of UNREADABLE when the event does not have the platform's shape.
    """
    told = event.get("result", event)
    if not told or not str(told.get("event_name", "")).endswith(RECEIVED):
        return None
    message = told["message"]
    sender, chat = message["from"], message["chat"]
    if sender.get("is_bot"):
        return None
    sent = message.get("date")
    at = arrived if sent is None else datetime.fromtimestamp(sent / 1000, UTC)
    number = message.get("message_id") or f"{chat['id']}:{sent}"
    return Inbound(
        channel=NAME,
        platform_id=handle(number),
        address=handle(chat["id"]),
        at=at,
        text=str(message.get("text") or message.get("caption") or ""),
        sender_name=str(sender.get("display_name", "")),
        private=chat.get("chat_type", PRIVATE) == PRIVATE,
        attachments=tuple(_attachments(told["event_name"], message)),
    )


def _attachments(event: str, message: Json) -> Iterator[Attachment]:
    picture = message.get("photo_url") or message.get("photo")
    if picture:
        yield Attachment("photo", _address(handle(picture, LONGEST_OF_FILE)))
    elif not message.get("text"):
        # message.voice.received -> voice
        yield Attachment(event.split(".")[1], "")


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("a picture without an address")
    return text
