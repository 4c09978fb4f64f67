"""The state of deliveries after success, refusal, temporary failure and unknown outcome."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import (
    AddressMoved,
    ChannelError,
    MessageRefused,
    PermanentError,
    Receipt,
    TemporaryError,
    UnknownOutcome,
)
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.packing import Envelope
from scheduler.delivery.recording import record_failure, record_sent
from scheduler.delivery.typed_answers import Choice
from scheduler.metrics import DELAY
from storage.database import ScopedSession
from storage.delivery import Delivery
from storage.dialog import OfferedChoices, set_choices
from storage.group import Group
from storage.person import Address
from storage.words import DeliveryKind, State
from tests.scheduler.outbox_stage import OTHER_CHANNEL, chat_of, delivery, text
from tests.scheduler.small_commune import CHANNEL, NOW, SETUP_AT, SmallCommune

SECOND = timedelta(seconds=1)
REASONS = {
    "moved": AddressMoved("x", "new"),
    "refused": MessageRefused("x"),
    "gone": PermanentError("x"),
    "later": TemporaryError("x"),
    "pause": TemporaryError("x", 7.0),
    "unknown": UnknownOutcome("x"),
}


def claimed(commune: SmallCommune, person: str | None = "lead", **values: object) -> Delivery:
    return delivery(commune, person, **({"lease_until": NOW} | values))


def envelope(chat: Address | Group, *rows: Delivery, **values: object) -> Envelope:
    ids = tuple(row.id for row in rows)
    group = isinstance(chat, Group)
    made = {"message": text("x"), "delivery_ids": ids, "since": NOW, "group": group}
    return Envelope(chat.id, chat.channel, chat.address, **(made | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "messages", "pause", "closed"),
    [
        ("moved", 0, None, False),
        ("refused", 0, None, False),
        ("gone", 0, None, True),
        ("later", 0, None, False),
        ("pause", 0, 7.0, False),
        ("unknown", 1, None, False),
    ],
)
def test_each_error_gives_its_message_count_pause_and_closing(
    commune: SmallCommune, reason: str, messages: int, pause: float | None, closed: bool
) -> None:
    chat = chat_of(commune, "lead")
    outcome = SendOutcome(1, envelope(chat), error=REASONS[reason])
    assert (outcome.messages, outcome.retry_after_seconds, outcome.chat_closed) == (
        messages,
        pause,
        closed,
    )
    shown_anew = SendOutcome(1, envelope(chat, edits="m1"), error=REASONS[reason])
    assert shown_anew.messages == 0


def test_a_message_counts_as_its_pieces(commune: SmallCommune) -> None:
    outcome = SendOutcome(1, envelope(chat_of(commune, "lead")), Receipt("m", 3))
    assert (outcome.messages, outcome.retry_after_seconds, outcome.chat_closed) == (3, None, False)


def test_a_delivery_accepted_by_the_platform_is_sent(commune: SmallCommune) -> None:
    chat, other = chat_of(commune, "lead"), chat_of(commune, "other")
    rows = [claimed(commune), claimed(commune), claimed(commune, "other")]
    left = claimed(commune)
    later = NOW + 5 * SECOND
    outcomes = [
        SendOutcome(1, envelope(chat, *rows[:2]), Receipt("m1")),
        SendOutcome(1, envelope(other, rows[2])),
    ]
    record_sent(commune.session, outcomes, later)
    for row in (*rows, left):
        commune.session.refresh(row)
    assert [row.state for row in rows] == [State.SENT] * 3
    assert [row.message_id for row in rows] == ["m1", "m1", ""]
    assert {(row.sent_at, row.channel, row.lease_until) for row in rows} == {(later, CHANNEL, None)}
    assert (left.state, left.lease_until, left.sent_at) == (State.PENDING, NOW, None)


def test_delay_is_measured_from_the_earliest_possible_send(
    commune: SmallCommune,
) -> None:
    def total() -> float:
        (metric,) = DELAY.collect()
        return next(each.value for each in metric.samples if each.name.endswith("_sum"))

    chat, before = chat_of(commune, "lead"), total()
    sent = [SendOutcome(1, envelope(chat, claimed(commune), since=NOW - 4 * SECOND), Receipt("m"))]
    record_sent(commune.session, sent, NOW)
    assert total() - before == 4
    early = [SendOutcome(1, envelope(chat, claimed(commune), since=NOW + SECOND), Receipt("m"))]
    record_sent(commune.session, early, NOW)
    assert total() - before == 4


def offered(session: ScopedSession, address_id: int) -> list[str]:
    """The ids of the lettered answers under a chat's newest message."""
    row = session.scalar(select(OfferedChoices).where(OfferedChoices.address_id == address_id))
    return [each for _, each in row.choices] if row is not None else []


