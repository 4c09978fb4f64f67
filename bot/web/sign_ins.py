"""The page that shows where a person is signed in, and ends these sign-ins."""

from aiohttp import web

from bot.texts import sign_ins as texts
from bot.web.answers import positive_id
from bot.web.auth import commune_header, known_channel, known_speaker
from bot.web.pages import render_page
from bot.web.urls import SIGN_INS, PageUrls
from storage.web_session import end_sessions, sessions_of

routes = web.RouteTableDef()


@routes.get(SIGN_INS)
async def show_sign_ins(request: web.Request) -> web.Response:
    """Where the speaker is signed in, the latest used first."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    rows = await channel.transact(sessions_of, speaker.person_id, channel.now())
    return render_page(
        request,
        "sign_ins.html",
        speaker=speaker,
        commune=await commune_header(channel),
        playing=False,
        here=PageUrls({}, {}),
        rows=rows,
        words=texts,
        place=SIGN_INS,
    )


@routes.post(SIGN_INS)
async def end_sign_ins(request: web.Request) -> web.Response:
    """End the sign-in `id` of the speaker, or all without one; their open pages close."""
    speaker = await known_speaker(request)
    channel = await known_channel(request)
    named = (await request.post()).get("id")
    which = positive_id(str(named)) if named is not None else None
    await channel.transact(end_sessions, speaker.person_id, which)
    channel.notifier.notify(speaker.address)
    return web.Response(status=303, headers={"Location": SIGN_INS})
