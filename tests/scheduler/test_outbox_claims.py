"""Which deliveries a claim takes, in which order, and for how long."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from scheduler.delivery.claim import NEWEST_SCANNED, RECIPIENTS_PER_CLAIM, Claim
from scheduler.delivery.lease import LEASE
from scheduler.delivery.packing_retry import RETRY_AFTER_FAILURE
from storage.commune import Commune
from storage.database import Database
from storage.group import Group
from storage.person import Address
from storage.web_message import WebMessage
from storage.words import DeliveryKind, State
from tests.scheduler.calendars import at
from tests.scheduler.outbox_stage import Platform, Stage, chat_of, crowd, delivery
from tests.scheduler.small_commune import CHANNEL, NOW, SETUP_AT, store_commune

SECOND = timedelta(seconds=1)
MACHINE_NOW = NOW - timedelta(days=100)
"""A rehearsal's clock is far from the machine's."""


@pytest.fixture
def stage(own_copy: Database) -> Stage:
    stage = Stage(own_copy)
    stage.machine.set(MACHINE_NOW)
    return stage


def readers(parcels: list[Claim]) -> list[str]:
    """The address of the first message of each person's batch."""
    return [parcel.envelopes[0].address for parcel in parcels]


def test_claimed_deliveries_are_leased(stage: Stage) -> None:
    stage.tell("lead")
    (parcel,) = stage.claim()
    with stage.commune() as commune:
        assert parcel.person_id == commune.people["lead"]
    assert (parcel.commune_id, parcel.lease.until) == (1, MACHINE_NOW + LEASE)
    assert [row.lease_until for row in stage.rows()] == [MACHINE_NOW + LEASE]
    stage.machine.set(MACHINE_NOW + LEASE)
    assert stage.claim() == []
    stage.machine.set(MACHINE_NOW + LEASE + SECOND)
    assert len(stage.claim()) == 1


def test_only_pending_and_ready_deliveries_are_claimed(stage: Stage) -> None:
    with stage.commune() as commune:
        for state in State:
            if state is not State.PENDING:
                delivery(commune, state=state)
        delivery(commune, sent_at=NOW)
        delivery(commune, not_before=NOW + SECOND)
        ready = [delivery(commune, not_before=NOW).id]
        ready += [delivery(commune, lease_until=MACHINE_NOW - SECOND).id]
        delivery(commune, lease_until=MACHINE_NOW)
        delivery(commune, lease_until=MACHINE_NOW + SECOND)
    (parcel,) = stage.claim()
    assert [each.delivery_ids for each in parcel.envelopes] == [(each,) for each in ready]


def test_a_person_with_a_send_under_way_is_not_claimed(stage: Stage) -> None:
    stage.tell("lead", "other")
    stage.reply("lead")
    assert readers(stage.claim(busy=["lead"])) == ["other"]
    assert stage.claim(busy=["lead"], answers=True) == []
    assert readers(stage.claim()) == ["lead"]


def test_a_claim_covers_one_commune_or_all_active_ones(stage: Stage) -> None:
    for key in ("ya", "za"):
        owner = store_commune(stage.database, key)
        stage.channels[owner, CHANNEL] = Platform()
        with stage.commune(owner) as commune:
            delivery(commune, "head")
            if key == "za":
                commune.session.scalars(select(Commune)).one().suspended_at = NOW
    stage.tell("lead")
    assert [each.commune_id for each in stage.claim(3)] == []
    assert [each.commune_id for each in stage.claim(2)] == [2]
    assert [each.commune_id for each in stage.claim()] == [1]


def test_one_claim_covers_several_communes(stage: Stage) -> None:
    owner = store_commune(stage.database, "ya")
    stage.channels[owner, CHANNEL] = Platform()
    with stage.commune(owner) as commune:
        delivery(commune, "head")
    stage.tell("lead")
    parcels = stage.claim()
    assert sorted((each.commune_id, *readers([each])) for each in parcels) == [
        (1, "lead"),
        (2, "head"),
    ]
    assert all(row.lease_until == MACHINE_NOW + LEASE for row in stage.rows())


def test_answers_are_claimed_first_then_the_longest_waiting(stage: Stage) -> None:
    for seconds, person in enumerate(("lead", "head", "deputy"), 1):
        stage.tell(person, at=NOW - seconds * SECOND)
    stage.reply("secretary")
    with stage.commune() as commune:
        chat = chat_of(commune, "other")
        edit = {"sort": DeliveryKind.EDIT, "address_id": chat.id, "message_id": "m"}
        delivery(commune, "other", not_before=NOW - SECOND, **edit)
    answers = {"other", "secretary"}
    found = readers(stage.claim())
    assert set(found[:2]) == answers
    assert found == ["other", "secretary", "deputy", "head", "lead"]


def test_an_answers_only_claim_takes_all_deliveries_of_those_persons(stage: Stage) -> None:
    stage.tell("lead", "other", words="news")
    stage.reply("lead", "answer")
    (parcel,) = stage.claim(answers=True)
    assert [each.message.plain for each in parcel.envelopes] == ["news", "answer"]
    assert stage.claim(answers=True) == []
    assert readers(stage.claim()) == ["other"]


