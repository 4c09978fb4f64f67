"""Files sent with answers: a wish is stored in the answer's transaction, the file is made when the
answer is sent.

So no person and no transaction waits for a file to be drawn, and a wish survives a restart.
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
from storage.handout import HandoutRow, delete_expired_handouts, handout

log = logging.getLogger(__name__)

LIFETIME = timedelta(days=30)

FileWish = Mapping[str, Any]
"""The JSON parameters of a file; `maker` names the maker that reads them."""


@dataclass(frozen=True, slots=True)
class MakerContext:
    """A maker's context: a session of the commune, and the office at the time of the wish (UTC)."""

    session: ScopedSession
    office: Office
    now: datetime


Draw = Callable[[Call], Awaitable[bytes]]
"""Runs the call that draws a file; any exception means it could not be drawn."""

FileLink = Callable[[HandoutRow], str]
"""The public URL of a file; "" if the site is not reachable from outside."""

Maker = Callable[[MakerContext, FileWish], Call]
"""Reads a file's data in a transaction; the returned call draws the file outside of it."""


def request_file(
    reader: Reader,
    name: str,
    kind: str,
    wish: FileWish,
    instead: str = "",
    until: datetime | None = None,
) -> Handout:
    """Store the wish for a file that goes with the answer to the reader.

    `kind`: the file's extension; `instead`: the same in words, for channels that cannot show it.
    It is kept for LIFETIME, or until a moment (UTC).
    """
    delete_expired_handouts(reader.session, reader.now)
    row = HandoutRow(
        person_id=reader.actor.person_id,
        name=name,
        kind=kind,
        wish=dict(wish),
        secret=secrets.token_urlsafe(32),
        asked_at=reader.now,
        expires_at=until or reader.now + LIFETIME,
    )
    reader.session.add(row)
    reader.session.flush()
    return Handout(row.id, name, kind, instead)


class Handouts:
    """Makes the wished files, one at a time. `makers`: by the name in the wish."""

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
        self._one_at_a_time = asyncio.Lock()

    async def fill(self, commune_id: int, message: Outgoing) -> Outgoing:
        """The message with the content of its files, which are made now if needed.

        A file that cannot be made is dropped and named in the text. Raises TemporaryError if the
        database does not answer.
        """
        if not message.handouts:
            return message
        made = [await self._fill(commune_id, each) for each in message.handouts]
        missing = [each.name for each in made if not each.content]
        blocks = (*message.blocks, *([texts.not_made(missing)] if missing else []))
        return replace(
            message, blocks=blocks, handouts=tuple(each for each in made if each.content)
        )

    async def _fill(self, commune_id: int, wished: Handout) -> Handout:
        try:
            async with self._one_at_a_time:
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
        await self._database.run(self._store, commune_id, handout_id, content)
        return content

    def _read(self, commune_id: int, handout_id: int) -> bytes | Call:
        """The stored content, else the call that draws it; b"" for an expired file."""
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

    def _store(self, commune_id: int, handout_id: int, content: bytes) -> None:
        with self._database.commune(commune_id) as session:
            session.get_one(HandoutRow, handout_id).content = content

    def _link(self, commune_id: int, wished: Handout) -> str:
        with self._database.commune(commune_id) as session:
            row = session.get(HandoutRow, wished.id)
            return self._link_of(row) if row else ""
