"""The web chat as a channel: messages are stored in the database and shown live by `bot.web`."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from bot.channels.page_notifier import PageNotifier
from bot.channels.splitting import split_message
from bot.channels.web_input import (
    NAME,
    WebInput,
    person_ids_of,
    person_of,
    store_input,
)
from bot.channels.web_receiving import RETRY_SECONDS, WebReceiver
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


CAPABILITIES = Capabilities(
    text_limit=20_000,
    buttons=True,
    edits=False,
    files=True,
    rate_limit=RateLimit(math.inf, math.inf, math.inf),
)


class WebChannel:
    """The channel of one commune's web pages.

    `now` gives aware UTC. `url` is the address under which the office opens the page, `public_url`
    the base URL for programs outside the office ("" if there is none). All communes of a process
    share one `notifier` and one `receiver`.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(
        self,
        database: Database,
        commune_id: int,
        now: Callable[[], datetime],
        retry_seconds: float = RETRY_SECONDS,
        url: str = "",
        public_url: str = "",
        notifier: PageNotifier | None = None,
        receiver: WebReceiver | None = None,
    ) -> None:
        self.capabilities = replace(self.capabilities, page_url=url, public_url=public_url)
        self.now = now
        self.notifier = notifier or PageNotifier()
        self.commune_id = commune_id
        self._database = database
        self._receiver = receiver or WebReceiver(database, now, retry_seconds)

    @property
    def database(self) -> Database:
        return self._database

    async def transact(
        self, work: Callable[Concatenate[ScopedSession, P], T], *args: P.args, **options: P.kwargs
    ) -> T:
        """Run `work` in one transaction of the commune, off the event loop; returns its result."""

        def whole() -> T:
            with self._database.commune(self.commune_id) as session:
                return work(session, *args, **options)

        return await self._database.run(whole)

    async def send(self, address: str, message: Outgoing) -> Receipt:
        """Store a message on a page and wake it. Raises PermanentError for an unknown address."""
        [outcome] = await self.transact(self.store, [(address, message)], self.now())
        if isinstance(outcome, PermanentError):
            raise outcome
        self.wake_pages([address])
        return outcome

    def store(
        self, session: ScopedSession, posted: Sequence[tuple[str, Outgoing]], now: datetime
    ) -> Sequence[Receipt | PermanentError]:
        """Store messages on pages, in order, in a transaction of the commune; one result each."""
        held = lock_pages(session, person_ids_of(address for address, _ in posted))
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
        *earlier, last = split_message(message, self.capabilities.text_limit)
        return (*earlier, replace(last, handouts=message.handouts))

    def wake_pages(self, addresses: Iterable[str]) -> None:
        """Wake these pages: the transaction that stored their messages is committed."""
        for address in addresses:
            self.notifier.notify(address)

    async def take_input(self, address: str, given: WebInput) -> None:
        """Store what a person sent from their page; returns once it is committed.

        A second input with the same key is ignored. Raises NoSuchButton, UploadsFull, or
        PermanentError for an unknown address.
        """
        await self.transact(_store_input, address, given, self.now())
        self.notifier.notify(address)
        self._receiver.wake()

    async def receive(self, accept: AcceptInbound) -> None:
        await self._receiver.run(lambda commune_id: accept, self.commune_id)

    async def fetch(self, ref: str, limit: int) -> bytes:
        row = await self.transact(web_file, ref)
        if row is None:
            raise PermanentError(f"file {ref} is deleted")
        if row.size > limit:
            raise FileTooBig(f"more than {limit} bytes")
        return row.content

    async def acknowledge(self, inbound: Inbound) -> None:
        """Does nothing: the page itself shows a button as pressed."""

    async def close(self) -> None:
        self.notifier.close()


def _store_input(session: ScopedSession, address: str, given: WebInput, now: datetime) -> None:
    store_input(session, address, given, now)
    announce_pages(session, [address])


def _written(
    session: ScopedSession, address: str, pieces: Iterable[Outgoing], now: datetime
) -> list[WebMessage]:
    rows = [
        WebMessage(address=address, incoming=False, body=encode(piece), at=now) for piece in pieces
    ]
    session.add_all(rows)
    return rows