@pytest.mark.parametrize(("since", "first"), [(NEWEST_SCANNED - 1, True), (NEWEST_SCANNED, False)])
def test_answers_are_searched_among_the_newest_deliveries_only(
    stage: Stage, since: int, first: bool
) -> None:
    stage.reply("lead")
    crowd(stage, 1, each=since)
    assert bool(stage.claim(answers=True)) is first


def test_the_number_of_persons_in_a_claim_is_limited(stage: Stage) -> None:
    names = crowd(stage, RECIPIENTS_PER_CLAIM + 1)
    assert readers(stage.claim()) == names[:400]
    assert readers(stage.claim()) == names[400:]
    assert stage.claim() == []


def test_persons_behind_full_mailboxes_come_in_the_next_claim(stage: Stage) -> None:
    flooded = [crowd(stage, 1, each=1_000, name=name)[0] for name in "abc"]
    stage.tell("lead")
    assert readers(stage.claim()) == flooded
    assert "lead" in readers(stage.claim())


def test_a_claim_is_empty_when_nothing_is_ready(stage: Stage) -> None:
    assert stage.claim() == []
    assert stage.claim(answers=True) == []
    assert stage.claim(1) == []


def group_in(stage: Stage) -> int:
    with stage.commune() as commune:
        group = Group(unit_id=1, channel=CHANNEL, address="g", linked_at=SETUP_AT, next_list_at=NOW)
        commune.session.add(group)
        commune.session.flush()
        return group.id


def test_messages_of_a_group_are_claimed_separately(stage: Stage) -> None:
    group_id = group_in(stage)
    with stage.commune() as commune:
        ids = [
            delivery(commune, None, group_id=group_id, sort=DeliveryKind.ANSWER).id
            for _ in range(2)
        ]
        delivery(commune, None, group_id=group_id, not_before=NOW + SECOND)
        delivery(commune)
    persons, groups = stage.claim()
    assert persons.person_id is not None
    assert (groups.person_id, groups.commune_id) == (None, 1)
    assert groups.lease.until == MACHINE_NOW + LEASE
    assert [each.delivery_ids for each in groups.envelopes] == [(each,) for each in ids]
    assert all(each.group and each.address == "g" for each in groups.envelopes)
    leases = [row.lease_until for row in stage.rows()]
    assert leases == [MACHINE_NOW + LEASE] * 2 + [None, MACHINE_NOW + LEASE]


def test_answers_to_a_group_are_claimed_first_too(stage: Stage) -> None:
    group_id = group_in(stage)
    stage.tell("lead")
    with stage.commune() as commune:
        delivery(commune, None, group_id=group_id, sort=DeliveryKind.ANSWER)
    assert readers(stage.claim(answers=True)) == ["g"]
    assert readers(stage.claim(busy=["other"])) == ["lead"]


def test_an_unread_page_comes_after_other_chats(stage: Stage) -> None:
    stage.channels[1, "web"] = Platform("web")
    stage.link("lead", "web", place=-1)
    stage.link("other", "web", place=-1)
    with stage.commune() as commune:
        seen = at("2025-11-10 09:30")
        page = {"incoming": False, "body": {}, "at": seen}
        commune.session.add(WebMessage(address="lead-web", **page))
        commune.session.add(WebMessage(address="other-web", read_at=seen, **page))
    stage.tell("lead", "other")
    assert readers(stage.claim()) == ["lead", "other-web"]


def test_a_closed_chat_is_skipped(stage: Stage) -> None:
    stage.link("lead", "web", place=-1)
    stage.tell("lead")
    assert readers(stage.claim()) == ["lead"]
    with stage.commune() as commune:
        assert commune.session.scalars(select(Address).where(Address.channel == "web")).one()


def test_a_group_message_that_cannot_be_made_stops_no_other(stage: Stage) -> None:
    group_id = group_in(stage)
    with stage.commune() as commune:
        answer = {"group_id": group_id, "sort": DeliveryKind.ANSWER}
        delivery(commune, None, body={"no": "message"}, **answer)
        delivery(commune, None, **answer)
    stage.tell("lead")
    assert sorted(readers(stage.claim())) == ["g", "lead"]
    broken = stage.rows()[0]
    assert (broken.attempts, broken.not_before) == (1, NOW + RETRY_AFTER_FAILURE)


REFUSED = """
CREATE TRIGGER refuse BEFORE UPDATE ON delivery WHEN NEW.id = 2
BEGIN SELECT RAISE(ABORT, 'refused'); END
"""


def test_a_row_that_the_database_refuses_stops_no_other_claim(stage: Stage) -> None:
    stage.tell("lead", "other", "head")
    with stage.database.everything() as session:
        session.connection().execute(text(REFUSED))
    assert sorted(readers(stage.claim())) == ["head", "lead"]
    assert stage.claim() == []
