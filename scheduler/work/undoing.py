"""Taking back one's own last change: the milestone as the audit kept it, and what hung on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.ladder.firing import settle
from scheduler.work.occasion import (
    AlreadyClosed,
    ChangedMeanwhile,
    DecidedMeanwhile,
    NothingToUndo,
    Occasion,
)
from scheduler.work.record import KEPT, record, state_of
from storage.audit import Audit, of_milestone
from storage.evidence import AFTER_ANSWER, sent_since
from storage.milestone import Milestone
from storage.reply import Reply, newest_reply, open_extension, reply_before
from storage.words import Status

WITHIN = timedelta(days=1)
UNDO = "undo"
SAID = frozenset({"accept", "progress", "block", "count", "submit", "ask_extension", "snooze"})
DECIDED = frozenset({"confirm", "send_back", "grant", "refuse", "direct", "cancel"})


@dataclass(frozen=True, slots=True)
class Undone:
    """Which action was taken back, and how many files that had come with it."""

    action: str
    files: int


def last_said(occasion: Occasion) -> Reply | None:
    """What the speaker last said, or wrote down for somebody, within a day and did not undo."""
    since = occasion.now - WITHIN
    return newest_reply(occasion.session, occasion.actor.person_id, since)


def undo(occasion: Occasion, milestone: Milestone) -> Undone:
    """Take back the speaker's last change of a milestone, and the files that came with it.

    Raises NothingToUndo, DecidedMeanwhile, ChangedMeanwhile or AlreadyClosed.
    """
    change = _last_change(occasion, milestone)
    settle(occasion.session, occasion.office, milestone, occasion.now)
    before = state_of(milestone)
    _restore(milestone, change.before)
    if change.action == "ask_extension":
        _restore_extension(occasion, milestone, change)
    said = newest_reply(occasion.session, change.person_id or 0, change.at, milestone.id)
    files = _withdraw(occasion, milestone, change, said) if said is not None else 0
    if said is not None:
        said.undone_at = occasion.now
    record(occasion, milestone, UNDO, before, reason=change.action)
    return Undone(change.action, files)


def _withdraw(occasion: Occasion, milestone: Milestone, change: Audit, said: Reply) -> int:
    """Take back the files sent with the answer or after it; how many.

    A file may have come before its answer, which was asked for what it lacked; what came soon
    after an earlier answer belongs to that one.
    """
    since = change.at - WITHIN
    earlier = reply_before(occasion.session, milestone.id, said.id)
    if earlier is not None:
        since = max(since, earlier.at + AFTER_ANSWER)
    senders = (change.person_id, change.proxy_id)
    files = sent_since(occasion.session, milestone.id, senders, min(since, change.at))
    for file in files:
        file.withdrawn_at, file.not_before = occasion.now, None
    return len(files)


def _last_change(occasion: Occasion, milestone: Milestone) -> Audit:
    """The newest change that still stands, if it is the speaker's own and a day old at most."""
    undone = 0
    for row in of_milestone(occasion.session, milestone.id):
        if row.action == UNDO:
            undone += 1
        elif undone and row.action in SAID:
            undone -= 1
        elif row.action in SAID:
            return _own(occasion, row)
        elif milestone.status.closed:
            raise AlreadyClosed
        else:
            raise DecidedMeanwhile if row.action in DECIDED else ChangedMeanwhile
    raise NothingToUndo


def _own(occasion: Occasion, change: Audit) -> Audit:
    if occasion.actor.person_id not in (change.person_id, change.proxy_id):
        raise ChangedMeanwhile
    if change.at < occasion.now - WITHIN:
        raise NothingToUndo
    return change


def _restore(milestone: Milestone, kept: Mapping[str, Any]) -> None:
    for name in KEPT:
        setattr(milestone, name, _value(name, kept.get(name)))


def _value(name: str, kept: Any) -> Any:
    """A kept value as the row holds it; JSON holds dates and moments as text."""
    if kept is None:
        return {} if name == "village_values" else None
    if name == "status":
        return Status(kept)
    if name.endswith(("_at", "_until")):
        return datetime.fromisoformat(kept)
    if name in ("due_on", "document_date"):
        return date.fromisoformat(kept)
    return kept


def _restore_extension(occasion: Occasion, milestone: Milestone, change: Audit) -> None:
    """The wish as it was before it was said anew, or none."""
    waiting = open_extension(occasion.session, milestone.id)
    if waiting is None:
        return
    earlier = change.before.get("extension")
    if earlier is None:
        occasion.session.delete(waiting)
    else:
        waiting.to_date = date.fromisoformat(earlier["to_date"])
        waiting.reason = earlier["reason"]
    occasion.session.flush()
