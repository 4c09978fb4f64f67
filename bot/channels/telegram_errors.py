"""Translates Telegram's errors into the channel contract's ChannelError classes."""

from collections.abc import Callable

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram_request import AnswerLost, RateLimited
from scheduler.delivery.channel import (
    AddressMoved,
    ChannelError,
    FileTooBig,
    MessageRefused,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)

CHAT_ERRORS = (
    "chat not found",
    "chat_id is empty",
    "peer_id_invalid",
    "user_deactivated",
    "user is deactivated",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_restricted",
    "topic_closed",
    "group chat was deactivated",
)
"""Parts of an HTTP 400's description that blame the chat; any other 400 blames the message."""


def channel_error(error: TelegramError, hide: Callable[[str], str]) -> ChannelError:
    """The ChannelError for an error of the library; `hide` removes the token from its text."""
    reason = hide(str(error))
    match error:
        case RateLimited():
            return TemporaryError(reason, error.retry_after)
        case AnswerLost():
            return UnknownOutcome(reason)
        case ChatMigrated():
            return AddressMoved(reason, str(error.new_chat_id))
        case Forbidden():
            return PermanentError(reason)
        case BadRequest():
            return _bad_request(reason)
        case InvalidToken():
            return TemporaryError(f"Telegram refuses the bot's token: {reason}")
        case _:
            return TemporaryError(reason)


def _bad_request(reason: str) -> PermanentError:
    description = reason.lower()
    if "file is too big" in description:
        return FileTooBig(reason)
    blames_chat = any(words in description for words in CHAT_ERRORS)
    return PermanentError(reason) if blames_chat else MessageRefused(reason)
