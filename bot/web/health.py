"""Routes for monitoring: liveness, readiness and Prometheus metrics."""

from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import update

from bot.web.auth import AUTH_MODE
from scheduler.metrics import INBOX, OUTBOX
from storage.commune import ProgramClock, program_clock
from storage.database import Database
from storage.delivery import ready_count
from storage.inbound import unhandled_count

MAX_TICK_AGE = timedelta(minutes=3)
"""With an older last tick of the engine the program is not ready."""

routes = web.RouteTableDef()


@routes.get("/healthz")
async def liveness(request: web.Request) -> web.Response:
    """Liveness: the process answers; nothing else is checked."""
    return web.json_response({"status": "alive"})


@routes.get("/readyz")
async def readiness(request: web.Request) -> web.Response:
    """Readiness: 200 if the engine ticked lately and the database accepts writes, else 503."""
    pages = request.app[AUTH_MODE].pages
    database, now = pages.database, pages.now()
    try:
        ticked = await database.run(_touch, database)
    except Exception as error:
        return web.json_response({"status": "database", "why": type(error).__name__}, status=503)
    if ticked is None or now - ticked > MAX_TICK_AGE:
        return web.json_response({"status": "no tick"}, status=503)
    return web.json_response({"status": "ready", "ticked_at": ticked.isoformat()})


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Metrics in Prometheus' text format; counts only, no personal data."""
    pages = request.app[AUTH_MODE].pages
    await pages.database.run(_measure, pages.database, pages.now())
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _touch(database: Database) -> datetime | None:
    """Test that the database accepts a write; returns the engine's last tick (aware UTC)."""
    with database.everything() as session:
        session.execute(update(ProgramClock).values(clock=ProgramClock.clock))
        return program_clock(session).ticked_at


def _measure(database: Database, now: datetime) -> None:
    with database.everything() as session:
        INBOX.set(unhandled_count(session))
        OUTBOX.set(ready_count(session, now).count)
