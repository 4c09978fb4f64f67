"""Files that go out with answers: wished for in the answer's transaction, made before it is sent.

Who asks waits for no drawing and no transaction does; a file wished for before the process died is
made by the next one.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.queries.reader import Reader
from bot.sandbox.call import Call
from bot.sandbox.runner import run
from bot.texts import handouts as texts
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Handout, Outgoing, TemporaryError
from scheduler.ladder.office import NationalDays, Office, office_of
from storage.commune import Commune
from storage.database import Database, ScopedSession
from storage.handout import HandoutRow, forget_expired, handout

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)

FileWish = Mapping[str, Any]
"""What a file is made of, as JSON holds it; `maker` names who reads it."""


@dataclass(frozen=True, slots=True)
class MakerContext:
    """What a maker reads: a commune's session, and the office as of when the file was asked for."""

    session: ScopedSession
    office: Office
    now: datetime


Draw = Callable[[Call], Awaitable[bytes]]
"""Performs the call that draws a file; raises what goes wrong."""

FileLink = Callable[[HandoutRow], str]
"""The public address of a file; empty where nobody outside reaches us."""

Maker = Callable[[MakerContext, FileWish], Call]
"""Reads what a file needs, quickly, inside a transaction; the call draws outside of it."""


def hand_out(reader: Reader, name: str, kind: str, wish: FileWish, instead: str = "") -> Handout:
    """A file for the speaker, to go with the answer; it is made when the answer is sent."""
    forget_expired(reader.session, reader.now)
    row = HandoutRow(
        person_id=reader.actor.person_id,
        name=name,
        kind=kind,
        wish=dict(wish),
        secret=secrets.token_urlsafe(32),
        asked_at=reader.now,
        expires_at=reader.now + KEPT,
    )
    reader.session.add(row)
    reader.session.flush()
    return Handout(row.id, name, kind, instead)


class Handouts:
    """Makes what is wished for, one file at a time. `makers` go by their names in wishes."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        national: NationalDays,
        makers: Mapping[str, Maker],
        link: FileLink,
        draw: Draw = run,
    ) -> None:
        self._database = database
        self._clock = clock
        self._national = national
        self._makers = makers
        self._link_of = link
        self._draw = draw
        self._alone = asyncio.Lock()

    async def ready(self, commune_id: int, message: Outgoing) -> Outgoing:
        """The message with the content of its files, made if need be; without those that cannot
        be made, which it then names. Raises TemporaryError where the database does not answer.
        """
        if not message.handouts:
            return message
        made = [await self._ready(commune_id, each) for each in message.handouts]
        missing = [each.name for each in made if not each.content]
        blocks = (*message.blocks, *([texts.not_made(missing)] if missing else []))
        return replace(
            message, blocks=blocks, handouts=tuple(each for each in made if each.content)
        )

    async def _ready(self, commune_id: int, wished: Handout) -> Handout:
        try:
            async with self._alone:
                content = await self._content(commune_id, wished.id)
            link = await self._database.run(self._link, commune_id, wished)
        except SQLAlchemyError as error:
            raise TemporaryError(f"file {wished.id} is not made yet") from error
        return replace(wished, content=content, link=link)

    async def _content(self, commune_id: int, handout_id: int) -> bytes:
        found = await self._database.run(self._read, commune_id, handout_id)
        if isinstance(found, bytes):
            return found
        try:
            content = await self._draw(found)
        except Exception:
            log.exception("file %s cannot be made", handout_id)
            return b""
        await self._database.run(self._keep, commune_id, handout_id, content)
        return content

    def _read(self, commune_id: int, handout_id: int) -> bytes | Call:
        """The content, or the call that draws it; nothing for a file that is forgotten."""
        with self._database.commune(commune_id) as session:
            row = handout(session, handout_id, self._clock.now())
            if row is None:
                return b""
            if row.content is not None:
                return row.content
            commune = session.scalars(select(Commune)).one()
            office = office_of(session, commune, self._national, row.asked_at)
            return self._makers[row.wish["maker"]](
                MakerContext(session, office, row.asked_at), row.wish
            )

    def _keep(self, commune_id: int, handout_id: int, content: bytes) -> None:
        with self._database.commune(commune_id) as session:
            session.get_one(HandoutRow, handout_id).content = content

    def _link(self, commune_id: int, wished: Handout) -> str:
        with self._database.commune(commune_id) as session:
            row = session.get(HandoutRow, wished.id)
            return self._link_of(row) if row else ""