def test_choices_of_the_newest_message_are_stored(commune: SmallCommune) -> None:
    session, chat = commune.session, chat_of(commune, "lead")

    def send(choices: tuple[Choice, ...] | None) -> list[str]:
        row = claimed(commune)
        record_sent(
            session, [SendOutcome(1, envelope(chat, row, choices=choices), Receipt("m"))], NOW
        )
        return offered(session, chat.id)

    assert send((("x", "a"), ("y", "b"))) == ["a", "b"]
    assert send(None) == ["a", "b"]
    assert send(()) == []


@pytest.mark.parametrize(
    ("reason", "attempts", "waits"),
    [
        ("later", 0, 1),
        ("later", 1, 5),
        ("later", 2, 30),
        ("later", 3, 60),
        ("later", 7, 960),
        ("later", 8, 1800),
        ("later", 500, 1800),
        ("pause", 3, 7),
        ("unknown", 0, 25),
        ("unknown", 3, 25),
    ],
)
def test_temporary_failures_are_retried_with_longer_waits(
    commune: SmallCommune, reason: str, attempts: int, waits: int
) -> None:
    chat, row = chat_of(commune, "lead"), claimed(commune, attempts=attempts)
    outcome = SendOutcome(1, envelope(chat, row), error=REASONS[reason])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert (row.state, row.lease_until) == (State.PENDING, None)
    assert (row.attempts, row.not_before) == (attempts + 1, NOW + waits * SECOND)
    assert row.reason == type(outcome.error).__name__
    assert row.unknown is (reason == "unknown")


@pytest.mark.parametrize(
    ("reason", "state"), [("refused", State.FAILED), ("gone", State.PENDING), ("moved", "pending")]
)
def test_only_a_refused_message_has_failed(
    commune: SmallCommune, reason: str, state: State
) -> None:
    chat, row = chat_of(commune, "lead"), claimed(commune, attempts=2)
    outcome = SendOutcome(1, envelope(chat, row), error=REASONS[reason])
    record_failure(commune.session, outcome, [row], ManualClock(NOW + SECOND))
    assert (row.state, row.attempts, row.lease_until) == (state, 2, None)
    assert (row.not_before, row.unknown) == (NOW, False)
    assert row.reason == type(outcome.error).__name__
    assert chat.address == ("new" if reason == "moved" else "lead")


@pytest.mark.parametrize(
    ("sort", "attempts", "state"),
    [
        (DeliveryKind.EDIT, 1, State.PENDING),
        (DeliveryKind.EDIT, 2, State.FAILED),
        (DeliveryKind.EDIT, 3, State.FAILED),
        (DeliveryKind.ANSWER, 9, State.PENDING),
    ],
)
def test_an_edit_is_tried_three_times(
    commune: SmallCommune, sort: DeliveryKind, attempts: int, state: State
) -> None:
    row = claimed(commune, sort=sort, attempts=attempts)
    outcome = SendOutcome(1, envelope(chat_of(commune, "lead"), row), error=REASONS["later"])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert row.state is state


def test_all_deliveries_of_a_message_get_the_same_state(commune: SmallCommune) -> None:
    rows = [claimed(commune), claimed(commune, attempts=1)]
    outcome = SendOutcome(1, envelope(chat_of(commune, "lead"), *rows), error=REASONS["later"])
    record_failure(commune.session, outcome, rows, ManualClock(NOW))
    assert [row.attempts for row in rows] == [1, 2]
    assert [row.not_before for row in rows] == [NOW + SECOND, NOW + 5 * SECOND]


