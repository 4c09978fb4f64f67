"""What may have arrived is sent again, and says that it is a repeat."""

import asyncio
from datetime import timedelta

import pytest

from bot.texts.reminders import repeat_note
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.channel import TemporaryError
from scheduler.delivery.outcome import SendOutcome
from scheduler.delivery.recording import record_failure
from storage.group import Group
from storage.words import DeliveryKind, Status
from tests.scheduler.outbox_stage import SECOND, Stage, chat_of, delivery, reminder
from tests.scheduler.small_commune import CHANNEL, NOW, SETUP_AT, SmallCommune
from tests.scheduler.test_outbox_outcomes import REASONS, claimed, envelope

NOTE = repeat_note().plain


@pytest.mark.parametrize("reason", ["later", "pause", "gone", "unknown"])
def test_an_unknown_outcome_stays_unknown_after_a_failed_repeat(
    commune: SmallCommune, reason: str
) -> None:
    chat = chat_of(commune, "lead")
    row, new = claimed(commune, unknown=True), claimed(commune, unknown=True)
    repeat = envelope(chat, row, new, repeated=(row.id,))
    failed = SendOutcome(1, repeat, error=REASONS[reason])
    record_failure(commune.session, failed, [row, new], ManualClock(NOW))
    assert (row.unknown, new.unknown) == (True, reason == "unknown")


def test_a_repeat_that_may_have_arrived_is_repeated_much_later(commune: SmallCommune) -> None:
    chat, row = chat_of(commune, "lead"), claimed(commune, attempts=1)
    outcome = SendOutcome(1, envelope(chat, row, repeated=(row.id,)), error=REASONS["unknown"])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert row.not_before == NOW + timedelta(minutes=5)


def test_an_edit_that_may_have_arrived_is_tried_again_soon(commune: SmallCommune) -> None:
    chat, row = chat_of(commune, "lead"), claimed(commune, sort=DeliveryKind.EDIT)
    outcome = SendOutcome(1, envelope(chat, row, edits="m1"), error=REASONS["unknown"])
    record_failure(commune.session, outcome, [row], ManualClock(NOW))
    assert row.not_before == NOW + SECOND


def messages(stage: Stage) -> list[tuple[str, tuple[int, ...]]]:
    """The text of each message that is claimed, and the deliveries it repeats."""
    found = [each for claim in stage.claim() for each in claim.envelopes]
    return [(each.message.plain, each.repeated) for each in found]


@pytest.mark.parametrize("sort", [DeliveryKind.ANSWER, DeliveryKind.NOTICE])
def test_a_repeated_message_says_so_after_its_first_block(stage: Stage, sort: DeliveryKind) -> None:
    with stage.commune() as commune:
        row = delivery(commune, sort=sort, unknown=True)
        delivery(commune, "other", sort=sort)
    assert messages(stage) == [(f"news\n\n{NOTE}", (row.id,)), ("news", ())]


def test_a_digest_with_one_repeated_reminder_says_so(stage: Stage) -> None:
    with stage.commune() as commune:
        rows = [
            reminder(commune, commune.add(status=Status.ACCEPTED), "before_7", unknown=unknown)
            for unknown in (False, True)
        ]
    ((words, repeated),) = messages(stage)
    assert words.startswith("Nhắc việc")
    assert words.split("\n\n")[1] == NOTE
    assert repeated == (rows[1].id,)


def test_a_repeated_message_to_a_group_says_so(stage: Stage) -> None:
    with stage.commune() as commune:
        group = Group(unit_id=1, channel=CHANNEL, address="g", linked_at=SETUP_AT, next_list_at=NOW)
        commune.session.add(group)
        commune.session.flush()
        answer = {"group_id": group.id, "sort": DeliveryKind.ANSWER}
        row = delivery(commune, None, unknown=True, **answer)
    assert messages(stage) == [(f"news\n\n{NOTE}", (row.id,))]


def test_an_edit_made_again_says_nothing(stage: Stage) -> None:
    with stage.commune() as commune:
        chat = chat_of(commune, "lead")
        edit = {"sort": DeliveryKind.EDIT, "address_id": chat.id, "message_id": "m"}
        delivery(commune, "lead", unknown=True, **edit)
    assert messages(stage) == [("news", ())]


async def test_what_did_not_arrive_is_tried_again_without_waiting_for_a_look(
    stage: Stage,
) -> None:
    async def unreachable(address: str) -> None:
        raise TemporaryError("refused")

    woken, again = asyncio.Event(), list[int]()

    def wake(commune_id: int) -> None:
        again.append(commune_id)
        woken.set()

    stage.outbox.call_for_retries(wake)
    stage.platform.before = unreachable
    stage.tell("lead", "other")
    assert await stage.drain() == 0
    async with asyncio.timeout(60):
        await woken.wait()
    assert again == [1]
