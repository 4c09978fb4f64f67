"""Routes for files sent with messages: in a session, and by a secret URL for a few days."""

import hmac
from datetime import datetime, timedelta
from urllib.parse import quote

from aiohttp import web

from bot.channels.web_input import PICTURES
from bot.texts import web as texts
from bot.web.answers import RequestRefused, positive_id
from bot.web.auth import AUTH_MODE, known_channel, known_speaker
from storage.database import Database
from storage.handout import HandoutRow, handout

SHARED = "/shared"
"""Path prefix of every public URL; no page of the site has it."""

LINK_LIFETIME = timedelta(days=3)
"""How long a public URL works after the file was requested."""

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

routes = web.RouteTableDef()


def shared_path(row: HandoutRow) -> str:
    return f"{SHARED}/{row.id}/{row.secret}/{quote(row.name)}"


@routes.get("/files/{id}")
async def send_own_file(request: web.Request) -> web.Response:
    """A file sent to the signed-in person."""
    speaker, channel = await known_speaker(request), await known_channel(request)
    asked = positive_id(request.match_info["id"])
    row = await channel.transact(handout, asked, channel.now())
    if row is None or row.person_id != speaker.person_id or row.content is None:
        raise RequestRefused(404, texts.NO_SUCH_FILE)
    return file_response(row.name, row.kind, row.content)


@routes.get(SHARED + "/{id}/{secret}/{name}")
async def send_shared_file(request: web.Request) -> web.Response:
    """A file by its secret URL; 404 once it expired."""
    pages = request.app[AUTH_MODE].pages
    now, asked = pages.now(), positive_id(request.match_info["id"])
    row = await pages.database.run(_handout, pages.database, asked, now)
    secret = request.match_info["secret"].encode(errors="surrogateescape")
    known = hmac.compare_digest(secret, (row.secret if row else "").encode())
    if row is None or not known or row.content is None or now > row.asked_at + LINK_LIFETIME:
        return web.Response(status=404)
    response = file_response(row.name, row.kind, row.content)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _handout(database: Database, asked: int, now: datetime) -> HandoutRow | None:
    """A file of any commune: a request with a secret URL belongs to no commune yet."""
    with database.everything() as session:
        return handout(session, asked, now)


def file_response(name: str, kind: str, content: bytes) -> web.Response:
    """The response for a file: a picture is shown in the browser, another file is downloaded."""
    mode = "inline" if kind in PICTURES else "attachment"
    disposition = f"{mode}; filename*=UTF-8''{quote(name)}"
    return web.Response(
        body=content, content_type=TYPES[kind], headers={"Content-Disposition": disposition}
    )
