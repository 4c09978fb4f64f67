"""Whether the program is alive."""

from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(request: web.Request) -> web.Response:
    """The process answers; nothing else is asked."""
    return web.json_response({"status": "alive"})
