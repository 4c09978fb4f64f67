"""What is known of the platforms' bots without loading what speaks to them."""

import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.delivery.channel import Capabilities, RateLimit

TELEGRAM, ZALO = "telegram", "zalo"


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform of bots. `server` is where it is called unless a setting says otherwise, `header`
    names what holds the secret of its own calls. Its channel is CHANNEL of the module of its name.
    """

    name: str
    server: str
    header: str
    capabilities: Capabilities

    @property
    def token_setting(self) -> str:
        """The setting that holds the token of the first commune's bot."""
        return f"{self.name.upper()}_BOT_TOKEN"

    @property
    def server_setting(self) -> str:
        """The setting that says where it is called."""
        return f"{self.name.upper()}_BASE_URL"

    @property
    def token_file(self) -> str:
        """The file of a commune's folder that holds its bot's token."""
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
                # Telegram takes 30 a second: what comes a little late would make one too many.
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
    """What the header must hold in a call for the bot of this token; the same on every machine."""
    return hmac.digest(token.encode(), b"webhook", hashlib.sha256).hex()


def is_token(text: str) -> bool:
    """Whether this looks like the token of a bot; both platforms' look alike."""
    number, _, secret = text.partition(":")
    return number.isdigit() and len(secret) >= 10 and not any(c.isspace() for c in text)
