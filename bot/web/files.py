"""Files that went out: to their person under the session, to anybody under an address that cannot
be guessed and soon leads nowhere.
"""

import hmac
from datetime import datetime, timedelta
from urllib.parse import quote

from aiohttp import web

from bot.channels.web_input import PICTURES
from bot.texts import web as texts
from bot.web.answers import RequestRefused, number
from bot.web.entrance import ENTRANCE, known_channel, known_speaker
from storage.database import Database
from storage.handout import HandoutRow, handout

SHARED = "/shared"
"""What every public address begins with; no page of the site does."""

LINKED = timedelta(days=3)
"""How long a public address leads somewhere, from when the file was asked for."""

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
    """The public address of a file, below the site's."""
    return f"{SHARED}/{row.id}/{row.secret}/{quote(row.name)}"


@routes.get("/files/{id}")
async def own_file(request: web.Request) -> web.Response:
    """A file of the person whose page is open."""
    speaker, channel = await known_speaker(request), await known_channel(request)
    asked = number(request.match_info["id"])
    row = await channel.transact(handout, asked, channel.now())
    if row is None or row.person_id != speaker.person_id or row.content is None:
        raise RequestRefused(404, texts.NO_SUCH_FILE)
    return answer(row.name, row.kind, row.content)


@routes.get(SHARED + "/{id}/{secret}/{name}")
async def shared_file(request: web.Request) -> web.Response:
    """A file for whoever has its address, as long as that lasts."""
    pages = request.app[ENTRANCE].pages
    now, asked = pages.now(), number(request.match_info["id"])
    row = await pages.database.run(_of_any, pages.database, asked, now)
    told = request.match_info["secret"].encode(errors="surrogateescape")
    known = hmac.compare_digest(told, (row.secret if row else "").encode())
    if row is None or not known or row.content is None or now > row.asked_at + LINKED:
        return web.Response(status=404)
    response = answer(row.name, row.kind, row.content)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _of_any(database: Database, asked: int, now: datetime) -> HandoutRow | None:
    """A file of whichever commune: who comes with its secret is nobody's in particular."""
    with database.everything() as session:
        return handout(session, asked, now)


def answer(name: str, kind: str, content: bytes) -> web.Response:
    """A file, looked at if it is a picture and else saved."""
    how = "inline" if kind in PICTURES else "attachment"
    named = f"{how}; filename*=UTF-8''{quote(name)}"
    return web.Response(
        body=content, content_type=TYPES[kind], headers={"Content-Disposition": named}
    )
