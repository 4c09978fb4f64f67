"""Packing one person's ready deliveries into messages: which and when."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.digest import CHASE, VoidReason
from scheduler.delivery.lease import LEASE
from scheduler.delivery.message_json import encode
from scheduler.delivery.packing_retry import RETRY_AFTER_FAILURE
from scheduler.delivery.summaries import SECRETARY_STEP
from storage.database import Database
from storage.dialog import ShownButton
from storage.words import DeliveryKind, MilestoneShape, State, Status
from tests.scheduler.calendars import at
from tests.scheduler.outbox_stage import (
    OTHER_CHANNEL,
    WITHOUT_BUTTONS,
    Platform,
    Stage,
    chat_of,
    delivery,
    reminder,
)
from tests.scheduler.packed_messages import DAY, NEXT_MORNING, contents, link_alone, packed, remind
from tests.scheduler.small_commune import CHANNEL, NOW, SmallCommune


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    plain = Platform(OTHER_CHANNEL, WITHOUT_BUTTONS)
    return Stage(own_copy, others={(1, OTHER_CHANNEL): plain})


def test_reminders_of_one_person_come_in_one_message(stage: Stage) -> None:
    with stage.commune() as commune:
        first, second = remind(commune), remind(commune, not_before=NOW - DAY)
    (envelope,) = packed(stage)
    assert sorted(envelope.delivery_ids) == [first, second]
    assert (envelope.address, envelope.channel) == ("lead", CHANNEL)
    assert (envelope.since, envelope.choices, envelope.edits) == (NOW - DAY, None, None)
    assert not envelope.group
    assert [row.lease_until for row in stage.rows()] == [NOW + LEASE] * 2


@pytest.mark.parametrize(("told", "messages"), [(2, 3), (3, 4), (4, 3), (7, 3)])
def test_messages_at_once_are_limited_and_reminders_come_last(
    stage: Stage, told: int, messages: int
) -> None:
    with stage.commune() as commune:
        remind(commune)
        for _ in range(told):
            delivery(commune)
    first = [(number,) for number in range(2, 2 + min(told, 3))]
    assert contents(packed(stage)) == (first + [(1,)] if told <= 3 else first)[:messages]
    left = [row for row in stage.rows() if row.lease_until is None]
    assert len(left) == 1 + told - messages


BROKEN = {"nothing": 1}
"""A body that no version has written."""


def test_a_broken_message_blocks_no_other_and_finally_fails(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with stage.commune() as commune:
        broken, whole = delivery(commune, body=BROKEN).id, delivery(commune).id
    assert contents(packed(stage)) == [(whole,)]
    row = stage.rows()[0]
    assert (row.attempts, row.reason, row.not_before) == (1, "KeyError", NOW + RETRY_AFTER_FAILURE)
    assert (row.state, row.lease_until) == (State.PENDING, None)
    for tries in range(2, 6):
        stage.clock.move_to(NOW + tries * RETRY_AFTER_FAILURE)
        assert packed(stage) == []
        row = stage.rows()[0]
        assert (row.attempts, row.state) == (tries, "failed" if tries == 5 else "pending")
    assert f"delivery {broken} cannot be made" in caplog.text


def broken_quota(commune: SmallCommune) -> int:
    """A reminder of an item whose own ladder no import lets in."""
    quota = {
        "shape": MilestoneShape.QUOTA,
        "target": 9,
        "value": 1,
        "opens_on": date(2025, 1, 1),
    }
    row = commune.add(task={"ladder": {"before": "x"}}, status=Status.ACCEPTED, **quota)
    return reminder(commune, row, "before_7").id


def test_a_broken_digest_blocks_no_news_and_no_other_person(stage: Stage) -> None:
    with stage.commune() as commune:
        mine, broken = remind(commune), broken_quota(commune)
        news = delivery(commune).id
        theirs = remind(commune, person="other")
    assert sorted(contents(packed(stage))) == [(news,), (theirs,)]
    rows = {row.id: row for row in stage.rows()}
    assert [rows[each].attempts for each in (mine, broken, news, theirs)] == [1, 1, 0, 0]
    assert [rows[each].reason for each in (mine, broken)] == ["BadLadder"] * 2


def test_when_a_batch_read_fails_reminders_are_read_for_each_person(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with stage.commune() as commune:
        mine, theirs = remind(commune), remind(commune, person="other")
    with stage.database.everything() as session:
        session.connection().execute(sql("UPDATE milestone SET status = 'x' WHERE id = 1"))
    assert contents(packed(stage)) == [(theirs,)]
    assert [row.attempts for row in stage.rows()] == [1, 0]
    assert "cannot be read at once" in caplog.text
    assert stage.rows()[0].id == mine


def test_outdated_reminders_are_dropped_with_a_reason(stage: Stage) -> None:
    with stage.commune() as commune:
        stale = remind(commune, status=Status.SUBMITTED)
    assert packed(stage) == []
    (row,) = stage.rows()
    assert (row.id, row.state, row.reason) == (stale, State.VOID, VoidReason.CHANGED)


def test_a_summary_is_made_when_it_is_sent(stage: Stage) -> None:
    with stage.commune() as commune:
        absent = commune.people["head"]
        rows = {"sort": DeliveryKind.SUMMARY, "body": None}
        delivery(commune, "secretary", step=SECRETARY_STEP, absent_id=absent, **rows)
    (envelope,) = packed(stage)
    assert "secretary, nhận thay đồng chí head" in envelope.message.plain


def test_an_edit_names_the_message_it_replaces(stage: Stage) -> None:
    with stage.commune() as commune:
        chat = chat_of(commune, "lead", CHANNEL)
        delivery(commune, sort=DeliveryKind.EDIT, message_id="m7", address_id=chat.id)
        delivery(commune, message_id="m8")
    first, second = packed(stage)
    assert (first.edits, first.choices) == ("m7", None)
    assert second.edits is None


def test_an_edit_offers_no_new_letters(stage: Stage) -> None:
    link_alone(stage, "lead", OTHER_CHANNEL)
    buttons = ((Button("A", "12 đã nhận", "x"), Button("B", "12 đang làm", "y")),)
    body = encode(Outgoing((Block(("card",)),), buttons))
    with stage.commune() as commune:
        delivery(commune, sort=DeliveryKind.ANSWER, body=body)
        delivery(commune, sort=DeliveryKind.EDIT, body=body, message_id="m1")
    first, second = packed(stage)
    assert (first.choices, second.choices) == ((("a", "x"), ("b", "y")), None)


def test_buttons_become_letters_or_words_on_channels_without_buttons(stage: Stage) -> None:
    link_alone(stage, "other", OTHER_CHANNEL)
    buttons = ((Button("A", "12 đã nhận", "x"), Button("B", "12 đang làm", "y")),)
    message = Outgoing((Block(("card",)),), buttons)
    plain = encode(Outgoing((Block(("card",)),)))
    with stage.commune() as commune:
        for person in ("lead", "other"):
            delivery(commune, person, body=encode(message))
        delivery(commune, "other", body=plain)
    with_buttons, without, nothing = packed(stage)
    assert (with_buttons.message, with_buttons.choices) == (message, None)
    assert without.choices == (("a", "x"), ("b", "y"))
    assert without.message.buttons == ()
    assert "a. A  b. B" in without.message.blocks[1].plain
    assert len(without.message.blocks) == 2
    assert (nothing.message.plain, nothing.choices) == ("card", ())


def test_the_buttons_of_a_digest_are_stored_for_its_person(stage: Stage) -> None:
    with stage.commune() as commune:
        remind(commune)
        lead = commune.people["lead"]
    (envelope,) = packed(stage)
    shown = {button.id for row in envelope.message.buttons for button in row}
    assert shown
    assert "" not in shown
    with stage.commune() as commune:
        kept = commune.session.scalars(select(ShownButton)).all()
    assert {press.id for press in kept} == shown
    assert {press.person_id for press in kept} == {lead}
    assert {press.shown_at for press in kept} == {NOW}


@pytest.mark.parametrize(
    ("step", "status"), [("blocked_0", Status.BLOCKED), (CHASE, Status.ACCEPTED)]
)
def test_the_third_digest_of_a_day_waits_for_the_next_morning_alerts_do_not(
    stage: Stage, step: str, status: Status
) -> None:
    with stage.commune() as commune:
        sent_digests(commune, 2)
        ordinary, alert = remind(commune), remind(commune, step, status=status)
    assert contents(packed(stage)) == [(alert,)]
    rows = {row.id: row for row in stage.rows()}
    assert rows[ordinary].not_before == NEXT_MORNING
    assert (rows[ordinary].state, rows[alert].not_before) == (State.PENDING, NOW)
    stage.clock.move_to(NEXT_MORNING)
    assert contents(packed(stage)) == [(ordinary,)]


def test_a_normal_third_digest_of_a_day_is_not_sent(stage: Stage) -> None:
    with stage.commune() as commune:
        sent_digests(commune, 2)
        remind(commune)
    assert packed(stage) == []


def sent_digests(commune: SmallCommune, count: int, **values: Any) -> None:
    """So many messages with two reminders each were sent to the lead today."""
    about: dict[str, Any] = {"state": State.SENT, "sent_at": at("2025-11-12 00:00")} | values
    for number in range(count):
        for _ in range(2):
            remind(commune, **({"message_id": f"m{number}"} | about))


@pytest.mark.parametrize(
    "values",
    [
        {"sent_at": at("2025-11-12 00:00") - timedelta(seconds=1)},
        {"sort": DeliveryKind.NOTICE},
        {"person": "other"},
        {"step": CHASE},
        {"step": "blocked_0"},
        {"message_id": "m"},
        {"sent_at": None},
    ],
)
def test_only_digests_of_that_person_and_day_count(stage: Stage, values: dict[str, object]) -> None:
    with stage.commune() as commune:
        sent_digests(commune, 2, **values)
        ready = remind(commune)
    assert contents(packed(stage)) == [(ready,)]


def test_the_next_morning_is_of_a_working_day(stage: Stage) -> None:
    friday = at("2025-11-14 09:00")
    stage.clock.move_to(friday)
    with stage.commune() as commune:
        sent_digests(commune, 2, sent_at=at("2025-11-14 08:00"))
        remind(commune)
    assert packed(stage) == []
    assert stage.rows()[-1].not_before == at("2025-11-17 08:00")
