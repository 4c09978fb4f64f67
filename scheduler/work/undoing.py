"""Undo the speaker's own last change of a milestone, answer or decision, from the audit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from scheduler.calendar.deadline import Deadline
from scheduler.ladder.firing import fire_if_due
from scheduler.work.change import (
    AlreadyClosed,
    ChangeContext,
    ChangedMeanwhile,
    DecidedMeanwhile,
    NotAllowed,
    NotClosed,
    NothingToUndo,
)
from scheduler.work.permissions import Action, allowed
from scheduler.work.phasing import PHASE, phases_added_by, undo_phasing
from scheduler.work.record import AUDITED_COLUMNS, audited_state, audited_value, record_change
from storage.audit import Audit, changes_by, changes_of
from storage.evidence import AFTER_ANSWER, files_sent_since
from storage.milestone import Milestone
from storage.reply import (
    Reply,
    extension_decided,
    newest_reply,
    reply_before,
    undecided_extension,
)
from storage.words import Status

UNDO_WINDOW = timedelta(days=1)
UNDO = "undo"
ANSWERS = frozenset(
    {"accept", "progress", "block", "count", "submit", "document", "ask_extension", "snooze"}
)
WITHOUT_REPLY = frozenset({"document", "snooze"})
"""Answers that leave no reply of their own."""
DECISIONS: Mapping[str, Action] = {
    "confirm": Action.DECIDE,
    "send_back": Action.DECIDE,
    "grant": Action.DECIDE,
    "refuse": Action.DECIDE,
    "direct": Action.DECIDE,
    "move": Action.DECIDE,
    "cancel": Action.CANCEL,
    "reopen": Action.CANCEL,
    PHASE: Action.DECIDE,
}
"""The right that each decision needs, and its undoing."""
UNDOABLE = ANSWERS | DECISIONS.keys()


@dataclass(frozen=True, slots=True)
class Undone:
    """The action that was undone, the number of files withdrawn with it, the numbers of phases
    that were cancelled with it."""

    action: str
    files: int
    cancelled: tuple[int, ...] = ()


def last_undoable(context: ChangeContext, after: int = 0) -> int | None:
    """The milestone id of the speaker's newest change within a day, by proxy too, unless undone.

    None if it was made before the change with the id `after` in the audit.
    """
    undone: Counter[int] = Counter()
    since = context.now - UNDO_WINDOW
    for row in changes_by(context.session, context.actor.person_id, since):
        if row.action == UNDO:
            undone[row.noun_id] += 1
        elif row.action in UNDOABLE and undone[row.noun_id]:
            undone[row.noun_id] -= 1
        elif row.action in UNDOABLE:
            return row.noun_id if row.id > after else None
    return None


def undo(context: ChangeContext, milestone: Milestone) -> Undone:
    """Undo the speaker's last change of a milestone, and withdraw the files sent with it.

    Raises NothingToUndo, DecidedMeanwhile, ChangedMeanwhile, AlreadyClosed or NotAllowed.
    """
    change = _last_change(context, milestone)
    needed = DECISIONS.get(change.action)
    if needed is not None and not allowed(context.actor.ranks, needed):
        raise NotAllowed
    added = phases_added_by(context, change.after) if change.action == PHASE else []
    fire_if_due(context.session, context.office, milestone, context.now)
    before, due = audited_state(milestone), (milestone.due_on, milestone.due_time)
    _restore(milestone, change.before)
    milestone.due_version += (milestone.due_on, milestone.due_time) != due
    if change.action == "ask_extension":
        _restore_extension(context, milestone, change)
    if change.action in ("grant", "refuse"):
        _undecide(context, milestone, change)
    if change.action == PHASE:
        undo_phasing(context, milestone, change.before, added)
    said = _reply_of(context, milestone, change)
    files = _withdraw_files(context, milestone, change, said) if said is not None else 0
    if said is not None:
        said.undone_at = context.now
    record_change(context, milestone, UNDO, before, reason=change.action)
    return Undone(change.action, files, tuple(row.number for row in added))


def reopen(context: ChangeContext, milestone: Milestone, reason: str) -> None:
    """The secretary takes back, at any time, that work is done or cancelled, with a reason.

    It is as it was before. Raises NotAllowed or NotClosed.
    """
    check_reopening(context, milestone)
    before = audited_state(milestone)
    closing = next(
        change
        for change in changes_of(context.session, milestone.id)
        if _is_closed(change.after) and not _is_closed(change.before)
    )
    _restore(milestone, closing.before)
    record_change(context, milestone, "reopen", before, reason=reason)


def check_reopening(context: ChangeContext, milestone: Milestone) -> None:
    """Raise NotAllowed or NotClosed if the actor may not reopen this now."""
    by_proxy = context.actor.proxy_id is not None
    if by_proxy or not allowed(context.actor.ranks, DECISIONS["reopen"]):
        raise NotAllowed
    if not milestone.status.closed:
        raise NotClosed


def _is_closed(state: Mapping[str, Any]) -> bool:
    return "status" in state and Status(state["status"]).closed


def _reply_of(context: ChangeContext, milestone: Milestone, change: Audit) -> Reply | None:
    if change.action in DECISIONS or change.action in WITHOUT_REPLY:
        return None
    return newest_reply(context.session, change.person_id or 0, change.at, milestone.id)


def _withdraw_files(
    context: ChangeContext, milestone: Milestone, change: Audit, said: Reply
) -> int:
    """Withdraw the files that belong to the answer; returns their number.

    A file may come before its answer if the program asked back first. Files sent within 30
    minutes after an earlier answer belong to that one.
    """
    since = change.at - UNDO_WINDOW
    earlier = reply_before(context.session, milestone.id, said.id)
    if earlier is not None:
        since = max(since, earlier.at + AFTER_ANSWER)
    senders = (change.person_id, change.proxy_id)
    files = files_sent_since(context.session, milestone.id, senders, min(since, change.at))
    for file in files:
        file.withdrawn_at, file.not_before = context.now, None
    return len(files)


def _last_change(context: ChangeContext, milestone: Milestone) -> Audit:
    """The newest change not undone, if it is the speaker's own and at most a day old."""
    undone = 0
    for row in changes_of(context.session, milestone.id):
        if row.action == UNDO:
            undone += 1
        elif undone and row.action in UNDOABLE:
            undone -= 1
        elif row.action in UNDOABLE:
            return _check_own(context, milestone, row)
        else:
            raise AlreadyClosed if milestone.status.closed else ChangedMeanwhile
    raise NothingToUndo


