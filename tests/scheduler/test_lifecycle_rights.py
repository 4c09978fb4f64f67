"""Without permission, or in a state that does not allow it, nothing changes."""

from datetime import date
from decimal import Decimal

import pytest

from scheduler.ladder.snooze import SnoozeChoice
from scheduler.work import lifecycle
from scheduler.work.change import (
    AlreadyClosed,
    AlreadySubmitted,
    ChangeContext,
    NotAllowed,
    NotBlocked,
    NothingSubmitted,
    NotTheLead,
)
from storage.milestone import Milestone
from storage.words import MilestoneShape, Status
from tests.scheduler.calendars import at
from tests.scheduler.decisions import CANCEL, DECIDERS, DECISIONS, EARLIER, WEEK, Act, ask, refused
from tests.scheduler.small_commune import DUE, NOW, TODAY, SmallCommune

ANSWERS: dict[str, Act] = {
    "accept": lifecycle.accept,
    "progress": lifecycle.report_progress,
    "block": lambda o, m: lifecycle.report_blocked(o, m, "x"),
    "count": lambda o, m: lifecycle.report_count(o, m, Decimal(50)),
    "submit": lambda o, m: lifecycle.submit(o, m, "1", TODAY),
    "ask_extension": lambda o, m: lifecycle.ask_extension(o, m, DUE + WEEK, "x"),
    "snooze": lambda o, m: lifecycle.snooze(o, m, SnoozeChoice.TWO_HOURS),
    "check": lambda o, m: lifecycle.check_allowed(o, m, decides=False),
}
STATUS = {"confirm": Status.SUBMITTED, "send_back": Status.SUBMITTED, "direct": Status.BLOCKED}
"""In which status a decision may be made, where not in any."""


def due_work(commune: SmallCommune, status: Status = Status.ACCEPTED) -> Milestone:
    """A quota with a due step and a pending extension."""
    row = commune.add(shape=MilestoneShape.QUOTA, target=50, opens_on=date(2025, 1, 1))
    ask(commune, row)
    row.status, row.submitted_at = status, EARLIER
    row.fired_until = row.next_fire_at = at("2025-11-12 08:00")
    commune.session.flush()
    return row


@pytest.mark.parametrize("post", ["other", *DECIDERS])
@pytest.mark.parametrize("act", ANSWERS.values(), ids=ANSWERS)
def test_only_the_lead_answers_deciders_do_not(commune: SmallCommune, act: Act, post: str) -> None:
    why = refused(commune, act, commune.context(post), due_work(commune))
    assert isinstance(why, NotTheLead)


@pytest.mark.parametrize("post", ["lead", "other"])
@pytest.mark.parametrize("name", DECISIONS)
def test_officials_decide_nothing(commune: SmallCommune, name: str, post: str) -> None:
    row = due_work(commune, STATUS.get(name, Status.ACCEPTED))
    why = refused(commune, DECISIONS[name], commune.context(post), row)
    assert isinstance(why, NotAllowed)


@pytest.mark.parametrize("post", ["lead", "other", "deputy", "head"])
def test_only_the_secretary_cancels(commune: SmallCommune, post: str) -> None:
    why = refused(commune, CANCEL, commune.context(post), due_work(commune))
    assert isinstance(why, NotAllowed)


@pytest.mark.parametrize("name", [*DECISIONS, "cancel"])
def test_no_decision_by_proxy(commune: SmallCommune, name: str) -> None:
    row = due_work(commune, STATUS.get(name, Status.ACCEPTED))
    act = (DECISIONS | {"cancel": CANCEL})[name]
    why = refused(commune, act, commune.context("secretary", proxy="secretary"), row)
    assert isinstance(why, NotAllowed)


def test_a_lead_who_may_not_answer_changes_nothing(commune: SmallCommune) -> None:
    row, lead = due_work(commune), commune.context("lead")
    nobody = ChangeContext(
        lead.session,
        lead.office,
        type(lead.actor)(lead.actor.person_id, frozenset(), lead.actor.post_ids, "web"),
        NOW,
    )
    assert isinstance(refused(commune, lifecycle.accept, nobody, row), NotAllowed)


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED])
@pytest.mark.parametrize("name", [*ANSWERS, *DECISIONS, "cancel"])
def test_closed_work_cannot_be_changed(commune: SmallCommune, name: str, status: Status) -> None:
    row = due_work(commune, status)
    act = (ANSWERS | DECISIONS | {"cancel": CANCEL})[name]
    post = "lead" if name in ANSWERS and name != "check" else "secretary"
    assert isinstance(refused(commune, act, commune.context(post), row), AlreadyClosed)


@pytest.mark.parametrize("act", ANSWERS.values(), ids=ANSWERS)
def test_submitted_work_takes_no_further_answer(commune: SmallCommune, act: Act) -> None:
    row = due_work(commune, Status.SUBMITTED)
    why = refused(commune, act, commune.context("lead"), row)
    assert isinstance(why, AlreadySubmitted)


@pytest.mark.parametrize("name", ["confirm", "send_back", "direct"])
def test_only_work_waiting_for_a_decision_is_decided(commune: SmallCommune, name: str) -> None:
    row = commune.add(status=Status.IN_PROGRESS)
    with pytest.raises(NotBlocked if name == "direct" else NothingSubmitted):
        DECISIONS[name](commune.context("secretary"), row)
    assert (row.status, row.revision) == (Status.IN_PROGRESS, 1)


def test_who_may_answer_or_decide_passes_the_check(commune: SmallCommune) -> None:
    row = commune.add()
    lifecycle.check_allowed(commune.context("lead"), row, decides=False)
    lifecycle.check_allowed(commune.context("lead", proxy="secretary"), row, decides=False)
    for post in DECIDERS:
        lifecycle.check_allowed(commune.context(post), row, decides=True)
    row.status = Status.SUBMITTED
    lifecycle.check_allowed(commune.context("secretary"), row, decides=True)
    assert (row.revision, commune.audits(row)) == (1, [])
