"""To which chat a person's messages go, and when a chat must wait."""

import pytest

from scheduler.delivery.digest import CHASE
from scheduler.delivery.monthly_quota import HELD_REASON
from scheduler.delivery.summaries import SECRETARY_STEP
from storage.database import Database
from storage.sent_messages import SentToPlatform
from storage.words import DeliveryKind, State
from tests.scheduler.calendars import at
from tests.scheduler.outbox_stage import (
    OTHER_CHANNEL,
    WITHOUT_BUTTONS,
    Platform,
    Stage,
    chat_of,
    delivery,
)
from tests.scheduler.packed_messages import DAY, NEXT_MORNING, contents, link_alone, packed, remind
from tests.scheduler.small_commune import CHANNEL, NOW, TODAY

SPENT = 95
"""Messages already used of the channel's monthly quota of a hundred."""


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    plain = Platform(OTHER_CHANNEL, WITHOUT_BUTTONS)
    return Stage(own_copy, others={(1, OTHER_CHANNEL): plain})


def use_up(stage: Stage, messages: int = SPENT) -> None:
    """The month of the channel without buttons is used so far, and the lead has no other chat."""
    link_alone(stage, "lead", OTHER_CHANNEL)
    with stage.commune() as commune:
        commune.session.add(SentToPlatform(channel=OTHER_CHANNEL, messages=messages, at=NOW))


def test_non_urgent_messages_wait_when_the_monthly_quota_is_nearly_used(stage: Stage) -> None:
    use_up(stage)
    with stage.commune() as commune:
        news, ordinary = delivery(commune).id, remind(commune, due_on=TODAY + DAY)
    assert packed(stage) == []
    rows = stage.rows()
    assert [row.id for row in rows] == [news, ordinary]
    assert {(row.state, row.reason) for row in rows} == {(State.PENDING, HELD_REASON)}
    assert {row.not_before for row in rows} == {NEXT_MORNING}


@pytest.mark.parametrize("urgent", ["answer", "summary", "today", "late", CHASE])
def test_urgent_messages_are_sent_along_with_held_ones(stage: Stage, urgent: str) -> None:
    use_up(stage)
    with stage.commune() as commune:
        if urgent == "answer":
            delivery(commune, sort=DeliveryKind.ANSWER, reason=HELD_REASON)
        elif urgent == "summary":
            delivery(commune, sort=DeliveryKind.SUMMARY, step=SECRETARY_STEP, reason=HELD_REASON)
        elif urgent == CHASE:
            remind(commune, CHASE, reason=HELD_REASON)
        else:
            due_on = TODAY if urgent == "today" else TODAY - DAY
            remind(commune, "due", due_on=due_on, reason=HELD_REASON)
        if urgent in ("today", "late", CHASE):
            remind(commune, reason=HELD_REASON)
    assert sorted(*contents(packed(stage))) == [row.id for row in stage.rows()]
    assert {row.reason for row in stage.rows()} == {""}


def test_the_failure_reason_is_kept_while_retrying(stage: Stage) -> None:
    with stage.commune() as commune:
        delivery(commune, reason="TemporaryError")
    assert len(packed(stage)) == 1
    assert stage.rows()[0].reason == "TemporaryError"


def test_another_channel_takes_what_the_quota_holds_back(stage: Stage) -> None:
    use_up(stage)
    stage.link("lead", CHANNEL)
    with stage.commune() as commune:
        delivery(commune)
        delivery(commune, sort=DeliveryKind.ANSWER)
    assert [envelope.channel for envelope in packed(stage)] == [CHANNEL, OTHER_CHANNEL]


@pytest.mark.parametrize(
    ("sort", "state"),
    [
        (DeliveryKind.NOTICE, State.WAITING),
        (DeliveryKind.ANSWER, State.WAITING),
        (DeliveryKind.EDIT, State.VOID),
    ],
)
@pytest.mark.parametrize("why", ["closed", "no such channel"])
def test_deliveries_wait_for_a_person_without_a_chat(
    stage: Stage, sort: DeliveryKind, state: State, why: str
) -> None:
    with stage.commune() as commune:
        chat = chat_of(commune, "lead")
        if why == "closed":
            chat.unreachable_at = NOW
        else:
            chat.channel = "web"
        delivery(commune, sort=sort)
        delivery(commune, sort=sort, address_id=chat.id)
    assert packed(stage) == []
    assert {(row.state, row.reason) for row in stage.rows()} == {(state, "unreachable")}


def test_an_answer_goes_to_the_asking_chat_even_if_unlinked_since(
    stage: Stage,
) -> None:
    stage.link("lead")
    with stage.commune() as commune:
        asked = chat_of(commune, "lead", OTHER_CHANNEL)
        asked.revoked_at = NOW
        delivery(commune, sort=DeliveryKind.ANSWER, address_id=asked.id)
        delivery(commune)
    assert [each.address for each in packed(stage)] == ["lead-zalo", "lead"]


@pytest.mark.parametrize(("attempts", "place"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 0), (12, 1)])
def test_after_four_tries_the_next_chat_is_tried(stage: Stage, attempts: int, place: int) -> None:
    stage.link("lead")
    with stage.commune() as commune:
        remind(commune, attempts=attempts)
        remind(commune, attempts=0)
    (envelope,) = packed(stage)
    assert envelope.address == ["lead", "lead-zalo"][place]


@pytest.mark.parametrize("night", ["2025-11-12 17:00", "2025-11-15 09:00"])
def test_outside_working_time_only_answers_go_out(stage: Stage, night: str) -> None:
    stage.clock.move_to(at(night))
    with stage.commune() as commune:
        said = delivery(commune, sort=DeliveryKind.ANSWER).id
        delivery(commune)
        remind(commune, due_on=TODAY + 30 * DAY)
    assert contents(packed(stage)) == [(said,)]
