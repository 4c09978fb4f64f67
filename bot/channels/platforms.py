"""What is known of the platforms' bots without loading what speaks to them."""

import hashlib
import hmac
import math
from collections.abc import Mapping

from scheduler.channel import Capabilities, Pace

TELEGRAM, ZALO = "telegram", "zalo"

CAPABILITIES: Mapping[str, Capabilities] = {
    TELEGRAM: Capabilities(
        text_limit=4096,
        buttons=True,
        edits=True,
        replies=True,
        files=True,
        contacts=True,
        groups=True,
        pace=Pace(per_chat_per_second=1, per_bot_per_second=30, per_group_per_minute=20),
    ),
    ZALO: Capabilities(
        text_limit=2000,
        buttons=False,
        edits=False,
        files=True,
        messages_a_month=3000,
        people=50,
        pace=Pace(per_chat_per_second=1, per_bot_per_second=10, per_group_per_minute=math.inf),
    ),
}

SECRET_HEADERS: Mapping[str, str] = {
    TELEGRAM: "X-Telegram-Bot-Api-Secret-Token",
    ZALO: "X-Bot-Api-Secret-Token",
}
"""The header of a platform's call that holds its secret."""


def webhook_secret(token: str) -> str:
    """What the header must hold in a call for the bot of this token; the same on every machine."""
    return hmac.digest(token.encode(), b"webhook", hashlib.sha256).hex()


def is_token(text: str) -> bool:
    """Whether this looks like the token of a bot; both platforms' look alike."""
    number, _, secret = text.partition(":")
    return number.isdigit() and len(secret) >= 10 and not any(c.isspace() for c in text)
