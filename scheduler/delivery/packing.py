"""Pack what one person hears: which of their ready deliveries, as which messages, in which chat."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.calendar.working_time import MORNING, ONE_DAY, local_day, vietnam_to_utc
from scheduler.delivery.buttons import keep_buttons, name_buttons
from scheduler.delivery.channel import Capabilities, Outgoing
from scheduler.delivery.chats import is_open
from scheduler.delivery.digest import (
    ALERTS,
    CHASE,
    DigestFacts,
    digest,
    digests_today,
    read_known,
    sort_out,
)
from scheduler.delivery.message_json import decode
from scheduler.delivery.monthly_quota import HELD, scarce
from scheduler.delivery.numbered_answers import answers
from scheduler.delivery.quiet_time import sayable
from scheduler.delivery.summaries import summary
from scheduler.delivery.unread import seen_first
from scheduler.delivery.wording import Wording
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import CommuneTransaction
from storage.delivery import Delivery
from storage.person import Address, Person, addresses
from storage.words import DeliveryKind, State

log = logging.getLogger(__name__)

AFTER_A_FAILURE = timedelta(seconds=90)
"""Until a delivery whose message could not be made is tried again."""
MESSAGES_AT_ONCE = 3
"""To one person, before others' turn comes again."""
DIGESTS_A_DAY = 2
TRIES_BEFORE_NEXT_CHANNEL = 3
TRIES_OF_A_BAD_ITEM = 5


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message ready for one address, and the deliveries it carries.

    The address is a person's of the id `address_id`; of a `group` that is the group's.

    `choices` are the buttons that became numbered answers; None where the platform shows them.
    `edits` is the platform's id of the message that this one takes the place of, if any. `since` is
    the moment (UTC) from which on the first of its deliveries might be sent.
    """

    address_id: int
    channel: str
    address: str
    message: Outgoing
    delivery_ids: tuple[int, ...]
    since: datetime
    choices: tuple[str, ...] | None = None
    edits: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Counter:
    """What making parcels needs beside a session: at the office's time and the machine's.

    Leases go by the machine's clock, since a rehearsal's clock may leap. Nothing is made for the
    `busy` persons: something of theirs is still on its way.
    """

    national: NationalDays
    wording: Wording
    channels: Mapping[tuple[int, str], Capabilities]
    now: datetime
    machine_now: datetime
    busy: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What the parcels of some persons of one commune have in common.

    Only the deliveries in `sayable` may go out now. To a channel that is `scarce` only what is
    urgent goes. `known` is None where it could not be read for all at once. `shown` collects the
    messages whose buttons are to be kept, with the person of each.
    """

    at: CommuneTransaction
    counter: Counter
    sayable: frozenset[int]
    scarce: frozenset[str]
    known: DigestFacts | None
    digests_today: Mapping[int, int]
    shown: list[tuple[int, Outgoing]] = field(default_factory=list)


def pack_persons(
    at: CommuneTransaction, counter: Counter, mail: Mapping[int, Sequence[Delivery]]
) -> Mapping[int, tuple[Envelope, ...]]:
    """The envelopes of the ready deliveries of persons, both by person id.

    A person has none when nothing of theirs is to be said now. What will not be said any more, or
    later, is noted in its row.
    """
    chats: dict[int, list[Address]] = {person_id: [] for person_id in mail}
    for chat in addresses(at.session, list(mail)):
        if is_open(chat, counter.channels):
            chats[chat.person_id].append(chat)
    seen_first(at.session, at.office.calendar, at.now, chats)
    batch = _batch(at, counter, [row for rows in mail.values() for row in rows])
    packed = {each: tuple(Packer(batch, each, chats[each]).pack(mail[each])) for each in mail}
    keep_buttons(at.session, batch.shown, at.now)
    return packed


def _batch(at: CommuneTransaction, counter: Counter, rows: Sequence[Delivery]) -> Batch:
    """What is read at once for all persons of these deliveries."""
    now = sayable(at.session, at.office, rows, at.now)
    reminders = [row for row in now if row.sort is DeliveryKind.REMINDER]
    return Batch(
        at,
        counter,
        frozenset(row.id for row in now),
        scarce(at.session, counter.channels, at.office.commune_id, at.now),
        _known(at.session, reminders),
        digests_today(at.session, {row.person_id or 0 for row in reminders}, at.now),
    )


