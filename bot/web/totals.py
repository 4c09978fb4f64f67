"""The page of a city: counts of its communes."""

from aiohttp import web

from bot.queries.totals import CommuneTotals, sum_totals, totals
from bot.texts import totals as texts
from bot.texts.board import moment
from bot.web.auth import AUTH_MODE, commune_header, known_channel, known_speaker
from bot.web.pages import render_page
from bot.web.urls import TOTALS, PageUrls

routes = web.RouteTableDef()


@routes.get(TOTALS)
async def show_totals(request: web.Request) -> web.Response:
    """Show the counts of each commune of the city, most overdue work first."""
    channel = await known_channel(request)
    found: list[CommuneTotals] = await channel.transact(totals, channel.now())
    auth_mode = request.app[AUTH_MODE]
    return render_page(
        request,
        "totals.html",
        speaker=await known_speaker(request),
        commune=await commune_header(channel),
        playing=auth_mode.local_only,
        here=PageUrls({}, auth_mode.url_parameters(request)),
        found=found,
        whole=sum_totals(texts.ALL, found),
        words=texts,
        as_of=moment(channel.now()),
    )
