"""Whether the program is alive, whether it does its work, and what is counted of it."""

from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import update

from bot.web.entrance import ENTRANCE
from scheduler.metrics import INBOX, OUTBOX
from storage.commune import Pulse, pulse
from storage.database import Database
from storage.delivery import ready_count
from storage.inbound import unhandled_count

LATEST = timedelta(minutes=3)
"""A tick older than this is no work any more."""

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(request: web.Request) -> web.Response:
    """The process answers; nothing else is asked."""
    return web.json_response({"status": "alive"})


@routes.get("/readyz")
async def working(request: web.Request) -> web.Response:
    """The engine has looked lately, and the database takes what is written; 503 where not."""
    pages = request.app[ENTRANCE].pages
    database, now = pages.database, pages.now()
    try:
        ticked = await database.run(_touch, database)
    except Exception as error:
        return web.json_response({"status": "database", "why": type(error).__name__}, status=503)
    if ticked is None or now - ticked > LATEST:
        return web.json_response({"status": "no tick"}, status=503)
    return web.json_response({"status": "ready", "ticked_at": ticked.isoformat()})


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """For Prometheus; numbers only, of nobody in particular."""
    pages = request.app[ENTRANCE].pages
    await pages.database.run(_measure, pages.database, pages.now())
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _touch(database: Database) -> datetime | None:
    """Write to the database without changing it; when the engine last looked (UTC)."""
    with database.everything() as session:
        session.execute(update(Pulse).values(clock=Pulse.clock))
        return pulse(session).ticked_at


def _measure(database: Database, now: datetime) -> None:
    with database.everything() as session:
        INBOX.set(unhandled_count(session))
        OUTBOX.set(ready_count(session, now).count)
