"""Checks a bot token with the platform's getMe call, which Telegram and Zalo answer alike."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

TIMEOUT = ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The bot's name (empty: the token was refused) and the platform's clock (aware UTC)."""

    name: str
    at: datetime | None


class PlatformUnreachable(Exception):
    """The platform cannot be reached, or the server is not a bot platform"""


async def probe_bot(server: str, token: str) -> ProbeResult:
    """Call getMe. Raises PlatformUnreachable, whose text never contains the token."""
    try:
        async with (
            ClientSession(timeout=TIMEOUT) as session,
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
    return ProbeResult(str(name or ""), parsedate_to_datetime(date) if date else None)
