"""Routes of the chat page: read earlier messages, send one, mark messages as read."""

import uuid
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.channels.web import WebChannel
from bot.channels.web_input import (
    COMMUNE_QUOTA,
    FILE_LIFETIME,
    NoSuchButton,
    Upload,
    UploadsFull,
    WebInput,
)
from bot.language.text.letters import clean
from bot.texts import days, filing
from bot.texts import web as texts
from bot.web.answers import RequestRefused, json_body, positive_id
from bot.web.auth import PageUser, known_channel, known_speaker
from bot.web.uploads import read_form
from scheduler.calendar.working_time import local_day
from storage.web_message import PAGE, WebMessage, earlier_page_messages, mark_read

MAX_TEXT = 4_000
"""Characters of one message."""

routes = web.RouteTableDef()


def message_json(row: WebMessage) -> dict[str, Any]:
    """One message as JSON for the page; the words a button stands for are left out."""
    shown: dict[str, Any] = {
        "id": row.id,
        "mine": row.incoming,
        "at": row.at.isoformat(),
        "day": days.dated(local_day(row.at)),
        "time": texts.time_of_day(row.at),
    }
    if row.incoming:
        files = [
            {"ref": file["ref"], "name": file["name"], "size": filing.size_in_words(file["size"])}
            for file in row.body.get("files", ())
        ]
        said = {name: value for name, value in row.body.items() if name != "sign_in"}
        return shown | {"key": row.key, **said, "files": files}
    buttons = [
        [{"label": button["label"], "id": button["id"]} for button in buttons]
        for buttons in row.body["buttons"]
    ]
    return shown | {
        "blocks": row.body["blocks"],
        "buttons": buttons,
        "handouts": row.body.get("handouts", []),
    }


@routes.get("/messages")
async def earlier_messages(request: web.Request) -> web.Response:
    """Messages with ids below `before`, one page of them."""
    speaker = await known_speaker(request)
    before = positive_id(request.query.get("before"))
    channel = await known_channel(request)
    rows = await channel.transact(earlier_page_messages, speaker.address, before)
    return web.json_response(
        {"messages": [message_json(row) for row in rows], "earlier": len(rows) == PAGE}
    )


@routes.post("/messages")
async def post_message(request: web.Request) -> web.Response:
    """Store a text, files or a button press; answers 202 once it is committed."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    if request.content_type == "multipart/form-data":
        async with read_form(request, speaker) as form:
            given = replace(_web_input(*form), sign_in=speaker.sign_in)
            await _say(channel, speaker, given)
    else:
        given = replace(_web_input(await json_body(request)), sign_in=speaker.sign_in)
        await _say(channel, speaker, given)
    return web.json_response({"key": given.key}, status=202)


async def _say(channel: WebChannel, speaker: PageUser, given: WebInput) -> None:
    try:
        await channel.take_input(speaker.address, given)
    except NoSuchButton as error:
        raise RequestRefused(404, texts.NO_SUCH_BUTTON) from error
    except UploadsFull as error:
        raise RequestRefused(413, texts.uploads_full(COMMUNE_QUOTA, FILE_LIFETIME)) from error


@routes.post("/read")
async def mark_as_read(request: web.Request) -> web.Response:
    """Mark the messages up to the id `upto` as read."""
    speaker = await known_speaker(request)
    upto = positive_id((await json_body(request)).get("upto"))
    channel = await known_channel(request)
    await channel.transact(mark_read, speaker.address, upto, channel.now())
    channel.notifier.notify(speaker.address)
    return web.json_response({})


def _web_input(body: dict[str, Any], files: tuple[Upload, ...] = ()) -> WebInput:
    try:
        key = str(uuid.UUID(body.get("key")))
    except (TypeError, ValueError, AttributeError) as error:
        raise RequestRefused(400, texts.NOT_UNDERSTOOD) from error
    press = body.get("press")
    if press:
        return WebInput(key, press=str(press), message_id=positive_id(body.get("message")))
    text = clean(str(body.get("text", ""))).strip()
    if not text and not files:
        raise RequestRefused(422, texts.NOTHING_TO_SEND)
    if len(text) > MAX_TEXT:
        raise RequestRefused(422, texts.TOO_LONG)
    return WebInput(key, text, files=files)
