"""Every change of a milestone: who may make it, what it writes, and what becomes due by it.

Each function takes the occasion (who, when, in which words) and the milestone. It checks the
right, carries out what had come due until now, changes the row, keeps the reply and the audit,
and finds the next reminder anew, all in the caller's transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime

from scheduler.calendar.working_time import local_day
from scheduler.ladder.facts import read_facts
from scheduler.ladder.firing import settle
from scheduler.ladder.snooze import Later, snooze_until
from scheduler.work.occasion import (
    AlreadyClosed,
    AlreadySubmitted,
    CannotSnooze,
    LessThanVillages,
    NeedsDocument,
    NoExtensionAsked,
    NoQuota,
    NotAllowed,
    NotBlocked,
    NothingSubmitted,
    NotLater,
    NotYours,
    Occasion,
)
from scheduler.work.permissions import Action, allowed
from scheduler.work.record import record, state_of
from storage.milestone import Milestone
from storage.reply import Extension, open_extension
from storage.words import MilestoneShape, Said, Status


def accept(occasion: Occasion, milestone: Milestone) -> None:
    """The lead has seen the work and takes it on."""
    _begin_answer(occasion, milestone)
    before = state_of(milestone)
    if milestone.status is Status.PENDING:
        milestone.status = Status.ACCEPTED
    milestone.accepted_at = milestone.accepted_at or occasion.now
    record(occasion, milestone, "accept", before, Said.ACCEPTED)


def progress(occasion: Occasion, milestone: Milestone, percent: int | None = None) -> None:
    """The lead is at work, `percent` of it done."""
    _begin_answer(occasion, milestone)
    before = state_of(milestone)
    _at_work(occasion, milestone)
    milestone.percent = percent if percent is not None else milestone.percent
    record(occasion, milestone, "progress", before, Said.PROGRESS, percent=percent)


def block(occasion: Occasion, milestone: Milestone, reason: str) -> None:
    """The lead cannot go on, for this reason; the secretary hears of it at once."""
    _begin_answer(occasion, milestone)
    before = state_of(milestone)
    _at_work(occasion, milestone)
    milestone.status = Status.BLOCKED
    milestone.blocked_at = occasion.now
    record(occasion, milestone, "block", before, Said.BLOCKED, reason=reason)


def count(
    occasion: Occasion, milestone: Milestone, value: int, villages: Mapping[str, int] | None = None
) -> None:
    """The number of a quota reached so far, with what is known of each village (all of them).

    A whole told alone is no less than its villages. Reaching the target does not close it.
    """
    _begin_answer(occasion, milestone)
    if milestone.shape is not MilestoneShape.QUOTA:
        raise NoQuota
    if value < sum((villages or milestone.village_values).values()):
        raise LessThanVillages
    before = state_of(milestone)
    _at_work(occasion, milestone)
    milestone.value = value
    milestone.village_values = dict(villages or milestone.village_values)
    record(occasion, milestone, "count", before, Said.NUMBER, value=value)


def submit(
    occasion: Occasion,
    milestone: Milestone,
    document_number: str | None = None,
    document_date: date | None = None,
) -> None:
    """The lead hands in the result; the secretary decides."""
    _begin_answer(occasion, milestone)
    if milestone.asks_document and not (document_number and document_date):
        raise NeedsDocument
    before = state_of(milestone)
    _at_work(occasion, milestone)
    milestone.status = Status.SUBMITTED
    milestone.submitted_at = occasion.now
    milestone.document_number = document_number or milestone.document_number
    milestone.document_date = document_date or milestone.document_date
    record(occasion, milestone, "submit", before, Said.DONE)


def ask_extension(occasion: Occasion, milestone: Milestone, to_date: date, reason: str) -> None:
    """The lead asks for a later date; the ladder goes on until it is decided."""
    _begin_answer(occasion, milestone)
    if to_date <= max(milestone.due_on, local_day(occasion.now)):
        raise NotLater
    before = state_of(milestone)
    waiting = open_extension(occasion.session, milestone.id)
    if waiting is not None:
        kept = {"to_date": waiting.to_date.isoformat(), "reason": waiting.reason}
        before = before | {"extension": kept}
    else:
        waiting = Extension(
            milestone_id=milestone.id,
            asked_by=occasion.actor.person_id,
            asked_at=occasion.now,
            from_date=milestone.due_on,
        )
        occasion.session.add(waiting)
    waiting.to_date, waiting.reason = to_date, reason
    waiting.proxy_id = occasion.actor.proxy_id
    occasion.session.flush()
    milestone.accepted_at = milestone.accepted_at or occasion.now
    record(occasion, milestone, "ask_extension", before, Said.EXTENSION, reason=reason)


def snooze(occasion: Occasion, milestone: Milestone, choice: Later) -> datetime:
    """The lead wants to hear of it again later; returns when that is (UTC)."""
    _begin_answer(occasion, milestone)
    office, before = occasion.office, state_of(milestone)
    facts = read_facts(occasion.session, [milestone])[milestone.id]
    rules = office.rules_for(milestone.task.ladder)
    until = snooze_until(choice, occasion.now, facts, rules, office.calendar)
    if until is None:
        raise CannotSnooze
    milestone.snoozed_until = until
    record(occasion, milestone, "snooze", before)
    return until


def confirm(occasion: Occasion, milestone: Milestone) -> None:
    """The secretary takes the result; the work is done."""
    _begin_decision(occasion, milestone)
    if milestone.status is not Status.SUBMITTED:
        raise NothingSubmitted
    before = state_of(milestone)
    milestone.status = Status.DONE
    milestone.closed_at = occasion.now
    record(occasion, milestone, "confirm", before)


def send_back(occasion: Occasion, milestone: Milestone, reason: str) -> None:
    """The secretary returns the result with a reason; the ladder starts again from today."""
    _begin_decision(occasion, milestone)
    if milestone.status is not Status.SUBMITTED:
        raise NothingSubmitted
    before = state_of(milestone)
    milestone.status = Status.IN_PROGRESS
    milestone.submitted_at = None
    milestone.returned_at = occasion.now
    record(occasion, milestone, "send_back", before, reason=reason)


def grant(occasion: Occasion, milestone: Milestone) -> Extension:
    """The secretary grants the later date: the old steps die, the new date has its own."""
    extension = _decided(occasion, milestone, granted=True)
    before = state_of(milestone)
    milestone.due_on = extension.to_date
    milestone.due_version += 1
    record(occasion, milestone, "grant", before)
    return extension


def move(occasion: Occasion, milestone: Milestone, to_date: date) -> date:
    """The secretary moves the due date; returns the one it had."""
    _begin_decision(occasion, milestone)
    before, moved_from = state_of(milestone), milestone.due_on
    if to_date == moved_from or to_date < local_day(occasion.now):
        raise NotLater
    milestone.due_on = to_date
    milestone.due_version += 1
    record(occasion, milestone, "move", before)
    return moved_from


def refuse(occasion: Occasion, milestone: Milestone, reason: str) -> Extension:
    """The secretary refuses the later date, with a reason."""
    extension = _decided(occasion, milestone, granted=False)
    record(occasion, milestone, "refuse", state_of(milestone), reason=reason)
    return extension


def direct(occasion: Occasion, milestone: Milestone, words: str) -> None:
    """The secretary or a leader says how to go on with what is blocked; the lead is at work again.

    Whoever is still stuck says so anew.
    """
    _begin_decision(occasion, milestone)
    if milestone.status is not Status.BLOCKED:
        raise NotBlocked
    before = state_of(milestone)
    _at_work(occasion, milestone)
    record(occasion, milestone, "direct", before, reason=words)


def cancel(occasion: Occasion, milestone: Milestone, reason: str) -> None:
    """The secretary strikes the work out, with a reason."""
    _begin(occasion, milestone, Action.CANCEL)
    before = state_of(milestone)
    milestone.status = Status.CANCELLED
    milestone.closed_at = occasion.now
    record(occasion, milestone, "cancel", before, reason=reason)


def _decided(occasion: Occasion, milestone: Milestone, granted: bool) -> Extension:
    _begin_decision(occasion, milestone)
    extension = open_extension(occasion.session, milestone.id)
    if extension is None:
        raise NoExtensionAsked
    extension.granted = granted
    extension.decided_by = occasion.actor.person_id
    extension.decided_at = occasion.now
    occasion.session.flush()
    return extension


def check(occasion: Occasion, milestone: Milestone, decides: bool) -> None:
    """Raise what would refuse an answer, or a decision, of this speaker before any detail of it."""
    if decides:
        _may(occasion, milestone, Action.DECIDE)
    else:
        _may_answer(occasion, milestone)


def _may(occasion: Occasion, milestone: Milestone, action: Action) -> None:
    by_proxy = occasion.actor.proxy_id is not None
    if not allowed(occasion.actor.ranks, action) or (by_proxy and action is not Action.ANSWER):
        raise NotAllowed
    if milestone.status.closed:
        raise AlreadyClosed


def _may_answer(occasion: Occasion, milestone: Milestone) -> None:
    if milestone.task.lead_post_id not in occasion.actor.post_ids:
        raise NotYours
    _may(occasion, milestone, Action.ANSWER)
    if milestone.status is Status.SUBMITTED:
        raise AlreadySubmitted


def _begin_answer(occasion: Occasion, milestone: Milestone) -> None:
    _may_answer(occasion, milestone)
    settle(occasion.session, occasion.office, milestone, occasion.now)


def _begin(occasion: Occasion, milestone: Milestone, action: Action) -> None:
    _may(occasion, milestone, action)
    settle(occasion.session, occasion.office, milestone, occasion.now)


def _begin_decision(occasion: Occasion, milestone: Milestone) -> None:
    _begin(occasion, milestone, Action.DECIDE)


def _at_work(occasion: Occasion, milestone: Milestone) -> None:
    milestone.status = Status.IN_PROGRESS
    milestone.accepted_at = milestone.accepted_at or occasion.now
    milestone.blocked_at = None
