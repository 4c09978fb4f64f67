"""The web chat: each person's page is kept in the database and shown live by `bot.web`."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from bot.channels.bell import Bell
from bot.channels.splitting import split
from bot.channels.web_lines import (
    NAME,
    TypedLine,
    keep_line,
    person_of,
    persons_of,
)
from bot.channels.web_receiving import PATIENCE, Lines
from scheduler.delivery.channel import (
    AcceptInbound,
    Capabilities,
    FileTooBig,
    Inbound,
    Outgoing,
    PermanentError,
    RateLimit,
    Receipt,
)
from scheduler.delivery.message_json import encode
from storage.database import Database, ScopedSession
from storage.page_notices import announce_pages
from storage.web_file import web_file
from storage.web_message import WebMessage, lock_pages

P = ParamSpec("P")
T = TypeVar("T")


ABLE = Capabilities(
    text_limit=20_000,
    buttons=True,
    edits=False,
    files=True,
    rate_limit=RateLimit(math.inf, math.inf, math.inf),
)


class WebChannel:
    """The channel whose platform is this program itself, for one commune. `now` tells the moment,
    aware; `url` is where the office opens the page.

    The pages of several communes share a `bell`, and the `lines` that wait for the inbox.
    """

    name = NAME
    capabilities = ABLE

    def __init__(
        self,
        database: Database,
        commune_id: int,
        now: Callable[[], datetime],
        patience: float = PATIENCE,
        url: str = "",
        outside: str = "",
        bell: Bell | None = None,
        lines: Lines | None = None,
    ) -> None:
        self.capabilities = replace(self.capabilities, page_url=url, public_url=outside)
        self.now = now
        self.bell = bell or Bell()
        self.commune_id = commune_id
        self._database = database
        self._lines = lines or Lines(database, now, patience)

    @property
    def database(self) -> Database:
        """Where all pages are kept."""
        return self._database

    async def transact(
        self, work: Callable[Concatenate[ScopedSession, P], T], *args: P.args, **options: P.kwargs
    ) -> T:
        """Do database work of the commune in one transaction, off the event loop."""

        def whole() -> T:
            with self._database.commune(self.commune_id) as session:
                return work(session, *args, **options)

        return await self._database.run(whole)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Put a message on a page; whoever has it open sees it at once."""
        [became] = await self.transact(self.store, [(address, message)], self.now())
        if isinstance(became, PermanentError):
            raise became
        self.show_stored([address])
        return became

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        """Put messages on pages, in order, within a transaction of the commune."""
        held = lock_pages(session, persons_of(address for address, _ in posted))
        written = [
            _written(session, address, self._pieces(message), now)
            if person_of(address) in held
            else []
            for address, message in posted
        ]
        session.flush()
        announce_pages(session, (address for address, _ in posted))
        return [
            Receipt(str(rows[0].id), len(rows))
            if rows
            else PermanentError(f"nobody at {address!r}")
            for (address, _), rows in zip(posted, written, strict=True)
        ]

    def _pieces(self, message: Outgoing) -> tuple[Outgoing, ...]:
        *earlier, last = split(message, self.capabilities.text_limit)
        return (*earlier, replace(last, handouts=message.handouts))

    def show_stored(self, addresses: Iterable[str]) -> None:
        """Whoever has these pages open sees what the transaction put there."""
        for address in addresses:
            self.bell.ring(address)

    async def say(self, address: str, line: TypedLine) -> None:
        """Keep a line of a page; it is shown there, and safe, when this returns.

        A line that comes again under its key is left as it is. Raises NoSuchButton.
        """
        await self.transact(_keep_line, address, line, self.now())
        self.bell.ring(address)
        self._lines.more()

    async def receive(self, accept: AcceptInbound) -> None:
        """Hand this commune's kept lines to the inbox, in order, until cancelled."""
        await self._lines.hand_in(lambda commune_id: accept, self.commune_id)

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The content of a file that came from a page. Raises FileTooBig, PermanentError."""
        row = await self.transact(web_file, ref)
        if row is None:
            raise PermanentError(f"file {ref} is forgotten")
        if row.size > limit:
            raise FileTooBig(f"more than {limit} bytes")
        return row.content

    async def acknowledge(self, inbound: Inbound) -> None:
        """The page shows a press by itself."""

    async def close(self) -> None:
        """Let the open pages go."""
        self.bell.close()


def _keep_line(session: ScopedSession, address: str, line: TypedLine, now: datetime) -> None:
    keep_line(session, address, line, now)
    announce_pages(session, [address])


def _written(
    session: ScopedSession, address: str, pieces: Iterable[Outgoing], now: datetime
) -> list[WebMessage]:
    rows = [
        WebMessage(address=address, incoming=False, body=encode(piece), at=now) for piece in pieces
    ]
    session.add_all(rows)
    return rows
