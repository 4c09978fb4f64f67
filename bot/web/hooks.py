"""Where platforms hand in what people wrote: told apart from anybody else by a secret header.

A call is answered 200 only when its message is committed, so that the platform gives it again
until then. What cannot be read would come again for ever: it is answered 200, too, and logged
without its words.
"""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.webhook_path import HOOKS
from bot.web.answers import number
from scheduler.delivery.channel import Accept, Channel, Inbound
from scheduler.delivery.channel_extras import HookedChannel

log = logging.getLogger(__name__)


MOST_BYTES = 1024 * 1024
"""Of one update: the longest text of a platform, quoted in an answer, many times over."""


Find = Callable[[int, str], Awaitable[Channel | None]]
"""The channel of a commune by its name, if there is one."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """The channels that are called, found when they are, and how their messages are committed."""

    find: Find
    accept_for: Callable[[int, str], Accept]

    async def take(self, request: web.Request) -> web.Response:
        """One call of a platform; it may try with any method and no body."""
        commune_id, name = number(request.match_info["id"]), request.match_info["name"]
        channel = await self.find(commune_id, name)
        if not isinstance(channel, HookedChannel) or channel.webhook_url is None:
            return web.Response(status=404)
        if not request.can_read_body:
            return web.Response()
        told = request.headers.get(channel.webhook_header, "")
        if not hmac.compare_digest(_bytes(told), _bytes(channel.webhook_secret)):
            return web.Response(status=403)
        inbound = _readable(channel, await _bounded(request))
        if inbound is None:
            return web.Response()
        try:
            await self.accept_for(commune_id, name)(inbound)
        except Exception:
            log.exception("%s: a message could not be kept; it comes again", inbound.channel)
            return web.Response(status=503)
        return web.Response()


def _readable(channel: HookedChannel, body: bytes | None) -> Inbound | None:
    try:
        return channel.read(_object(body))
    except Exception as error:
        # Its text may be anybody's: only what went wrong is told.
        log.error("%s: an update is skipped: %s", channel.name, type(error).__name__)
        return None


class NotAnObject(ValueError):
    """The body of a call is too long, or no JSON object"""


def hook_route(hooks: Hooks) -> web.RouteDef:
    """Where all channels are called."""
    return web.route("*", f"{HOOKS}/{{id}}/{{name}}", hooks.take)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


async def _bounded(request: web.Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _object(body: bytes | None) -> dict[str, Any]:
    update = None if body is None else json.loads(body)
    if not isinstance(update, dict):
        raise NotAnObject
    return update
