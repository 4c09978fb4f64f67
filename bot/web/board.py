"""The board: lists, matrix, gauges and weeks of a commune, and the history of each milestone.

Who may see all sees the whole commune; an official sees the same page of their own work.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import select

from bot.queries.board import Board, FilterChoices, board, filter_choices
from bot.queries.dossier import Dossier, dossier
from bot.queries.history import evidence_of
from bot.queries.lists import is_visible
from bot.queries.reader import Reader
from bot.texts import board as texts
from bot.texts import cards, charts, days, filing, items
from bot.texts import lists as list_texts
from bot.texts import why as why_texts
from bot.web.access import ACTOR
from bot.web.answers import RequestRefused, positive_id
from bot.web.auth import AUTH_MODE, commune_header, known_channel, known_speaker
from bot.web.files import TYPES
from bot.web.pages import render_page
from bot.web.urls import BOARD, BoardQuery, PageUrls, parse_query
from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import NationalDays, office_of
from scheduler.work.change import Actor
from storage.commune import Commune
from storage.database import ScopedSession
from storage.evidence_files import FileChanged, FileMissing, read_content
from storage.milestone import Milestone, find_milestones

T = TypeVar("T")

log = logging.getLogger(__name__)

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class BoardContext:
    """What the board needs beside the database: national days, and the folder of evidence files."""

    national: NationalDays = NationalDays()
    evidence: Path | None = None


BOARD_CONTEXT = web.AppKey("BOARD_CONTEXT", BoardContext)

WORDS = {
    "cards": cards,
    "charts": charts,
    "days": days,
    "filing": filing,
    "items": items,
    "lists": list_texts,
    "words": texts,
    "why": why_texts,
}
"""The modules of texts that the templates use, by their name there."""


@routes.get(BOARD)
async def show_board(request: web.Request) -> web.Response:
    """The board, filtered as its address says; unreadable filters are reported."""
    found, there, seen = await _ask(request, _board, dict(request.query))
    here = PageUrls(found.filters, _carried(request))
    status = 422 if found.problems else 200
    return await _page(
        request, "board.html", status, here=here, sought=found, choices=there, board=seen
    )


@routes.get(BOARD + "/{number}")
async def show_item(request: web.Request) -> web.Response:
    asked = positive_id(request.match_info["number"])
    seen = await _ask(request, _dossier, asked)
    if seen is None:
        raise RequestRefused(404, texts.NO_SUCH_ITEM.format(number=asked))
    here = PageUrls({}, _carried(request))
    return await _page(request, "board_item.html", 200, here=here, dossier=seen)


@routes.get(BOARD + "/{number}/files/{id}")
async def fetch_evidence(request: web.Request) -> web.Response:
    """Send an evidence file as a download; the browser never shows it within the site.

    Refused if its content has changed since it was stored.
    """
    asked, evidence_id = (positive_id(request.match_info[name]) for name in ("number", "id"))
    found = await _ask(request, _evidence, asked, evidence_id)
    folder = request.app[BOARD_CONTEXT].evidence
    if found is None or folder is None:
        raise RequestRefused(404, texts.NO_SUCH_FILE)
    try:
        content = await asyncio.to_thread(read_content, folder, found.hash)
    except FileMissing as error:
        raise RequestRefused(404, texts.FILE_MISSING) from error
    except FileChanged as error:
        log.error("evidence %s is not what was stored", found.hash)
        raise RequestRefused(404, texts.FILE_CHANGED) from error
    return web.Response(
        body=content,
        content_type=TYPES.get(found.kind, "application/octet-stream"),
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"},
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A stored evidence file; `name` is the one to save it under."""

    hash: str
    kind: str
    name: str


async def _ask(request: web.Request, work: Callable[..., T], *args: Any) -> T:
    """Read with the rights of the signed-in person, in one transaction."""
    channel = await known_channel(request)
    reading = (request[ACTOR], request.app[BOARD_CONTEXT].national, channel.now())
    return await channel.transact(_read, reading, work, *args)


def _read(
    session: ScopedSession,
    reading: tuple[Actor, NationalDays, datetime],
    work: Callable[..., T],
    *args: Any,
) -> T:
    actor, national, now = reading
    commune = session.scalars(select(Commune)).one()
    return work(Reader(session, office_of(session, commune, national, now), actor, now), *args)


def _board(reader: Reader, query: Mapping[str, str]) -> tuple[BoardQuery, FilterChoices, Board]:
    found = parse_query(reader, query)
    return found, filter_choices(reader), board(reader, found.wanted, found.asked, found.page)


def _dossier(reader: Reader, asked: int) -> Dossier | None:
    milestone = _seen(reader, asked)
    return dossier(reader, milestone) if milestone is not None else None


def _evidence(reader: Reader, asked: int, evidence_id: int) -> _File | None:
    milestone = _seen(reader, asked)
    row = evidence_of(reader, milestone, evidence_id) if milestone is not None else None
    if row is None or row.hash is None:
        return None
    return _File(row.hash, row.kind or "", row.name or f"{row.hash[:12]}.{row.kind}")


def _seen(reader: Reader, asked: int) -> Milestone | None:
    found = find_milestones(reader.session, is_visible(reader), Milestone.number == asked)
    return next(iter(found), None)


def _carried(request: web.Request) -> Mapping[str, str]:
    return request.app[AUTH_MODE].url_parameters(request)


async def _page(request: web.Request, template: str, status: int, **values: object) -> web.Response:
    """A page of the board; adds the values that each of its templates needs."""
    channel = await known_channel(request)
    now = channel.now()
    return render_page(
        request,
        template,
        status,
        speaker=await known_speaker(request),
        commune=await commune_header(channel),
        playing=request.app[AUTH_MODE].local_only,
        now=now,
        today=local_day(now),
        **WORDS,
        **values,
    )
