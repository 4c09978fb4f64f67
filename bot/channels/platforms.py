"""The bot platforms as data: names, servers and capabilities, without importing their clients."""

import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.delivery.channel import Capabilities, RateLimit

HOOKS = "/hooks"
"""Prefix of every webhook path; no page of the site has it."""
TELEGRAM, ZALO = "telegram", "zalo"

MAX_BOT_ID = 40
"""Characters of the column that stores a bot's id."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A bot platform. `server` is its default base URL; `header` is the HTTP header that carries
    the secret in its webhook calls. The channel class is CHANNEL in `bot.channels.<name>`.
    """

    name: str
    server: str
    header: str
    capabilities: Capabilities

    @property
    def token_setting(self) -> str:
        return f"{self.name.upper()}_BOT_TOKEN"

    @property
    def server_setting(self) -> str:
        """The setting that replaces `server`."""
        return f"{self.name.upper()}_BASE_URL"

    @property
    def token_file(self) -> str:
        """Name of the token file in a commune's secrets folder."""
        return f"{self.name}_token"


PLATFORMS: Mapping[str, Platform] = {
    each.name: each
    for each in (
        Platform(
            TELEGRAM,
            "https://api.telegram.org",
            "X-Telegram-Bot-Api-Secret-Token",
            Capabilities(
                text_limit=4096,
                buttons=True,
                edits=True,
                replies=True,
                files=True,
                contacts=True,
                groups=True,
                # Telegram allows 30 a second; 28 leaves room for requests that arrive late.
                rate_limit=RateLimit(
                    per_chat_per_second=1, per_bot_per_second=28, per_group_per_minute=20
                ),
            ),
        ),
        Platform(
            ZALO,
            "https://bot-api.zaloplatforms.com",
            "X-Bot-Api-Secret-Token",
            Capabilities(
                text_limit=2000,
                buttons=False,
                edits=False,
                files=True,
                messages_a_month=3000,
                people=50,
                rate_limit=RateLimit(
                    per_chat_per_second=1, per_bot_per_second=10, per_group_per_minute=math.inf
                ),
            ),
        ),
    )
}


def webhook_secret(token: str) -> str:
    """The secret expected in webhook calls, derived from the bot's token: equal on all machines."""
    return hmac.digest(token.encode(), b"webhook", hashlib.sha256).hex()


def bot_id(token: str) -> str:
    """The platform's id of the bot: the digits that its token begins with."""
    return token.partition(":")[0][:MAX_BOT_ID]


def is_token(text: str) -> bool:
    """Whether the text looks like a bot token (`<digits>:<secret>` on both platforms)."""
    number, _, secret = text.partition(":")
    return number.isdigit() and len(secret) >= 10 and not any(c.isspace() for c in text)


def webhook_path(commune_id: int, name: str) -> str:
    return f"{HOOKS}/{commune_id}/{name}"


def telegram_link(name: str) -> str:
    """The address that, followed by a code, opens a chat with the bot of that name; "" for none."""
    return f"https://t.me/{name}?start=" if name else ""