def _known(session: Session, reminders: Sequence[Delivery]) -> DigestFacts | None:
    """What these reminders rest on; None where reading fails: then each person's is read alone."""
    try:
        return read_known(session, reminders)
    except DBAPIError:
        # The database's trouble is no item's.
        raise
    except Exception:
        log.exception("the reminders of %s persons are read one by one", len(reminders))
        return None


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes one person's envelopes; a delivery that fails is put aside and stops no other."""

    batch: Batch
    person_id: int
    chats: Sequence[Address]

    def pack(self, rows: Sequence[Delivery]) -> list[Envelope]:
        """The envelopes of these deliveries, told things first, then reminders.

        Of many things only the first few: others' mail is not kept waiting for one chat's pace.
        """
        now = [row for row in rows if row.id in self.batch.sayable]
        told = [row for row in now if row.sort is not DeliveryKind.REMINDER]
        told, left = told[:MESSAGES_AT_ONCE], told[MESSAGES_AT_ONCE:]
        reminders = [] if left else [row for row in now if row.sort is DeliveryKind.REMINDER]
        envelopes = [self._try([row], partial(self._told, row)) for row in told]
        if reminders:
            envelopes.append(self._try(reminders, partial(self._digest, reminders)))
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
                row.not_before = self._counter.now + AFTER_A_FAILURE
                if row.attempts >= TRIES_OF_A_BAD_ITEM:
                    row.state = State.FAILED
            return None

    def _told(self, row: Delivery) -> Envelope | None:
        if row.sort is DeliveryKind.SUMMARY:
            at = self.batch.at
            name = at.session.get_one(Person, self.person_id).name
            wording = self._counter.wording
            message = self._named(summary(at.session, at.office, wording, name, row))
        else:
            message = decode(row.body or {})
        envelope = self._envelope(message, [row], urgent=row.sort is not DeliveryKind.NOTICE)
        if envelope is None or row.sort is not DeliveryKind.EDIT:
            return envelope
        return replace(envelope, choices=None, edits=row.message_id)

    def _digest(self, rows: Sequence[Delivery]) -> Envelope | None:
        known = self.batch.known or read_known(self.batch.at.session, rows)
        bundle = sort_out(known, rows)
        for row, why in bundle.void:
            row.state, row.reason = State.VOID, why
        said = self._within_the_day(bundle.said)
        if not said:
            return None
        words = digest(self.batch.at.office, known, said, self._counter.now)
        message = self._named(self._counter.wording.digest(words))
        late = any(each.item.due_on <= words.today for each in words.reminders)
        urgent = late or any(row.step == CHASE for row in said)
        return self._envelope(message, said, urgent)

    def _named(self, message: Outgoing) -> Outgoing:
        """The message with its buttons, to be kept with those of all."""
        named = name_buttons(message)
        self.batch.shown.append((self.person_id, named))
        return named

    def _within_the_day(self, said: Sequence[Delivery]) -> Sequence[Delivery]:
        """What may still be said today; the rest waits for the next working morning."""
        ordinary = [row for row in said if row.step not in ALERTS]
        if not ordinary or self.batch.digests_today.get(self.person_id, 0) < DIGESTS_A_DAY:
            return said
        for row in ordinary:
            row.not_before = self._next_morning()
        return [row for row in said if row.step in ALERTS]

    def _next_morning(self) -> datetime:
        tomorrow = local_day(self._counter.now) + ONE_DAY
        return vietnam_to_utc(self.batch.at.office.calendar.next_working(tomorrow), MORNING)

    @property
    def _counter(self) -> Counter:
        return self.batch.counter

    def _envelope(
        self, message: Outgoing, rows: Sequence[Delivery], urgent: bool
    ) -> Envelope | None:
        chat = self._chat(rows, urgent)
        if chat is None and not urgent and self.chats:
            # The next digest has it: with something urgent, or when the month is over.
            for row in rows:
                row.not_before, row.reason = self._next_morning(), HELD
            return None
        if chat is None:
            for row in rows:
                row.state = State.VOID if row.sort is DeliveryKind.EDIT else State.WAITING
                row.reason = "unreachable"
            return None
        for row in rows:
            if row.reason == HELD:
                row.reason = ""
        ids = tuple(row.id for row in rows)
        told, choices = self._answerable(chat, message)
        since = min(row.not_before for row in rows)
        return Envelope(chat.id, chat.channel, chat.address, told, ids, since, choices)

    def _answerable(
        self, chat: Address, message: Outgoing
    ) -> tuple[Outgoing, tuple[str, ...] | None]:
        """The message as that chat can answer it, and its numbered answers."""
        if self._counter.channels[self.batch.at.office.commune_id, chat.channel].buttons:
            return message, None
        ways = answers(message)
        block = self._counter.wording.typed(ways)
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
            chat = self.batch.at.session.get_one(Address, asked)
            return chat if is_open(chat, self._counter.channels) else None
        chats = [chat for chat in self.chats if urgent or chat.channel not in self.batch.scarce]
        if not chats:
            return None
        tries = max(row.attempts for row in rows)
        return chats[tries // TRIES_BEFORE_NEXT_CHANNEL % len(chats)]