@pytest.mark.parametrize(
    ("reason", "edits", "kept"),
    [
        ("unknown", None, []),
        ("unknown", "m1", ["a"]),
        ("later", None, ["a"]),
        ("refused", None, ["a"]),
    ],
)
def test_choices_are_cleared_by_an_unknown_outcome(
    commune: SmallCommune, reason: str, edits: str | None, kept: list[str]
) -> None:
    chat, row = chat_of(commune, "lead"), claimed(commune)
    set_choices(commune.session, 1, chat.id, [("x", "a")])
    outcome = SendOutcome(1, envelope(chat, row, edits=edits), error=REASONS[reason])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert offered(commune.session, chat.id) == kept


def group_of(commune: SmallCommune, address: str = "group") -> Group:
    group = Group(unit_id=1, channel=CHANNEL, address=address, linked_at=SETUP_AT, next_list_at=NOW)
    commune.session.add(group)
    commune.session.flush()
    return group


def test_an_unknown_outcome_of_a_group_clears_no_persons_choices(commune: SmallCommune) -> None:
    group = group_of(commune)
    chat = commune.session.get_one(Address, group.id)
    set_choices(commune.session, 1, chat.id, [("x", "a")])
    row = claimed(commune, person=None, group_id=group.id)
    outcome = SendOutcome(1, envelope(group, row), error=REASONS["unknown"])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert offered(commune.session, chat.id) == ["a"]


def test_a_migrated_group_gets_its_new_address(commune: SmallCommune) -> None:
    group = group_of(commune)
    row = claimed(commune, person=None, group_id=group.id)
    outcome = SendOutcome(1, envelope(group, row), error=REASONS["moved"])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert group.address == "new"
    assert commune.session.get_one(Address, group.id).address != "new"


def test_a_pause_delays_all_deliveries_of_that_chat(commune: SmallCommune) -> None:
    chat, until = chat_of(commune, "lead"), NOW + 7 * SECOND
    there = Address(
        person_id=chat.person_id, channel=OTHER_CHANNEL, address="b", linked_at=SETUP_AT
    )
    commune.session.add(there)
    commune.session.flush()
    tried = claimed(commune)
    put_off = [
        claimed(commune),
        claimed(commune, address_id=chat.id),
        claimed(commune, not_before=until - SECOND),
    ]
    left = [
        claimed(commune, address_id=there.id),
        claimed(commune, "other"),
        claimed(commune, state=State.VOID),
        claimed(commune, sent_at=NOW),
        claimed(commune, not_before=until + SECOND),
    ]
    before = [row.not_before for row in left]
    outcome = SendOutcome(1, envelope(chat, tried), error=REASONS["pause"])
    record_failure(commune.session, outcome, [tried], ManualClock(NOW))
    assert [row.not_before for row in (tried, *put_off)] == [until] * 4
    assert [row.not_before for row in left] == before


def test_a_pause_of_a_group_delays_its_deliveries(commune: SmallCommune) -> None:
    group, other = group_of(commune), group_of(commune, "another")
    rows = [claimed(commune, person=None, group_id=each.id) for each in (group, group, other)]
    of_person = claimed(commune)
    outcome = SendOutcome(1, envelope(group, rows[0]), error=REASONS["pause"])
    record_failure(commune.session, outcome, rows[:1], ManualClock(NOW))
    until = NOW + 7 * SECOND
    assert [row.not_before for row in rows] == [until, until, NOW]
    assert of_person.not_before == NOW


def test_without_a_pause_nothing_else_is_delayed(commune: SmallCommune) -> None:
    tried, other = claimed(commune), claimed(commune)
    error: ChannelError = REASONS["later"]
    outcome = SendOutcome(1, envelope(chat_of(commune, "lead"), tried), error=error)
    record_failure(commune.session, outcome, [tried], ManualClock(NOW))
    assert other.not_before == NOW
