"""The web chat: each person's page is kept in the database and shown live by `bot.web`."""

import asyncio
import logging
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.channels.splitting import split
from bot.language.secrecy import is_marked
from bot.texts.refusals import WITHHELD
from bot.web.bell import Bell
from scheduler.channel import (
    Accept,
    Capabilities,
    Inbound,
    Outgoing,
    Pace,
    PermanentError,
    Receipt,
)
from scheduler.message_json import decode, encode
from storage.database import Database, ScopedSession
from storage.person import Person
from storage.web_message import WebMessage, hold_pages, mark_taken, message_on_page, not_taken, said

PREFIX = "person:"
MOST_DIGITS = 18
PATIENCE = 1.0
"""Seconds before the inbox is tried again."""

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class NoSuchButton(Exception):
    """The page never showed that button"""


@dataclass(frozen=True, slots=True)
class Line:
    """What a person typed, or the button they pressed on an earlier message.

    `key` is the page's own id of it: a line that comes again under the same key is the same line.
    """

    key: str
    text: str = ""
    press: str | None = None
    message_id: int | None = None


def address_of(person_id: int) -> str:
    """The address of a person's page."""
    return f"{PREFIX}{person_id}"


def person_of(address: str) -> int | None:
    """Whose page an address is; None for what is no such address."""
    digits = address.removeprefix(PREFIX)
    if not address.startswith(PREFIX) or not digits.isdecimal() or len(digits) > MOST_DIGITS:
        return None
    return int(digits)


def _persons(addresses: Iterable[str]) -> list[int]:
    return [found for found in map(person_of, addresses) if found is not None]


class WebChannel:
    """The channel whose platform is this program itself. `now` tells the moment, aware; `url` is
    where the office opens the page.
    """

    name = "web"
    capabilities = Capabilities(
        text_limit=20_000, buttons=True, edits=False, pace=Pace(math.inf, math.inf, math.inf)
    )

    def __init__(
        self,
        database: Database,
        commune_id: int,
        now: Callable[[], datetime],
        patience: float = PATIENCE,
        url: str = "",
        outside: str = "",
    ) -> None:
        self.capabilities = replace(self.capabilities, opened_at=url, reached_at=outside)
        self.now = now
        self.bell = Bell()
        self._database = database
        self._commune_id = commune_id
        self._patience = patience
        self._said = asyncio.Event()

    @property
    def database(self) -> Database:
        """Where all pages are kept."""
        return self._database

    async def transact(
        self, work: Callable[Concatenate[ScopedSession, P], T], *args: P.args, **options: P.kwargs
    ) -> T:
        """Do database work of the commune in one transaction, off the event loop."""

        def whole() -> T:
            with self._database.commune(self._commune_id) as session:
                return work(session, *args, **options)

        return await self._database.run(whole)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Put a message on a page; whoever has it open sees it at once."""
        [became] = await self.transact(self.keep, [(address, message)], self.now())
        if isinstance(became, PermanentError):
            raise became
        self.kept([address])
        return became

    def keep(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        """Put messages on pages, in order, within a transaction of the commune."""
        held = hold_pages(session, _persons(address for address, _ in posted))
        written = [
            _written(session, address, self._pieces(message), now)
            if person_of(address) in held
            else []
            for address, message in posted
        ]
        session.flush()
        return [
            Receipt(str(rows[0].id), len(rows))
            if rows
            else PermanentError(f"nobody at {address!r}")
            for (address, _), rows in zip(posted, written, strict=True)
        ]

    def _pieces(self, message: Outgoing) -> tuple[Outgoing, ...]:
        *earlier, last = split(message, self.capabilities.text_limit)
        return (*earlier, replace(last, handouts=message.handouts))

    def kept(self, addresses: Iterable[str]) -> None:
        """Whoever has these pages open sees what the transaction put there."""
        for address in addresses:
            self.bell.ring(address)

    async def say(self, address: str, line: Line) -> None:
        """Keep a line of a page; it is shown there, and safe, when this returns.

        A line that comes again under its key is left as it is. Raises NoSuchButton.
        """
        await self.transact(_keep_line, address, line, self.now())
        self.bell.ring(address)
        self._said.set()

    async def receive(self, accept: Accept) -> None:
        """Hand the kept lines to the inbox, in order, until cancelled; then those of an earlier
        process too. What the inbox cannot take now stays and comes again.
        """
        while True:
            self._said.clear()
            try:
                for message_id, inbound in await self.transact(_lines):
                    await accept(inbound)
                    await self.transact(mark_taken, message_id, self.now())
            except Exception:
                log.exception("A line of the web chat could not be taken; it comes again")
                await asyncio.sleep(self._patience)
            else:
                await self._said.wait()

    async def acknowledge(self, inbound: Inbound) -> None:
        """The page shows a press by itself."""

    async def close(self) -> None:
        """Let the open pages go."""
        self.bell.close()


def _written(
    session: ScopedSession, address: str, pieces: Iterable[Outgoing], now: datetime
) -> list[WebMessage]:
    rows = [
        WebMessage(address=address, incoming=False, body=encode(piece), at=now) for piece in pieces
    ]
    session.add_all(rows)
    return rows


def _keep_line(session: ScopedSession, address: str, line: Line, now: datetime) -> None:
    if not hold_pages(session, _persons([address])):
        raise PermanentError(f"nobody at {address!r}")
    if said(session, address, line.key) is None:
        body = _pressed(session, address, line) if line.press else _typed(line.text)
        session.add(WebMessage(address=address, incoming=True, key=line.key, body=body, at=now))


def _typed(text: str) -> dict[str, Any]:
    """A line as the page keeps it: of one that is marked secret, only why it is not there."""
    return {"text": WITHHELD, "withheld": True} if is_marked(text) else {"text": text}


def _pressed(session: ScopedSession, address: str, line: Line) -> dict[str, Any]:
    shown = message_on_page(session, address, line.message_id or 0)
    if shown is None or shown.incoming:
        raise NoSuchButton
    for row in decode(shown.body).buttons:
        for button in row:
            if button.id == line.press:
                return {"text": button.label, "press": button.id, "message": shown.id}
    raise NoSuchButton


def _lines(session: ScopedSession) -> list[tuple[int, Inbound]]:
    return [(row.id, _inbound(session, row)) for row in not_taken(session)]


def _inbound(session: ScopedSession, row: WebMessage) -> Inbound:
    person = session.get_one(Person, person_of(row.address))
    press, message = row.body.get("press"), row.body.get("message")
    withheld = bool(row.body.get("withheld"))
    return Inbound(
        channel=WebChannel.name,
        platform_id=f"{row.address}:{row.key}",
        address=row.address,
        at=row.at,
        text="" if press or withheld else row.body["text"],
        withheld=withheld,
        press=press,
        reply_to=str(message) if message else None,
        sender_name=person.name,
    )
