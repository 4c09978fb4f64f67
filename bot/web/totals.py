"""The page of a city: its communes in numbers."""

from aiohttp import web

from bot.queries.totals import CommuneTotals, sum_totals, totals
from bot.texts import totals as texts
from bot.texts.board import moment
from bot.web.address import TOTALS, PageAddress
from bot.web.entrance import ENTRANCE, known_channel, known_speaker, whose
from bot.web.pages import page

routes = web.RouteTableDef()


@routes.get(TOTALS)
async def show(request: web.Request) -> web.Response:
    """Every commune of the city, whoever has most overdue first."""
    channel = await known_channel(request)
    found: list[CommuneTotals] = await channel.transact(totals, channel.now())
    entrance = request.app[ENTRANCE]
    return page(
        request,
        "totals.html",
        speaker=await known_speaker(request),
        commune=await whose(channel),
        playing=entrance.this_machine_only,
        here=PageAddress({}, entrance.carried(request)),
        found=found,
        whole=sum_totals(texts.ALL, found),
        words=texts,
        as_of=moment(channel.now()),
    )
