"""Every change of a milestone.

Each function checks the actor's right, fires what was due until now, changes the row, records the
reply and the audit, and reschedules; all in the caller's transaction. Each raises a class of
`ChangeRefused` when the change is not allowed, and then leaves the milestone as it was.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from scheduler.calendar.deadline import Deadline, is_later
from scheduler.ladder.firing import fire_if_due, moment_of_change
from scheduler.ladder.snooze import SnoozeWish
from scheduler.work.change import (
    AlreadyClosed,
    AlreadySubmitted,
    ChangeContext,
    ConfirmsOwnResult,
    LessThanVillages,
    NeedsDocument,
    NoExtensionAsked,
    NoQuota,
    NotAllowed,
    NotBlocked,
    NothingSubmitted,
    NotTheLead,
    UnusableDueDate,
    check_document,
)
from scheduler.work.level_end import check_end
from scheduler.work.permissions import Action, allowed
from scheduler.work.record import audited_state, record_change
from scheduler.work.snoozing import moment_of_snooze
from storage.milestone import Milestone
from storage.reply import Extension, undecided_extension
from storage.words import MilestoneShape, ReplyKind, Status


def accept(context: ChangeContext, milestone: Milestone) -> None:
    """The lead accepts the work."""
    _begin_answer(context, milestone)
    before = audited_state(milestone)
    if milestone.status is Status.PENDING:
        milestone.status = Status.ACCEPTED
    milestone.accepted_at = milestone.accepted_at or context.now
    record_change(context, milestone, "accept", before, ReplyKind.ACCEPTED)


def report_progress(
    context: ChangeContext, milestone: Milestone, percent: int | None = None
) -> None:
    """The lead reports being at work, `percent` of it done if given."""
    _begin_answer(context, milestone)
    before = audited_state(milestone)
    _set_in_progress(context, milestone)
    milestone.percent = percent if percent is not None else milestone.percent
    record_change(context, milestone, "progress", before, ReplyKind.PROGRESS, percent=percent)


def report_blocked(context: ChangeContext, milestone: Milestone, reason: str) -> None:
    """The lead cannot continue, for this reason; the secretary is alerted at once."""
    _begin_answer(context, milestone)
    before = audited_state(milestone)
    _set_in_progress(context, milestone)
    milestone.status = Status.BLOCKED
    milestone.blocked_at = moment_of_change(milestone, context.now)
    record_change(context, milestone, "block", before, ReplyKind.BLOCKED, reason=reason)


def report_count(
    context: ChangeContext,
    milestone: Milestone,
    value: Decimal,
    villages: Mapping[str, int] | None = None,
) -> None:
    """The lead reports a quota's total so far; `villages` holds every known village's number.

    A total may not be below the sum of the known villages. The target closes no milestone.
    """
    _begin_answer(context, milestone)
    if milestone.shape is not MilestoneShape.QUOTA:
        raise NoQuota
    if value < sum((villages or milestone.village_values).values()):
        raise LessThanVillages
    before = audited_state(milestone)
    _set_in_progress(context, milestone)
    milestone.value = value
    milestone.village_values = dict(villages or milestone.village_values)
    record_change(context, milestone, "count", before, ReplyKind.NUMBER, value=value)


def submit(
    context: ChangeContext,
    milestone: Milestone,
    document_number: str | None = None,
    document_date: date | None = None,
) -> None:
    """The lead hands in the result; the secretary decides."""
    _begin_answer(context, milestone)
    check_end(context, milestone)
    if milestone.asks_document and not (document_number and document_date):
        raise NeedsDocument
    check_document(context, document_date)
    before = audited_state(milestone)
    _set_in_progress(context, milestone)
    milestone.status = Status.SUBMITTED
    milestone.submitted_at = moment_of_change(milestone, context.now)
    if document_number:
        milestone.document_number, milestone.document_date = document_number, document_date
    record_change(context, milestone, "submit", before, ReplyKind.DONE)


def ask_extension(
    context: ChangeContext, milestone: Milestone, to_date: date, reason: str, to: time | None = None
) -> None:
    """The lead asks for a later date, until the hour `to`; reminders go on until it is decided."""
    _begin_answer(context, milestone)
    wished, due = Deadline(to_date, to), Deadline(milestone.due_on, milestone.due_time)
    if not is_later(wished, due, context.now):
        raise UnusableDueDate
    before = audited_state(milestone)
    waiting = undecided_extension(context.session, milestone.id)
    if waiting is not None:
        asked = Deadline(waiting.to_date, waiting.to_time)
        kept = {"to_date": asked.isoformat(), "reason": waiting.reason}
        before = before | {"extension": kept}
    else:
        waiting = Extension(
            milestone_id=milestone.id,
            asked_by=context.actor.person_id,
            asked_at=moment_of_change(milestone, context.now),
            from_date=milestone.due_on,
            from_time=milestone.due_time,
        )
        context.session.add(waiting)
    waiting.to_date, waiting.to_time, waiting.reason = to_date, to, reason
    waiting.proxy_id = context.actor.proxy_id
    context.session.flush()
    milestone.accepted_at = milestone.accepted_at or context.now
    record_change(context, milestone, "ask_extension", before, ReplyKind.EXTENSION, reason=reason)


def snooze(context: ChangeContext, milestone: Milestone, wish: SnoozeWish) -> datetime:
    """The lead asks to be reminded later; returns when (UTC). Raises as `moment_of_snooze`."""
    _begin_answer(context, milestone)
    before = audited_state(milestone)
    milestone.snoozed_until = until = moment_of_snooze(context, milestone, wish)
    record_change(context, milestone, "snooze", before)
    return until


def confirm(context: ChangeContext, milestone: Milestone) -> None:
    """The secretary confirms the result: the work is done.

    Raises ConfirmsOwnResult for who leads the work, unless the commune lets leads confirm.
    """
    leads = milestone.lead_post_id in context.actor.post_ids
    _begin_decision(context, milestone)
    if milestone.status is not Status.SUBMITTED:
        raise NothingSubmitted
    if leads and not context.office.lead_confirms:
        raise ConfirmsOwnResult
    before = audited_state(milestone)
    milestone.status = Status.DONE
    milestone.confirmed_by_lead = leads
    milestone.closed_at = context.now
    record_change(context, milestone, "confirm", before)


def send_back(context: ChangeContext, milestone: Milestone, reason: str) -> None:
    """The secretary returns the result with a reason; reminders start again."""
    _begin_decision(context, milestone)
    if milestone.status is not Status.SUBMITTED:
        raise NothingSubmitted
    before = audited_state(milestone)
    milestone.status = Status.IN_PROGRESS
    milestone.submitted_at = None
    milestone.returned_at = moment_of_change(milestone, context.now)
    record_change(context, milestone, "send_back", before, reason=reason)


def grant_extension(context: ChangeContext, milestone: Milestone) -> Extension:
    """The secretary grants the later date; reminders of the old date are void."""
    extension = _decide_extension(context, milestone, granted=True)
    before = audited_state(milestone)
    milestone.due_on, milestone.due_time = extension.to_date, extension.to_time
    milestone.due_version += 1
    milestone.to_confirm = False
    record_change(context, milestone, "grant", before)
    return extension


def move_due_date(
    context: ChangeContext, milestone: Milestone, to_date: date, to: time | None = None
) -> date:
    """The secretary moves the due date, until the hour `to`; returns the old day."""
    _begin_decision(context, milestone)
    before, moved_from = audited_state(milestone), milestone.due_on
    wished = Deadline(to_date, to)
    if wished == Deadline(moved_from, milestone.due_time) or wished.passed(context.now):
        raise UnusableDueDate
    milestone.due_on, milestone.due_time = to_date, to
    milestone.due_version += 1
    milestone.to_confirm = False
    record_change(context, milestone, "move", before)
    return moved_from


def refuse_extension(context: ChangeContext, milestone: Milestone, reason: str) -> Extension:
    """The secretary refuses the later date, with a reason."""
    extension = _decide_extension(context, milestone, granted=False)
    record_change(context, milestone, "refuse", audited_state(milestone), reason=reason)
    return extension


def give_direction(context: ChangeContext, milestone: Milestone, words: str) -> None:
    """The secretary or a leader answers a blocked milestone; it is in progress again."""
    _begin_decision(context, milestone)
    if milestone.status is not Status.BLOCKED:
        raise NotBlocked
    before = audited_state(milestone)
    _set_in_progress(context, milestone)
    record_change(context, milestone, "direct", before, reason=words)


def cancel(context: ChangeContext, milestone: Milestone, reason: str) -> None:
    """The secretary cancels the work, with a reason."""
    _begin(context, milestone, Action.CANCEL)
    before = audited_state(milestone)
    milestone.status = Status.CANCELLED
    milestone.closed_at = context.now
    record_change(context, milestone, "cancel", before, reason=reason)


def _decide_extension(context: ChangeContext, milestone: Milestone, granted: bool) -> Extension:
    _begin_decision(context, milestone)
    extension = undecided_extension(context.session, milestone.id)
    if extension is None:
        raise NoExtensionAsked
    extension.granted = granted
    extension.decided_by = context.actor.person_id
    extension.decided_at = context.now
    context.session.flush()
    return extension


def check_allowed(context: ChangeContext, milestone: Milestone, decides: bool) -> None:
    """Raise ChangeRefused if the actor may not answer (or, if `decides`, decide on) this now."""
    if decides:
        _check_action(context, milestone, Action.DECIDE)
    else:
        _check_answer(context, milestone)


def _check_action(context: ChangeContext, milestone: Milestone, action: Action) -> None:
    by_proxy = context.actor.proxy_id is not None
    if not allowed(context.actor.ranks, action) or (by_proxy and action is not Action.ANSWER):
        raise NotAllowed
    if milestone.status.closed:
        raise AlreadyClosed


def check_lead(context: ChangeContext, milestone: Milestone) -> None:
    """Raise ChangeRefused if the actor does not lead this, or it is closed."""
    if milestone.lead_post_id not in context.actor.post_ids:
        raise NotTheLead
    _check_action(context, milestone, Action.ANSWER)


def _check_answer(context: ChangeContext, milestone: Milestone) -> None:
    check_lead(context, milestone)
    if milestone.status is Status.SUBMITTED:
        raise AlreadySubmitted


def _begin_answer(context: ChangeContext, milestone: Milestone) -> None:
    _check_answer(context, milestone)
    fire_if_due(context.session, context.office, milestone, context.now)


def _begin(context: ChangeContext, milestone: Milestone, action: Action) -> None:
    _check_action(context, milestone, action)
    fire_if_due(context.session, context.office, milestone, context.now)


def _begin_decision(context: ChangeContext, milestone: Milestone) -> None:
    _begin(context, milestone, Action.DECIDE)


def _set_in_progress(context: ChangeContext, milestone: Milestone) -> None:
    milestone.status = Status.IN_PROGRESS
    milestone.accepted_at = milestone.accepted_at or context.now
    milestone.blocked_at = None
