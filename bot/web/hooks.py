"""Where platforms hand in what people wrote: told apart from anybody else by a secret header.

A call is answered 200 only when its message is committed, so that the platform gives it again
until then. What cannot be read would come again for ever: it is answered 200, too, and logged
without its words.
"""

import hmac
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from scheduler.abilities import HookedChannel
from scheduler.channel import Accept, Channel, Inbound

log = logging.getLogger(__name__)

HOOKS = "/hooks"
"""What every path here begins with; no page of the site does."""

MOST_BYTES = 1024 * 1024
"""Of one update: the longest text of a platform, quoted in an answer, many times over."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One channel that is called, and how its messages are committed."""

    commune_id: int
    channel: HookedChannel
    accept: Accept

    async def take(self, request: web.Request) -> web.Response:
        """One call of the platform."""
        if not request.can_read_body:
            return web.Response()
        told = request.headers.get(self.channel.webhook_header, "")
        if not hmac.compare_digest(_bytes(told), _bytes(self.channel.webhook_secret)):
            return web.Response(status=403)
        inbound = self._readable(await _bounded(request))
        if inbound is not None:
            try:
                await self.accept(inbound)
            except Exception:
                log.exception("%s: a message could not be kept; it comes again", inbound.channel)
                return web.Response(status=503)
        return web.Response()

    def _readable(self, body: bytes | None) -> Inbound | None:
        try:
            return self.channel.read(_object(body))
        except Exception as error:
            # Its text may be anybody's: only what went wrong is told.
            log.error("%s: an update is skipped: %s", self.channel.name, type(error).__name__)
            return None


class NotAnObject(ValueError):
    """The body of a call is too long, or no JSON object"""


def hook_path(commune_id: int, name: str) -> str:
    """Where a commune's channel of that name is called."""
    return f"{HOOKS}/{commune_id}/{name}"


def hook_routes(hooks: Iterable[Hook]) -> list[web.AbstractRouteDef]:
    """The routes of these channels; a platform may try them with any method and no body."""
    return [
        web.route("*", hook_path(hook.commune_id, hook.channel.name), hook.take) for hook in hooks
    ]


def hooked(channels: Mapping[tuple[int, str], Channel]) -> Iterable[tuple[int, HookedChannel]]:
    """The channels that wait to be called, with their communes."""
    for (commune_id, _), channel in channels.items():
        if isinstance(channel, HookedChannel) and channel.webhook_url is not None:
            yield commune_id, channel


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
