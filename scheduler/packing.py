"""Of one person's deliveries: which are said now, together or alone, and in which chat."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import distinct, func, select

from scheduler.allowance import HELD
from scheduler.buttons import store_buttons
from scheduler.channel import Capabilities, Outgoing
from scheduler.digest import CHASE, digest, sort_out
from scheduler.message_json import decode
from scheduler.numbered import answers
from scheduler.office import National, Office
from scheduler.quiet import sayable
from scheduler.reach import is_open
from scheduler.summaries import summary
from scheduler.wording import Wording
from scheduler.working_time import MORNING, ONE_DAY, local_day, slot
from storage.database import ScopedSession
from storage.delivery import Delivery
from storage.person import Address, Person
from storage.words import Sort, State

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
MESSAGES_AT_ONCE = 3
"""To one person, before others' turn comes again."""
DIGESTS_A_DAY = 2
TRIES_BEFORE_NEXT_CHANNEL = 3
TRIES_OF_A_BAD_ITEM = 5
ALERTS = frozenset({"blocked_0", CHASE})
"""Steps that are told at once and do not count as a digest."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message ready for one address, and the deliveries it carries.

    The address is a person's of the id `address_id`; of a `group` that is the group's.

    `choices` are the buttons that became numbered answers; None where the platform shows them.
    `edits` is the platform's id of the message that this one takes the place of, if any.
    """

    address_id: int
    channel: str
    address: str
    message: Outgoing
    delivery_ids: tuple[int, ...]
    choices: tuple[str, ...] | None = None
    edits: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Counter:
    """What making parcels needs beside a session: at the office's time and the machine's.

    Leases go by the machine's clock, since a rehearsal's clock may leap. Nothing is made for the
    `busy` persons: something of theirs is still on its way.
    """

    national: National
    wording: Wording
    channels: Mapping[tuple[int, str], Capabilities]
    now: datetime
    machine_now: datetime
    busy: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes one person's envelopes; a delivery that fails is put aside and stops no other.

    To a channel that is `scarce` only what is urgent goes.
    """

    session: ScopedSession
    office: Office
    counter: Counter
    chats: Sequence[Address]
    scarce: frozenset[str] = frozenset()

    def pack(self, person_id: int, rows: Sequence[Delivery]) -> list[Envelope]:
        """The envelopes of these deliveries, told things first, then reminders.

        Of many things only the first few: others' mail is not kept waiting for one chat's pace.
        """
        person = self.session.get_one(Person, person_id)
        now = sayable(self.session, self.office, rows, self.counter.now)
        told = [row for row in now if row.sort is not Sort.REMINDER]
        told, left = told[:MESSAGES_AT_ONCE], told[MESSAGES_AT_ONCE:]
        reminders = [] if left else [row for row in now if row.sort is Sort.REMINDER]
        envelopes = [self._try([row], partial(self._told, person, row)) for row in told]
        if reminders:
            envelopes.append(self._try(reminders, partial(self._digest, person, reminders)))
        return [envelope for envelope in envelopes if envelope is not None]

    def _try(
        self, rows: Sequence[Delivery], make: Callable[[], Envelope | None]
    ) -> Envelope | None:
        try:
            return make()
        except Exception as error:
            log.exception("delivery %s cannot be made", rows[0].id)
            for row in rows:
                row.attempts += 1
                row.reason = type(error).__name__
                row.not_before = self.counter.now + LEASE
                if row.attempts >= TRIES_OF_A_BAD_ITEM:
                    row.state = State.FAILED
            return None

    def _told(self, person: Person, row: Delivery) -> Envelope | None:
        if row.sort is Sort.SUMMARY:
            text = summary(self.session, self.office, self.counter.wording, person, row)
            message = store_buttons(self.session, person.id, text, self.counter.now)
        else:
            message = decode(row.body or {})
        envelope = self._envelope(person, message, [row], urgent=row.sort is not Sort.NOTICE)
        if envelope is None or row.sort is not Sort.EDIT:
            return envelope
        return replace(envelope, choices=None, edits=row.message_id)

    def _digest(self, person: Person, rows: Sequence[Delivery]) -> Envelope | None:
        bundle = sort_out(self.session, rows)
        for row, why in bundle.void:
            row.state, row.reason = State.VOID, why
        said = self._within_the_day(person, bundle.said)
        if not said:
            return None
        words = digest(self.session, self.office, person, said, self.counter.now)
        text = self.counter.wording.digest(words)
        message = store_buttons(self.session, person.id, text, self.counter.now)
        late = any(each.item.due_on <= words.today for each in words.reminders)
        urgent = late or any(row.step == CHASE for row in said)
        return self._envelope(person, message, said, urgent)

    def _within_the_day(self, person: Person, said: Sequence[Delivery]) -> Sequence[Delivery]:
        """What may still be said today; the rest waits for the next working morning."""
        ordinary = [row for row in said if row.step not in ALERTS]
        if not ordinary or self._digests_today(person) < DIGESTS_A_DAY:
            return said
        for row in ordinary:
            row.not_before = self._next_morning()
        return [row for row in said if row.step in ALERTS]

    def _next_morning(self) -> datetime:
        tomorrow = local_day(self.counter.now) + ONE_DAY
        return slot(self.office.calendar.next_working(tomorrow), MORNING)

    def _digests_today(self, person: Person) -> int:
        midnight = slot(local_day(self.counter.now), time())
        sent = self.session.scalar(
            select(func.count(distinct(Delivery.message_id))).where(
                Delivery.person_id == person.id,
                Delivery.sort == Sort.REMINDER,
                Delivery.step.not_in(ALERTS),
                Delivery.sent_at >= midnight,
            )
        )
        return sent or 0

    def _envelope(
        self, person: Person, message: Outgoing, rows: Sequence[Delivery], urgent: bool
    ) -> Envelope | None:
        chat = self._chat(rows, urgent)
        if chat is None and not urgent and self.chats:
            # The next digest has it: with something urgent, or when the month is over.
            for row in rows:
                row.not_before, row.reason = self._next_morning(), HELD
            return None
        if chat is None:
            for row in rows:
                row.state = State.VOID if row.sort is Sort.EDIT else State.WAITING
                row.reason = "unreachable"
            return None
        for row in rows:
            row.lease_until = self.counter.machine_now + LEASE
            row.reason = "" if row.reason == HELD else row.reason
        ids = tuple(row.id for row in rows)
        told, choices = self._answerable(chat, message)
        return Envelope(chat.id, chat.channel, chat.address, told, ids, choices)

    def _answerable(
        self, chat: Address, message: Outgoing
    ) -> tuple[Outgoing, tuple[str, ...] | None]:
        """The message as that chat can answer it, and its numbered answers."""
        if self.counter.channels[self.office.commune_id, chat.channel].buttons:
            return message, None
        ways = answers(message)
        block = self.counter.wording.typed(ways)
        blocks = (*message.blocks, block) if block else message.blocks
        told = replace(message, blocks=blocks, buttons=())
        return told, tuple(button.id for button in ways.numbered)

    def _chat(self, rows: Sequence[Delivery], urgent: bool) -> Address | None:
        """The chat an answer goes back to; else the person's first, or the next after failures.

        What is not urgent goes to no scarce channel.
        """
        asked = rows[0].address_id
        if asked is not None:
            # Also one that was linked elsewhere meanwhile: it is told so.
            chat = self.session.get_one(Address, asked)
            return chat if is_open(chat, self.counter.channels) else None
        chats = [chat for chat in self.chats if urgent or chat.channel not in self.scarce]
        if not chats:
            return None
        tries = max(row.attempts for row in rows)
        return chats[tries // TRIES_BEFORE_NEXT_CHANNEL % len(chats)]
