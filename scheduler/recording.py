"""What became of messages is written down: of those that ended during one commit, in the next."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from scheduler.allowance import spend
from scheduler.clock import Clock
from scheduler.groups import shut_group
from scheduler.metrics import FAILED, SENT
from scheduler.outcome import Outcome, chat_of, record_failed, record_sent
from scheduler.own_channel import Channels
from scheduler.packing import Envelope
from scheduler.reach import shut
from scheduler.wording import Wording
from storage.database import Database, ScopedSession
from storage.delivery import Delivery
from storage.group import Group

log = logging.getLogger(__name__)

GATHERED = 0.005
"""Seconds in which outcomes come together before they are committed: a commit costs as much for one
as for many.
"""

Ended = tuple[Outcome, asyncio.Future[None]]


@dataclass(frozen=True, slots=True)
class Recorder:
    """Keeps what became of messages, one commit at a time.

    Whoever sent a message waits here until its outcome is committed, so that no more messages are
    sent and not recorded than are on their way.
    """

    database: Database
    clock: Clock
    wording: Wording
    channels: Channels
    _ended: list[Ended] = field(default_factory=list)
    _writing: set[asyncio.Task[None]] = field(default_factory=set)

    async def record(self, outcome: Outcome) -> None:
        """Return once it is committed; raises what the database raised."""
        recorded = asyncio.get_running_loop().create_future()
        self._ended.append((outcome, recorded))
        if not self._writing:
            self._writing.add(asyncio.create_task(self._write_all()))
        await recorded

    async def _write_all(self) -> None:
        try:
            while self._ended:
                await asyncio.sleep(GATHERED)
                ended = self._ended.copy()
                self._ended.clear()
                await self._write(ended)
        finally:
            self._writing.clear()

    async def _write(self, ended: Sequence[Ended]) -> None:
        """Write these down together; where one cannot be, each by itself."""
        try:
            await self.database.run(self._commit, [outcome for outcome, _ in ended])
        except Exception as error:
            if len(ended) > 1:
                for one in ended:
                    await self._write([one])
            elif not ended[0][1].done():
                ended[0][1].set_exception(error)
            return
        for _, recorded in ended:
            if not recorded.done():
                recorded.set_result(None)

    def _commit(self, outcomes: Sequence[Outcome]) -> None:
        with self.database.everything() as session:
            self.note(session, outcomes)

    def note(self, session: ScopedSession, outcomes: Sequence[Outcome]) -> None:
        """Put these outcomes into a transaction."""
        used: dict[tuple[int, str], int] = defaultdict(int)
        for outcome in outcomes:
            used[outcome.commune_id, outcome.envelope.channel] += outcome.messages
        for (commune_id, channel), messages in used.items():
            self.spend(session, commune_id, channel, messages)
        sent = [outcome for outcome in outcomes if outcome.error is None]
        record_sent(session, sent, self.clock.now())
        for channel, messages in Counter(each.envelope.channel for each in sent).items():
            SENT.labels(channel).inc(messages)
        for outcome in outcomes:
            if outcome.error is not None:
                self._note_failed(session, outcome)

    def spend(self, session: ScopedSession, commune_id: int, channel: str, messages: int) -> None:
        """Count messages of a platform that allows only so many a month."""
        able = self.channels[commune_id, channel].capabilities
        if messages:
            now = self.clock.now()
            spend(session, self.wording, commune_id, (channel, able), messages, now)

    def _note_failed(self, session: ScopedSession, outcome: Outcome) -> None:
        envelope = outcome.envelope
        FAILED.labels(envelope.channel, type(outcome.error).__name__).inc()
        log.warning(
            "%s: delivery %s: %s", envelope.channel, envelope.delivery_ids[0], outcome.error
        )
        rows = session.scalars(select(Delivery).where(Delivery.id.in_(envelope.delivery_ids)))
        record_failed(session, outcome, rows.all(), self.clock)
        if outcome.closed:
            self._shut(session, envelope)

    def _shut(self, session: ScopedSession, envelope: Envelope) -> None:
        chat, now = chat_of(session, envelope), self.clock.now()
        if isinstance(chat, Group):
            shut_group(session, self.wording, chat, now)
        else:
            shut(session, self.wording, chat, self.channels, now)
