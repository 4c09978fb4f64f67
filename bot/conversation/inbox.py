"""The inbox: committed before the platform is told, handled once, in the order it came."""

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


@dataclass(frozen=True, slots=True)
class Unlinked:
    """An answer to a chat nobody is linked to; it has no person and no place in the outbox."""

    commune_id: int
    channel: str
    address: str
    message: Outgoing
    group: bool


class Inbox:
    """Keeps messages as they come, and has them handled one after the other."""

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
        self._alone: dict[int | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._spoken: set[int] = set()
        self._stopping = False

    async def keep(self, commune_id: int, inbound: Inbound) -> bool:
        """Commit a message of one commune's channels; whether it is one that is handled."""
        if _is_chatter(inbound):
            return False
        await self._database.run(self._keep, commune_id, inbound)
        return True

    async def handle_all(self, commune_id: int | None = None) -> list[Unlinked]:
        """Handle every message that is not, of one commune or of all, one after the other.

        Returns what is to be said to unlinked chats.
        """
        said: list[Unlinked] = []
        async with self._alone[commune_id]:
            while waiting := await self._database.run(self._waiting, commune_id):
                for owner, row_id in waiting:
                    if self._stopping:
                        return said
                    self._spoken.add(owner)
                    unlinked = await self._database.run(self._handle_safely, owner, row_id)
                    if unlinked is not None:
                        said.append(unlinked)
        return said

    def stop(self) -> None:
        """Handle no message any more; what waits is handled by the next start."""
        self._stopping = True

    def spoken(self) -> set[int]:
        """The communes in which something was handled since this was asked last."""
        found, self._spoken = self._spoken, set()
        return found

    def _keep(self, commune_id: int, inbound: Inbound) -> None:
        row = InboundRow(
            channel=inbound.channel,
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
                # The database's trouble is no message's.
                raise
            log.exception("message %s cannot be handled", row_id)
            self._put_aside(commune_id, row_id, type(error).__name__)
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

    def _put_aside(self, commune_id: int, row_id: int, reason: str) -> None:
        """Try a message again later; after three times keep it aside and say so."""
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
                add_answer(session, address, refusals.put_aside(), now)
                told = refusals.notice_put_aside(address.person.name)
                add_notice(session, commune_id, secretary_ids(session, commune_id), told, now)


def _clean(inbound: Inbound) -> Inbound:
    """The message in letters that can be kept."""
    files = tuple(replace(each, name=clean(each.name)) for each in inbound.attachments)
    text, name = clean(inbound.text), clean(inbound.sender_name)
    return replace(inbound, text=text, sender_name=name, attachments=files)


def _is_chatter(inbound: Inbound) -> bool:
    """Whether people say it to each other in a group: it is none of ours and not kept."""
    return not inbound.private and inbound.change is None and not inbound.text.startswith("/")


def _without_secrets(inbound: Inbound) -> Inbound:
    """The message as it may be kept: of one that is marked secret only that it came."""
    told = (inbound.text, *(each.name for each in inbound.attachments))
    if not any(is_marked(each) for each in told):
        return inbound
    return replace(inbound, text="", attachments=(), withheld=True)


def _without_phones(inbound: Inbound) -> Inbound:
    """The message as it may be kept: numbers of phones are told to few commands, and hidden."""
    command = find_command(inbound.text)
    if command is None or not command[0].phones:
        return inbound
    return replace(inbound, text=hide(inbound.text))


def _encode(inbound: Inbound) -> dict[str, Any]:
    return {**asdict(inbound), "at": inbound.at.isoformat()}


def _decode(body: dict[str, Any]) -> Inbound:
    attachments = tuple(Attachment(**each) for each in body["attachments"])
    at = datetime.fromisoformat(body["at"])
    told = body.get("change")
    change = ChatChange(told) if told else None
    return Inbound(**{**body, "at": at, "attachments": attachments, "change": change})
