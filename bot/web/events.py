"""The live page: server-sent events that go on from the last one the page has."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.web.answers import number
from bot.web.chat import as_shown
from bot.web.entrance import CHANNEL, ENTRANCE, Speaker, known_speaker
from storage.web_message import PAGE, page

KEEP_ALIVE: web.AppKey[float] = web.AppKey("KEEP_ALIVE", float)
"""Seconds of silence after which the line, and the right to listen, are tried."""

RETRY = b"retry: 2000\n\n"

routes = web.RouteTableDef()


@routes.get("/events")
async def events(request: web.Request) -> web.StreamResponse:
    """Messages after the last one the page has (the newest, if it has none), then live."""
    speaker = await known_speaker(request)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    with suppress(ConnectionError):
        await response.write(RETRY)
        await _follow(request, response, speaker)
    return response


async def _follow(request: web.Request, response: web.StreamResponse, speaker: Speaker) -> None:
    bell, entrance = request.app[CHANNEL].bell, request.app[ENTRANCE]
    last = _last_seen(request)
    with bell.listening(entrance.hears(speaker)) as rung:
        last, sent = await _catch_up(request, response, speaker, last)
        await response.write(_event("ready", {"earlier": sent >= PAGE}))
        while not bell.closed:
            if (news := await entrance.news()) is not None:
                await response.write(_event("news", news))
            if not await _rung(rung, request.app[KEEP_ALIVE]):
                await response.write(b":\n\n")
                if await entrance.speaker(request) is None:
                    await response.write(_event("over", {}))
                    return
            rung.clear()
            last, _ = await _catch_up(request, response, speaker, last)


async def _catch_up(
    request: web.Request, response: web.StreamResponse, speaker: Speaker, last: int
) -> tuple[int, int]:
    """Write what is newer than `last`; the newest id now, and how many were written."""
    sent = 0
    while True:
        rows = await request.app[CHANNEL].transact(page, speaker.address, last)
        for row in rows:
            await response.write(_event("message", as_shown(row), row.id))
        sent += len(rows)
        if rows:
            last = rows[-1].id
        if len(rows) < PAGE:
            return last, sent


async def _rung(rung: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await rung.wait()
    return False


def _last_seen(request: web.Request) -> int:
    return number(request.headers.get("Last-Event-ID") or request.query.get("after"))


def _event(name: str, body: dict[str, Any], event_id: int | None = None) -> bytes:
    head = "" if event_id is None else f"id: {event_id}\n"
    return f"{head}event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()