def _check_own(context: ChangeContext, milestone: Milestone, change: Audit) -> Audit:
    if context.actor.person_id not in (change.person_id, change.proxy_id):
        if milestone.status.closed:
            raise AlreadyClosed
        raise DecidedMeanwhile if change.action in DECISIONS else ChangedMeanwhile
    if change.at < context.now - UNDO_WINDOW:
        raise NothingToUndo
    return change


def _restore(milestone: Milestone, kept: Mapping[str, Any]) -> None:
    for name in AUDITED_COLUMNS:
        setattr(milestone, name, audited_value(name, kept.get(name)))


def _restore_extension(context: ChangeContext, milestone: Milestone, change: Audit) -> None:
    """Restore the extension request as it was before the change, or delete it."""
    waiting = undecided_extension(context.session, milestone.id)
    if waiting is None:
        return
    earlier = change.before.get("extension")
    if earlier is None:
        context.session.delete(waiting)
    else:
        asked = Deadline.fromisoformat(earlier["to_date"])
        waiting.to_date, waiting.to_time = asked.on, asked.hour
        waiting.reason = earlier["reason"]
    context.session.flush()


def _undecide(context: ChangeContext, milestone: Milestone, change: Audit) -> None:
    """Let the extension that the change decided wait for a decision again."""
    extension = extension_decided(context.session, milestone.id, change.at)
    if extension is not None:
        extension.granted = extension.decided_by = extension.decided_at = None
        context.session.flush()
