"""The inbox: commit each message before it is acknowledged to the platform, and handle it once."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.conversation import handler
from bot.conversation.command import find_command
from bot.language.text.letters import clean
from bot.language.text.phones import hide
from bot.language.text.secrecy import is_marked
from bot.texts import refusals
from scheduler.calendar.clock import Clock
from scheduler.delivery.channel import Attachment, Capabilities, ChatChange, Inbound, Outgoing
from scheduler.delivery.channel_extras import channels_of_commune
from scheduler.delivery.notices import add_answer, add_notice, secretary_ids
from scheduler.ladder.office import NationalDays, office_in
from storage.commune import at_work
from storage.database import Database
from storage.inbound import InboundRow, take_message
from storage.person import find_address

log = logging.getLogger(__name__)

TRIES = 3
BATCH = 50
"""Messages that are read from the database at a time."""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """An answer to an unlinked chat; it is sent directly, since the outbox needs a person."""

    commune_id: int
    channel: str
    address: str
    message: Outgoing
    group: bool


class Inbox:
    """Stores inbound messages and handles them in the order of arrival, one at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        national: NationalDays,
        channels: Mapping[tuple[int, str], Capabilities],
    ) -> None:
        self._channels = channels
        self._database = database
        self._clock = clock
        self._national = national
        self._locks: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._active: set[int] = set()
        self._stopping = False

    async def keep(self, commune_id: int, inbound: Inbound) -> bool:
        """Commit a message of a commune; return False for group chatter, which is not stored."""
        if _is_chatter(inbound):
            return False
        await self._database.run(self._keep, commune_id, inbound)
        return True

    async def handle_all(self, commune_id: int | None = None) -> list[Unlinked]:
        """Handle all waiting messages of one commune, or of all; the answers to unlinked chats."""
        said: list[Unlinked] = []
        async with self._locks[commune_id]:
            while waiting := await self._database.run(self._waiting, commune_id):
                for owner, row_id in waiting:
                    if self._stopping:
                        return said
                    self._active.add(owner)
                    unlinked = await self._database.run(self._handle_safely, owner, row_id)
                    if unlinked is not None:
                        said.append(unlinked)
        return said

    def stop(self) -> None:
        """Stop after the current message; the next start handles the rest."""
        self._stopping = True

    def spoken(self) -> set[int]:
        """Ids of communes with messages handled since the last call."""
        found, self._active = self._active, set()
        return found

    def _keep(self, commune_id: int, inbound: Inbound) -> None:
        row = InboundRow(
            channel=inbound.channel,
            bot=inbound.bot,
            platform_id=inbound.platform_id,
            body=_encode(_without_phones(_without_secrets(_clean(inbound)))),
            received_at=self._clock.now(),
            attempts=0,
            failure="",
        )
        try:
            with self._database.commune(commune_id) as session:
                session.add(row)
        except IntegrityError:
            log.info("%s: message %s came twice", inbound.channel, inbound.platform_id)

    def _waiting(self, commune_id: int | None) -> list[tuple[int, int]]:
        with self._database.one_or_all(commune_id) as session:
            found = select(InboundRow.commune_id, InboundRow.id)
            found = found.where(InboundRow.handled_at.is_(None), at_work(InboundRow.commune_id))
            found = found.order_by(InboundRow.id)
            return [
                (commune_id, row_id) for commune_id, row_id in session.execute(found.limit(BATCH))
            ]

    def _handle_safely(self, commune_id: int, row_id: int) -> Unlinked | None:
        try:
            return self._handle(commune_id, row_id)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                # A lost connection does not count against the message.
                raise
            log.exception("message %s cannot be handled", row_id)
            self._count_failure(commune_id, row_id, type(error).__name__)
            return None

    def _handle(self, commune_id: int, row_id: int) -> Unlinked | None:
        now = self._clock.now()
        with self._database.commune(commune_id) as session:
            body = take_message(session, row_id, now)
            if body is None:
                return None
            office, inbound = office_in(session, self._national, now), _decode(body)
            able = channels_of_commune(self._channels, commune_id)
            message = handler.handle(session, office, inbound, now, able)
        if message is None:
            return None
        return Unlinked(commune_id, inbound.channel, inbound.address, message, not inbound.private)

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
    if command is None or not command[0].phones:
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
