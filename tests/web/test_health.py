"""Monitoring from outside: liveness, readiness, metrics, ping."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from sqlalchemy import text

from bot.web.ping import keep_pinging
from scheduler.calendar.clock import RealClock
from storage.commune import program_clock
from tests.web.world import Commons


async def get(url: str) -> tuple[int, str]:
    def fetch() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    return await asyncio.to_thread(fetch)


async def status(url: str) -> tuple[int, str]:
    code, body = await get(url + "readyz")
    return code, json.loads(body)["status"]


async def test_ready_while_the_last_tick_is_recent(office: str, commons: Commons) -> None:
    assert await status(office) == (503, "no tick")
    with commons.database.everything() as session:
        program_clock(session).ticked_at = commons.hand.moment
    assert await status(office) == (200, "ready")
    commons.hand.moment += timedelta(minutes=4)
    assert await status(office) == (503, "no tick")
    assert (await get(office + "healthz"))[0] == 200


async def test_not_ready_when_the_database_fails(office: str, commons: Commons) -> None:
    with commons.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE pulse")
    assert await status(office) == (503, "database")


async def test_the_readiness_check_does_not_change_the_pulse(office: str, commons: Commons) -> None:
    with commons.database.everything() as session:
        program_clock(session).ticked_at = commons.hand.moment
        before = session.execute(text("SELECT * FROM pulse")).all()
    await status(office)
    with commons.database.everything() as session:
        assert session.execute(text("SELECT * FROM pulse")).all() == before


async def test_metrics_name_nobody(office: str, commons: Commons) -> None:
    code, body = await get(office + "metrics")
    assert code == 200
    for name in ("due", "sent", "failed", "inbox_depth", "outbox_depth", "tick_seconds"):
        assert f"nhacviec_{name}" in body
    assert not any(post in body for post in commons.people)


@pytest.fixture
async def watchman() -> AsyncIterator[tuple[str, list[str]]]:
    """Records its calls, and answers with an error."""
    called: list[str] = []

    async def call(request: web.Request) -> web.Response:
        called.append(request.path)
        return web.Response(status=500)

    app = web.Application()
    app.router.add_get("/{rest:.*}", call)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/secret-path", called
    await runner.cleanup()


async def test_the_ping_is_sent_once_a_tick_and_its_url_not_logged(
    watchman: tuple[str, list[str]],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.web.ping.INTERVAL", 0.02)
    address, called = watchman
    now = RealClock().now()
    ticks = [None, now, now, now + timedelta(seconds=1)]
    asked = asyncio.Event()

    def ticked() -> datetime | None:
        if len(ticks) == 1:
            asked.set()
        return ticks.pop(0) if len(ticks) > 1 else ticks[0]

    task = asyncio.create_task(keep_pinging(address, ticked))
    await asyncio.wait_for(asked.wait(), 5)
    await asyncio.sleep(0.1)
    task.cancel()
    assert called == ["/secret-path"] * 2
    assert "500" in caplog.text
    assert "secret-path" not in caplog.text
