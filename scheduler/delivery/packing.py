"""Pack a person's ready deliveries: choose which go now, as which messages, to which chat."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from scheduler.calendar.working_time import MORNING, ONE_DAY, local_day, vietnam_to_utc
from scheduler.delivery.buttons import keep_buttons, name_buttons
from scheduler.delivery.channel import Capabilities, Outgoing
from scheduler.delivery.chats import takes_messages
from scheduler.delivery.daily_limit import (
    NOTHING_SENT,
    SentToday,
    digests_today,
    reminders_to_wait,
)
from scheduler.delivery.digest import (
    CHASE,
    OWN,
    DigestFacts,
    make_digest,
    read_digest_facts,
    read_facts_at_once,
    select_reminders,
)
from scheduler.delivery.message_json import decode
from scheduler.delivery.monthly_quota import HELD_REASON, scarce_channels
from scheduler.delivery.own_wishes import (
    NO_WISHES,
    OwnFacts,
    due_wishes,
    read_own_facts,
    select_wishes,
)
from scheduler.delivery.packing_retry import retry_later
from scheduler.delivery.quiet_time import postpone_if_quiet
from scheduler.delivery.repeats import mark_repeat, repeated_ids
from scheduler.delivery.summaries import summary
from scheduler.delivery.typed_answers import Choice
from scheduler.delivery.unread import put_unread_pages_last
from scheduler.delivery.wording import Wording
from scheduler.ladder.hours import HOUR_STEPS
from scheduler.ladder.office import NationalDays
from scheduler.work.transaction import CommuneTransaction
from storage.database import is_outage
from storage.delivery import Delivery
from storage.person import Address, Person, addresses
from storage.words import DeliveryKind, State

MESSAGES_PER_CLAIM = 3
"""The most messages to one person per claim, besides the digest, so that others get theirs too."""
TRIES_BEFORE_NEXT_CHANNEL = 4

URGENT = HOUR_STEPS | {CHASE, OWN}
"""Steps that make a digest urgent."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message ready for one chat, and the deliveries it carries.

    `address_id` is the id of a person's address, or of a `group`. `choices` are the
    letters that became answers, with the ids of their buttons; None where the platform shows
    buttons. `edits` is the platform's id of the message this one replaces. `since` (UTC) is when
    the first delivery became ready.
    `repeated` are the deliveries of which an earlier message may have arrived.
    """

    address_id: int
    channel: str
    address: str
    message: Outgoing
    delivery_ids: tuple[int, ...]
    since: datetime
    choices: tuple[Choice, ...] | None = None
    edits: str | None = None
    group: bool = False
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PackingContext:
    """What packing needs besides a transaction.

    `now` is the office's time, `machine_now` that of leases, since a simulated clock may jump.
    Nothing is packed for `busy` persons: a message to them is being sent.
    """

    national: NationalDays
    wording: Wording
    channels: Mapping[tuple[int, str], Capabilities]
    now: datetime
    machine_now: datetime
    busy: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class PackingBatch:
    """What is read in one go for all persons of one commune in a claim.

    `sendable_ids` are the deliveries that may be sent now. `scarce` channels take only urgent
    messages. `facts` is None without reminders, and when reading them failed. `own` is what persons
    asked to be reminded of. `shown` collects messages with person ids, so that their buttons are
    stored together.
    """

    at: CommuneTransaction
    context: PackingContext
    sendable_ids: frozenset[int]
    scarce: frozenset[str]
    facts: DigestFacts | None
    digests_today: Mapping[int, SentToday]
    own: OwnFacts = NO_WISHES
    shown: list[tuple[int, Outgoing]] = field(default_factory=list)


def pack_persons(
    at: CommuneTransaction, context: PackingContext, ready: Mapping[int, Sequence[Delivery]]
) -> Mapping[int, tuple[Envelope, ...]]:
    """The envelopes of persons' ready deliveries, both by person id.

    The tuple is empty when nothing is to be sent now. Deliveries that are void or postponed are
    marked so.
    """
    chats: dict[int, list[Address]] = {person_id: [] for person_id in ready}
    for chat in addresses(at.session, list(ready)):
        if takes_messages(chat, context.channels):
            chats[chat.person_id].append(chat)
    put_unread_pages_last(at.session, at.office.calendar, at.now, chats)
    batch = _batch(at, context, [row for rows in ready.values() for row in rows])
    packed = {
        each: tuple(PersonPacker(batch, each, chats[each]).pack(ready[each])) for each in ready
    }
    keep_buttons(at.session, batch.shown, at.now)
    return packed


def _batch(
    at: CommuneTransaction, context: PackingContext, rows: Sequence[Delivery]
) -> PackingBatch:
    """Read what the packing of these deliveries needs."""
    now = postpone_if_quiet(at.session, at.office, rows, at.now)
    reminders = [row for row in now if row.sort is DeliveryKind.REMINDER]
    return PackingBatch(
        at,
        context,
        frozenset(row.id for row in now),
        scarce_channels(at.session, context.channels, at.office.commune_id, at.now),
        read_facts_at_once(at.session, reminders) if reminders else None,
        digests_today(at.session, {row.person_id or 0 for row in reminders}, at.now)
        if reminders
        else {},
        read_own_facts(at.session, reminders, at.now),
    )


@dataclass(frozen=True, slots=True)
class PersonPacker:
    """Packs one person's deliveries; one that fails is tried again later and holds up no other."""

    batch: PackingBatch
    person_id: int
    chats: Sequence[Address]

    def pack(self, rows: Sequence[Delivery]) -> list[Envelope]:
        """The envelopes of these deliveries: one for each that is not a reminder, then one digest
        of all reminders. If there are many of the former, only the first few are packed and no
        digest, so that one chat's rate limit does not hold up other persons.
        """
        now = [row for row in rows if row.id in self.batch.sendable_ids]
        others = [row for row in now if row.sort is not DeliveryKind.REMINDER]
        others, left = others[:MESSAGES_PER_CLAIM], others[MESSAGES_PER_CLAIM:]
        reminders = [] if left else [row for row in now if row.sort is DeliveryKind.REMINDER]
        envelopes = [self._try([row], partial(self._single, row)) for row in others]
        if reminders:
            envelopes.append(self._try(reminders, partial(self._digest, reminders)))
        return [envelope for envelope in envelopes if envelope is not None]

    def _try(
        self, rows: Sequence[Delivery], make: Callable[[], Envelope | None]
    ) -> Envelope | None:
        try:
            return make()
        except Exception as error:
            if is_outage(error):
                raise
            retry_later(rows, error, self._context.now)
            return None

    def _single(self, row: Delivery) -> Envelope | None:
        if row.sort is DeliveryKind.SUMMARY:
            at = self.batch.at
            name = at.session.get_one(Person, self.person_id).name
            wording = self._context.wording
            message = self._with_button_ids(summary(at.session, at.office, wording, name, row))
        else:
            message = decode(row.body or {})
        envelope = self._envelope(message, [row], urgent=row.sort is not DeliveryKind.NOTICE)
        if envelope is None or row.sort is not DeliveryKind.EDIT:
            return envelope
        return replace(envelope, choices=None, edits=row.message_id)

    def _digest(self, rows: Sequence[Delivery]) -> Envelope | None:
        facts = self.batch.facts or read_digest_facts(self.batch.at.session, rows)
        selected = select_reminders(facts, [row for row in rows if row.step != OWN])
        wished = select_wishes(self.batch.own, [row for row in rows if row.step == OWN])
        for row, why in (*selected.void, *wished.void):
            row.state, row.reason = State.VOID, why
        own = wished.to_send
        planned = selected.to_send if own else self._within_daily_limit(selected.to_send)
        to_send = (*planned, *own)
        if not to_send:
            return None
        office, now = self.batch.at.office, self._context.now
        wishes = due_wishes(office, self.batch.own, facts, own, now)
        digest = make_digest(office, facts, to_send, now, wishes)
        message = self._with_button_ids(self._context.wording.digest(digest))
        late = any(each.item.due_on <= digest.today for each in digest.reminders)
        urgent = late or any(row.step in URGENT for row in to_send)
        return self._envelope(message, to_send, urgent)

    def _with_button_ids(self, message: Outgoing) -> Outgoing:
        """The message with an id in each button, to be stored with the batch."""
        named = name_buttons(message)
        self.batch.shown.append((self.person_id, named))
        return named

    def _within_daily_limit(self, rows: Sequence[Delivery]) -> Sequence[Delivery]:
        """The reminders that may be sent today; others wait for the next working morning."""
        sent = self.batch.digests_today.get(self.person_id, NOTHING_SENT)
        waiting = reminders_to_wait(rows, sent)
        for row in waiting:
            row.not_before = self._next_morning()
        return [row for row in rows if row not in waiting]

    def _next_morning(self) -> datetime:
        tomorrow = local_day(self._context.now) + ONE_DAY
        return vietnam_to_utc(self.batch.at.office.calendar.next_working(tomorrow), MORNING)

    @property
    def _context(self) -> PackingContext:
        return self.batch.context

    def _envelope(
        self, message: Outgoing, rows: Sequence[Delivery], urgent: bool
    ) -> Envelope | None:
        chat = self._chat(rows, urgent)
        if chat is None and not urgent and self.chats:
            # The next urgent digest takes it along, or one after the month ends.
            for row in rows:
                row.not_before, row.reason = self._next_morning(), HELD_REASON
            return None
        if chat is None:
            for row in rows:
                row.state = State.VOID if row.sort is DeliveryKind.EDIT else State.WAITING
                row.reason = "unreachable"
            return None
        for row in rows:
            if row.reason == HELD_REASON:
                row.reason = ""
        ids, repeated = tuple(row.id for row in rows), repeated_ids(rows)
        if repeated:
            message = mark_repeat(message, self._context.wording)
        answerable, choices = self._answerable(chat, message)
        since = min(row.not_before for row in rows)
        to = (chat.id, chat.channel, chat.address)
        return Envelope(*to, answerable, ids, since, choices, repeated=repeated)

    def _answerable(
        self, chat: Address, message: Outgoing
    ) -> tuple[Outgoing, tuple[Choice, ...] | None]:
        """The message for that chat, and its lettered answers, if any."""
        if self._context.channels[self.batch.at.office.commune_id, chat.channel].buttons:
            return message, None
        ways = self._context.wording.typed_answers(message)
        block = self._context.wording.typed_answer_hints(ways)
        blocks = (*message.blocks, block) if block else message.blocks
        return replace(message, blocks=blocks, buttons=()), ways.choices

    def _chat(self, rows: Sequence[Delivery], urgent: bool) -> Address | None:
        """The chat to send to: the one whose message is answered, otherwise the person's first open
        chat. A chat whose channel is scarce is used for urgent messages only. None if there is
        none.
        """
        asked = rows[0].address_id
        if asked is not None:
            # Even one that is linked to somebody else by now: the answer says so.
            chat = self.batch.at.session.get_one(Address, asked)
            return chat if takes_messages(chat, self._context.channels) else None
        chats = [chat for chat in self.chats if urgent or chat.channel not in self.batch.scarce]
        if not chats:
            return None
        tries = max(row.attempts for row in rows)
        return chats[tries // TRIES_BEFORE_NEXT_CHANNEL % len(chats)]
