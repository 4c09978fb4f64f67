"""One address for the test servers of several bots, chosen by token."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import ClientError, ClientSession, web


@asynccontextmanager
async def front(servers: Mapping[str, str]) -> AsyncIterator[str]:
    """The address; `servers` are those behind it, by the tokens of their bots."""
    app = web.Application()
    async with ClientSession() as session:

        async def call(request: web.Request) -> web.Response:
            token = request.match_info["token"]
            if token not in servers:
                return web.json_response({"ok": False, "error_code": 401}, status=401)
            asked = await request.read()
            url = f"{servers[token]}{request.path_qs}"
            kind = {"Content-Type": request.headers.get("Content-Type", "application/json")}
            try:
                async with session.request(request.method, url, data=asked, headers=kind) as answer:
                    body, status = await answer.read(), answer.status
            except ClientError:
                return web.Response(status=502)
            return web.Response(body=body, status=status, content_type="application/json")

        app.router.add_route("*", "/bot{token}/{method}", call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
