"""Asks a bot platform who the bot is, outside any conversation: Telegram and Zalo answer alike."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

PATIENCE = ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Probed:
    """The bot's name, empty where the token is not taken, and the platform's time (UTC)."""

    name: str
    at: datetime | None


class PlatformUnreachable(Exception):
    """The platform cannot be reached, or is no bot platform"""


async def probe(server: str, token: str) -> Probed:
    """Call getMe. Raises NoAnswer, which holds nothing of the token."""
    try:
        async with (
            ClientSession(timeout=PATIENCE) as session,
            session.post(f"{server}/bot{token}/getMe", json={}) as answer,
        ):
            date = answer.headers.get("Date")
            body = await answer.json(content_type=None)
    except (ClientError, OSError, TimeoutError, ValueError):
        raise PlatformUnreachable from None
    if not isinstance(body, dict):
        raise PlatformUnreachable
    bot = body.get("result") if body.get("ok") else None
    name = bot.get("username") or bot.get("account_name") or bot.get("id") if bot else ""
    return Probed(str(name or ""), parsedate_to_datetime(date) if date else None)
