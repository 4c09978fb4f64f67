"""The webhook route: platforms deliver updates here, authenticated by a secret header.

A call is answered 200 only once its message is committed, so the platform repeats it until then.
A malformed update would be repeated forever: it is answered 200 too, and logged without its text.
"""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.platforms import HOOKS
from bot.web.answers import positive_id
from scheduler.delivery.channel import AcceptInbound, Channel, Inbound
from scheduler.delivery.channel_extras import WebhookChannel

log = logging.getLogger(__name__)


MAX_BYTES = 1024 * 1024
"""Largest accepted update; many times the longest real one."""


FindChannel = Callable[[int, str], Awaitable[Channel | None]]
"""The channel by commune id and channel name; None if there is none."""


@dataclass(frozen=True, slots=True)
class WebhookHandler:
    """Handles webhook calls; `accept_for` gives the function that commits a channel's message."""

    find_channel: FindChannel
    accept_for: Callable[[int, str], AcceptInbound]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call; a call without a body, a platform's test, gets 200."""
        commune_id, name = positive_id(request.match_info["id"]), request.match_info["name"]
        channel = await self.find_channel(commune_id, name)
        if not isinstance(channel, WebhookChannel) or channel.webhook_url is None:
            return web.Response(status=404)
        if not request.can_read_body:
            return web.Response()
        secret = request.headers.get(channel.webhook_header, "")
        if not hmac.compare_digest(_bytes(secret), _bytes(channel.webhook_secret)):
            return web.Response(status=403)
        inbound = _readable(channel, await _read_body(request))
        if inbound is None:
            return web.Response()
        try:
            await self.accept_for(commune_id, name)(inbound)
        except Exception:
            log.exception("%s: a message could not be kept; it comes again", inbound.channel)
            return web.Response(status=503)
        return web.Response()


def _readable(channel: WebhookChannel, body: bytes | None) -> Inbound | None:
    try:
        return channel.read(_object(body))
    except Exception as error:
        # The error's text may quote the message: only its type is logged.
        log.error("%s: an update is skipped: %s", channel.name, type(error).__name__)
        return None


class NotAnObject(ValueError):
    """The body of a call is too long, or not a JSON object"""


def hook_route(hooks: WebhookHandler) -> web.RouteDef:
    return web.route("*", f"{HOOKS}/{{id}}/{{name}}", hooks.handle)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


async def _read_body(request: web.Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)


def _object(body: bytes | None) -> dict[str, Any]:
    update = None if body is None else json.loads(body)
    if not isinstance(update, dict):
        raise NotAnObject
    return update
