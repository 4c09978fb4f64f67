"""The channels that the settings name, opened for the communes of a database."""

from collections.abc import Sequence

from bot.channels.web import WebChannel
from bot.settings import Settings
from bot.web.hooks import hook_path
from scheduler.channel import Channel
from scheduler.clock import Clock
from storage.database import Database


def open_channels(
    settings: Settings, database: Database, commune_ids: Sequence[int], clock: Clock
) -> dict[tuple[int, str], Channel]:
    """Every commune's page; the platforms' bots are the first commune's."""
    found: dict[tuple[int, str], Channel] = {}
    for commune_id in commune_ids:
        found[commune_id, WebChannel.name] = WebChannel(
            database,
            commune_id,
            clock.now,
            url=settings.web_url,
            outside=settings.public_url or settings.web_url,
        )
    first = commune_ids[0]
    if settings.telegram_token:
        # The library takes as long to load as all the rest of the channels, and half its memory.
        from bot.channels.telegram import TelegramChannel

        found[first, TelegramChannel.name] = TelegramChannel(
            settings.telegram_token,
            clock.now,
            settings.telegram_base_url,
            _webhook_url(settings, first, TelegramChannel.name),
        )
    if settings.zalo_token:
        from bot.channels.zalo import ZaloChannel

        found[first, ZaloChannel.name] = ZaloChannel(
            settings.zalo_token,
            clock.now,
            settings.zalo_base_url,
            _webhook_url(settings, first, ZaloChannel.name),
        )
    return found


def _webhook_url(settings: Settings, commune_id: int, name: str) -> str | None:
    """Where a platform may call; None where nobody outside reaches us, so that we ask it."""
    return settings.public_url + hook_path(commune_id, name) if settings.public_url else None
