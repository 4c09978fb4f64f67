"""The inbox: commit each message before it is acknowledged to the platform, and handle it once."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.conversation import handler
from bot.conversation.command import find_command
from bot.conversation.linking.codes import code_of
from bot.conversation.linking.hashing import CodeHash, CodeHashing
from bot.conversation.linking.strangers import MOST_WAITING, is_stored
from bot.language.text.letters import clean
from bot.language.text.phones import hide
from bot.language.text.secrecy import is_marked
from bot.texts import refusals
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Attachment, Capabilities, ChatChange, Inbound
from scheduler.delivery.channel_extras import channels_of_commune
from scheduler.delivery.notices import add_answer, add_notice, secretary_ids
from scheduler.delivery.strangers import queue_stranger_answer
from scheduler.ladder.office import NationalDays, office_in
from storage.database import Database
from storage.inbound import (
    InboundRow,
    first_waiting_messages,
    is_linked,
    mark_handled,
    waiting_bodies,
)
from storage.person import find_address

log = logging.getLogger(__name__)

TRIES = 3

CHATS_A_ROUND = 200
"""Linked chats of which a message is handled before the waiting messages are looked at again."""

STRANGERS_A_ROUND = 2
"""The same for chats that are not linked: few, since everybody else waits for them."""

AfterHandled = Callable[[int], Awaitable[None]]
"""Called with the id of a commune after a message of it was handled and its answer committed."""


class Inbox:
    """Stores inbound messages and handles them one at a time.

    Messages of a chat are handled in the order of arrival, chats take turns. Chats that are not
    linked have theirs when no linked chat waits.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        national: NationalDays,
        channels: Mapping[tuple[int, str], Capabilities],
    ) -> None:
        self._channels = channels
        self._database = database
        self._clock = clock
        self._machine = machine
        self._national = national
        self._hashing = CodeHashing()
        self._locks: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._active: set[int] = set()
        self._stopping = False

    async def store(self, commune_id: int, inbound: Inbound) -> bool:
        """Commit a message to the inbox.

        Returns False, and stores nothing, for a message that nobody would answer: conversation in a
        group, or further messages of an unlinked chat.
        """
        if _is_chatter(inbound):
            return False
        return await self._database.run(self._keep, commune_id, inbound)

    async def handle_all(
        self, commune_id: int | None = None, handled: AfterHandled | None = None
    ) -> None:
        """Handle all waiting messages of one commune, or of all; call `handled` after each."""
        async with self._locks[commune_id]:
            while waiting := await self._database.run(self._waiting, commune_id):
                for owner, row_id in waiting:
                    if self._stopping:
                        return
                    self._active.add(owner)
                    await self._handle_one(owner, row_id)
                    if handled is not None:
                        await handled(owner)

    async def _handle_one(self, commune_id: int, row_id: int) -> None:
        code = await self._database.run(self._handle_safely, commune_id, row_id)
        if code is not None:
            made = await self._hashing.hash(code, str(commune_id))
            await self._database.run(self._handle_safely, commune_id, row_id, made)

    def stop(self) -> None:
        """Stop after the current message; the next start handles the rest."""
        self._stopping = True

    def take_active_communes(self) -> set[int]:
        """Return and forget the ids of communes with messages handled since the last call."""
        found, self._active = self._active, set()
        return found

    def _keep(self, commune_id: int, inbound: Inbound) -> bool:
        row = InboundRow(
            channel=inbound.channel,
            bot=inbound.bot,
            platform_id=inbound.platform_id,
            sender=inbound.address,
            body=_encode(_without_phones(_without_secrets(_clean(inbound)))),
            received_at=self._clock.now(),
            attempts=0,
            failure="",
        )
        try:
            with self._database.commune(commune_id) as session:
                where = (session, inbound.channel, inbound.address)
                if not is_linked(*where):
                    waiting = [_decode(body) for body in waiting_bodies(*where, MOST_WAITING)]
                    if not is_stored(session, inbound, waiting):
                        return False
                session.add(row)
        except IntegrityError:
            log.info("%s: message %s came twice", inbound.channel, inbound.platform_id)
        return True

    def _waiting(self, commune_id: int | None) -> Sequence[tuple[int, int]]:
        with self._database.one_or_all(commune_id) as session:
            return first_waiting_messages(session, True, CHATS_A_ROUND) or first_waiting_messages(
                session, False, STRANGERS_A_ROUND
            )

    def _handle_safely(
        self, commune_id: int, row_id: int, code_hash: CodeHash | None = None
    ) -> str | None:
        """Handle a message, or return the code in it whose hash is needed first."""
        try:
            return self._handle(commune_id, row_id, code_hash)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                # A lost connection does not count against the message.
                raise
            log.exception("message %s cannot be handled", row_id)
            self._count_failure(commune_id, row_id, type(error).__name__)
            return None

    def _handle(self, commune_id: int, row_id: int, code_hash: CodeHash | None) -> str | None:
        now = self._clock.now()
        with self._database.commune(commune_id) as session:
            body = mark_handled(session, row_id, now)
            if body is None:
                return None
            inbound = _decode(body)
            code = code_of(inbound) if code_hash is None else None
            if code is not None:
                session.rollback()
                return code
            office = office_in(session, self._national, now)
            able = channels_of_commune(self._channels, commune_id)
            message = handler.handle(session, office, inbound, now, able, code_hash)
            if message is not None:
                queue_stranger_answer(session, inbound, message, self._machine.now())
        return None

    def _count_failure(self, commune_id: int, row_id: int, reason: str) -> None:
        """Count a failure; after TRIES set the message aside and notify sender and secretaries."""
        now = self._clock.now()
        with self._database.commune(commune_id) as session:
            row = session.get_one(InboundRow, row_id)
            row.attempts += 1
            row.failure = reason
            if row.attempts < TRIES:
                return
            row.handled_at = now
            inbound = _decode(row.body)
            address = find_address(session, inbound.channel, inbound.address)
            if address is not None:
                add_answer(session, address, refusals.PUT_ASIDE, now)
                news = refusals.notice_put_aside(address.person.name)
                add_notice(session, commune_id, secretary_ids(session, commune_id), news, now)


