"""What became of messages is written down: of those that end together, in one commit."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.calendar.clock import Clock
from scheduler.delivery.chats import shut
from scheduler.delivery.groups import shut_group
from scheduler.delivery.monthly_quota import spend
from scheduler.delivery.outcome import SendOutcome, chat_of, record_failed, record_sent
from scheduler.delivery.packing import Envelope
from scheduler.delivery.web_pages import WebChannels
from scheduler.delivery.wording import Wording
from scheduler.metrics import FAILED, SENT
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group

log = logging.getLogger(__name__)

GATHERED = 0.005
"""Seconds in which outcomes come together before they are committed, where others are on their way:
a commit costs as much for one as for many.
"""

SERVER_SPARED = 0.1
"""The same on a server that many share, as long as it holds up nobody."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An outcome to be committed; `awaited` when others cannot begin before."""

    outcome: SendOutcome
    awaited: bool
    recorded: asyncio.Future[None]


class Recorder:
    """Keeps what became of messages, one commit at a time.

    Whoever sent a message waits here until its outcome is committed, so that no more messages are
    sent and not recorded than are on their way.
    """

    def __init__(
        self, database: Database, clock: Clock, wording: Wording, channels: WebChannels
    ) -> None:
        self._database = database
        self._clock = clock
        self._wording = wording
        self._channels = channels
        self._longest = GATHERED if database.is_sqlite else SERVER_SPARED
        self._under_way = 0
        self._all_ended = asyncio.Event()
        self._ended: list[Ended] = []
        self._writing: asyncio.Task[None] | None = None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """A message whose outcome others may be kept for."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._look()

    async def record(self, outcome: SendOutcome, awaited: bool = True) -> None:
        """Return once it is committed; raises what the database raised."""
        ended = Ended(outcome, awaited, asyncio.get_running_loop().create_future())
        self._ended.append(ended)
        self._look()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await ended.recorded

    async def _write_all(self) -> None:
        try:
            while self._ended:
                await self._gather()
                ended, self._ended = self._ended, []
                await self._write(ended)
        finally:
            self._writing = None

    async def _gather(self) -> None:
        """Wait a little for those that are on their way, until all have ended."""
        self._all_ended.clear()
        self._look()
        waited = 0.0
        while not self._all_ended.is_set() and waited < self._patience():
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHERED):
                    await self._all_ended.wait()
            waited += GATHERED

    def _look(self) -> None:
        if self._under_way <= len(self._ended):
            self._all_ended.set()

    def _patience(self) -> float:
        return GATHERED if any(each.awaited for each in self._ended) else self._longest

    async def _write(self, ended: Sequence[Ended]) -> None:
        """Write these down together; where one cannot be, each by itself."""
        try:
            await self._database.run(self._commit, [each.outcome for each in ended])
        except Exception as error:
            if len(ended) > 1:
                for one in ended:
                    await self._write([one])
            elif not ended[0].recorded.done():
                ended[0].recorded.set_exception(error)
            return
        for each in ended:
            if not each.recorded.done():
                each.recorded.set_result(None)

    def _commit(self, outcomes: Sequence[SendOutcome]) -> None:
        with self._database.everything() as session:
            self.note(session, outcomes)

    def note(self, session: ScopedSession, outcomes: Sequence[SendOutcome]) -> None:
        """Put these outcomes into a transaction."""
        used: dict[tuple[int, str], int] = defaultdict(int)
        for outcome in outcomes:
            used[outcome.commune_id, outcome.envelope.channel] += outcome.messages
        for (commune_id, channel), messages in used.items():
            self.spend(session, commune_id, channel, messages)
        sent = [outcome for outcome in outcomes if outcome.error is None]
        record_sent(session, sent, self._clock.now())
        for channel, messages in Counter(each.envelope.channel for each in sent).items():
            SENT.labels(channel).inc(messages)
        for outcome in outcomes:
            if outcome.error is not None:
                self._note_failed(session, outcome)

    def spend(self, session: ScopedSession, commune_id: int, channel: str, messages: int) -> None:
        """Count messages of a platform that allows only so many a month."""
        able = self._channels[commune_id, channel].capabilities
        if messages:
            now = self._clock.now()
            spend(session, self._wording, commune_id, (channel, able), messages, now)

    def _note_failed(self, session: ScopedSession, outcome: SendOutcome) -> None:
        envelope = outcome.envelope
        FAILED.labels(envelope.channel, type(outcome.error).__name__).inc()
        log.warning(
            "%s: delivery %s: %s", envelope.channel, envelope.delivery_ids[0], outcome.error
        )
        rows = session.scalars(select(Delivery).where(Delivery.id.in_(envelope.delivery_ids)))
        record_failed(session, outcome, rows.all(), self._clock)
        if outcome.closed:
            self._shut(session, envelope)

    def _shut(self, session: ScopedSession, envelope: Envelope) -> None:
        chat, now = chat_of(session, envelope), self._clock.now()
        if isinstance(chat, Group):
            shut_group(session, self._wording, chat, now)
        else:
            shut(session, self._wording, chat, self._channels, now)
