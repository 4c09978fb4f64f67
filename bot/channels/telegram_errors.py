"""What Telegram's refusals mean to the outbox."""

from collections.abc import Callable

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram_request import AnswerLost, TooFast
from scheduler.delivery.channel import (
    AddressMoved,
    ChannelError,
    FileTooBig,
    MessageRefused,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)

ADDRESS_IS_DEAD = (
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
"""Parts of descriptions of a 400 that speak of the chat; any other 400 speaks of the message."""


def channel_error(error: TelegramError, hide: Callable[[str], str]) -> ChannelError:
    """The contract's error for one of the library's; `hide` takes the token out of its words."""
    reason = hide(str(error))
    match error:
        case TooFast():
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
    told = reason.lower()
    if "file is too big" in told:
        return FileTooBig(reason)
    dead = any(words in told for words in ADDRESS_IS_DEAD)
    return PermanentError(reason) if dead else MessageRefused(reason)
