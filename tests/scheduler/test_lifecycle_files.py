"""Undo of an answer takes back the files that were sent with it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.ladder.snooze import SnoozeChoice
from scheduler.work import lifecycle
from scheduler.work.undoing import Undone, undo
from storage.evidence import Evidence
from storage.milestone import Milestone
from storage.person import Address
from storage.words import Status
from tests.scheduler.small_commune import NOW, SmallCommune

DAY = timedelta(days=1)

MINUTE = timedelta(minutes=1)

LATER = NOW + 5 * MINUTE


def send_file(commune: SmallCommune, row: Milestone, sender: str, moment: datetime) -> Evidence:
    session, person = commune.session, commune.people[sender]
    chat = session.scalars(select(Address).where(Address.person_id == person)).one()
    file = Evidence(
        milestone_id=row.id,
        person_id=person,
        address_id=chat.id,
        ref="ref",
        at=moment,
        not_before=moment,
    )
    session.add(file)
    session.flush()
    return file


@pytest.mark.parametrize(
    ("sender", "moment", "taken"),
    [
        ("lead", NOW, True),
        ("lead", NOW + MINUTE, True),
        ("lead", NOW - DAY, True),
        ("lead", NOW - DAY - MINUTE, False),
        ("secretary", NOW + MINUTE, True),
        ("other", NOW + MINUTE, False),
    ],
)
def test_undo_removes_the_files_of_the_answer(
    commune: SmallCommune, sender: str, moment: datetime, taken: bool
) -> None:
    row, other = commune.add(), commune.add()
    lifecycle.report_progress(commune.context("lead", proxy="secretary"), row, 40)
    file = send_file(commune, row, sender, moment)
    elsewhere = send_file(commune, other, sender, moment)
    assert undo(commune.context("lead", LATER), row).files == taken
    assert (file.withdrawn_at, file.not_before) == ((LATER, None) if taken else (None, moment))
    assert elsewhere.withdrawn_at is None


@pytest.mark.parametrize(
    ("waited", "sent", "taken"),
    [
        (timedelta(hours=3), timedelta(minutes=29), False),
        (timedelta(hours=3), timedelta(minutes=30), True),
        (timedelta(hours=3), timedelta(hours=4), True),
        (timedelta(minutes=10), timedelta(minutes=9), False),
        (timedelta(minutes=10), timedelta(minutes=10), True),
        (timedelta(minutes=10), timedelta(minutes=20), True),
    ],
)
def test_files_sent_soon_after_an_earlier_answer_belong_to_it(
    commune: SmallCommune, waited: timedelta, sent: timedelta, taken: bool
) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead"), row)
    lifecycle.report_progress(commune.context("lead", NOW + waited), row, 40)
    file = send_file(commune, row, "lead", NOW + sent)
    done = undo(commune.context("lead", NOW + timedelta(hours=5)), row)
    assert done == Undone("progress", int(taken))
    assert (file.withdrawn_at is not None) is taken


def test_files_sent_long_before_belong_to_no_answer(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.accept(commune.context("lead", NOW - 3 * DAY), row)
    old = send_file(commune, row, "lead", NOW - 2 * DAY)
    lifecycle.report_progress(commune.context("lead"), row, 40)
    assert undo(commune.context("lead", LATER), row).files == 0
    assert old.withdrawn_at is None


def test_undo_of_a_snooze_keeps_files(commune: SmallCommune) -> None:
    row = commune.add(status=Status.ACCEPTED)
    file = send_file(commune, row, "lead", NOW - MINUTE)
    lifecycle.snooze(commune.context("lead"), row, SnoozeChoice.TWO_HOURS)
    assert undo(commune.context("lead", LATER), row) == Undone("snooze", 0)
    assert file.withdrawn_at is None
