"""Sends the answers to unlinked chats.

It runs beside the outbox, and every message of the outbox goes first.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import (
    ChannelError,
    Channels,
    Inbound,
    Outgoing,
    PermanentError,
    TemporaryError,
)
from scheduler.delivery.message_json import decode, encode
from scheduler.delivery.rate_limit import RateLimiter
from storage.database import Database, ScopedSession
from storage.stranger_answer import (
    StrangerAnswer,
    bots_with_answers,
    forget_stranger_answer,
    keep_stranger_answer,
    postpone_stranger_answer,
    take_stranger_answer,
)

LEASE = timedelta(seconds=90)
"""How long, by the machine's clock, no other process may send what was taken."""

GIVEN_UP_AFTER = timedelta(hours=1)

log = logging.getLogger(__name__)

BotKey = tuple[int, str]
"""Commune id and channel name."""


def queue_stranger_answer(
    session: Session, inbound: Inbound, message: Outgoing, machine_now: datetime
) -> None:
    """Keep an answer to an unlinked chat until it is sent."""
    keep_stranger_answer(
        session,
        StrangerAnswer(
            channel=inbound.channel,
            address=inbound.address,
            in_group=not inbound.private,
            body=encode(message),
            made_at=machine_now,
            not_before=machine_now,
        ),
    )


class StrangerSender:
    """Sends the answers to unlinked chats; for each bot one message at a time.

    `count_quota` adds the pieces sent to the monthly quota of a commune's channel.
    """

    def __init__(
        self,
        database: Database,
        machine: Clock,
        channels: Channels,
        limiter_of: Callable[[BotKey], RateLimiter],
        count_quota: Callable[[ScopedSession, int, str, int], None],
    ) -> None:
        self._database = database
        self._machine = machine
        self._channels = channels
        self._limiter_of = limiter_of
        self._count_quota = count_quota
        self._tasks: dict[BotKey, asyncio.Task[None]] = {}
        self._stopping = False

    async def start(self, commune_id: int | None = None) -> None:
        """Begin to send what waits in one commune, or in all; returns at once."""
        for key in await self._database.run(self._bots, commune_id):
            if key in self._channels and key not in self._tasks and not self._stopping:
                self._tasks[key] = asyncio.create_task(self._send_all(key))

    def stop(self) -> None:
        """Begin no more sends."""
        self._stopping = True

    async def finish(self) -> None:
        """Wait for the messages being sent."""
        await asyncio.gather(*self._tasks.values())

    def abandon(self) -> None:
        """Cancel the messages being sent; they are sent again."""
        for task in self._tasks.values():
            task.cancel()

    async def _send_all(self, key: BotKey) -> None:
        try:
            while not self._stopping and (answer := await self._database.run(self._take, key)):
                await self._send(key, answer)
        except Exception:
            log.exception("%s: strangers were not answered", key[1])
        finally:
            del self._tasks[key]

    async def _send(self, key: BotKey, answer: StrangerAnswer) -> None:
        """Send an answer, or postpone it while the bot is busy with others.

        One that fails for now waits until its lease ends.
        """
        pieces, limiter = 0, self._limiter_of(key)
        wait = await limiter.acquire_with_low_priority(answer.address, answer.in_group)
        if wait:
            until = self._machine.now() + timedelta(seconds=wait)
            await self._database.run(self._postpone, key, answer.id, until)
            return
        try:
            receipt = await self._channels[key].send(answer.address, decode(answer.body))
            pieces = receipt.pieces
        except PermanentError as error:
            log.info("%s: an unlinked chat takes no answer: %s", key[1], error)
        except ChannelError as error:
            log.warning("%s: an unlinked chat was not answered: %s", key[1], error)
            if isinstance(error, TemporaryError) and error.retry_after is not None:
                limiter.pause(answer.address, error.retry_after)
            if self._is_kept(answer):
                return
        except Exception:
            log.exception("%s: an answer to an unlinked chat failed", key[1])
            if self._is_kept(answer):
                return
        await self._database.run(self._forget, key, answer.id, pieces)

    def _is_kept(self, answer: StrangerAnswer) -> bool:
        return self._machine.now() < answer.made_at + GIVEN_UP_AFTER

    def _bots(self, commune_id: int | None) -> list[BotKey]:
        with self._database.one_or_all(commune_id) as session:
            return list(bots_with_answers(session, self._machine.now()))

    def _take(self, key: BotKey) -> StrangerAnswer | None:
        now = self._machine.now()
        with self._database.commune(key[0]) as session:
            return take_stranger_answer(session, key[1], now, now + LEASE)

    def _postpone(self, key: BotKey, answer_id: int, until: datetime) -> None:
        with self._database.commune(key[0]) as session:
            postpone_stranger_answer(session, answer_id, until)

    def _forget(self, key: BotKey, answer_id: int, pieces: int) -> None:
        with self._database.everything() as session:
            forget_stranger_answer(session, answer_id)
            self._count_quota(session, *key, pieces)