def _clean(inbound: Inbound) -> Inbound:
    """The message without characters that cannot be stored."""
    files = tuple(replace(each, name=clean(each.name)) for each in inbound.attachments)
    text, name = clean(inbound.text), clean(inbound.sender_name)
    return replace(inbound, text=text, sender_name=name, attachments=files)


def _is_chatter(inbound: Inbound) -> bool:
    """Whether it is a group's own talk: no command and no change of the chat; never stored."""
    return not inbound.private and inbound.change is None and not inbound.text.startswith("/")


def _without_secrets(inbound: Inbound) -> Inbound:
    """The message as it may be stored: one marked secret loses its text and files."""
    texts = (inbound.text, *(each.name for each in inbound.attachments))
    if not any(is_marked(each) for each in texts):
        return inbound
    return replace(inbound, text="", attachments=(), withheld=True)


def _without_phones(inbound: Inbound) -> Inbound:
    """The message as it may be stored: phone numbers given to a command are hidden."""
    command = find_command(inbound.text)
    if command is None or not command[0].takes_phones:
        return inbound
    return replace(inbound, text=hide(inbound.text))


def _encode(inbound: Inbound) -> dict[str, Any]:
    return {**asdict(inbound), "at": inbound.at.isoformat()}


def _decode(body: dict[str, Any]) -> Inbound:
    attachments = tuple(Attachment(**each) for each in body["attachments"])
    at = datetime.fromisoformat(body["at"])
    changed = body.get("change")
    change = ChatChange(changed) if changed else None
    return Inbound(**{**body, "at": at, "attachments": attachments, "change": change})
