"""Reads what happened to one milestone: replies, decisions, files and reminders, in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.queries.reader import Reader
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.digest import CHASE
from scheduler.ladder.why import StepRecord, explain_steps
from scheduler.work.undoing import ANSWERS
from storage.audit import Audit, changes_of
from storage.evidence import Evidence
from storage.milestone import Milestone
from storage.person import Person
from storage.reply import Reply
from storage.words import Rank


class EventKind(StrEnum):
    SAID = "said"
    DECIDED = "decided"
    FILED = "filed"
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A stored evidence file; `size` in bytes."""

    id: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Event:
    """One event, at a moment (aware UTC).

    `what` is the kind of reply or the audit action; `proxy` entered it on behalf of `who`;
    `new_deadline` is the new deadline, if it changed. A confidential milestone's events have no
    words, and files for its lead and the secretary alone.
    """

    at: datetime
    kind: EventKind
    what: str = ""
    who: str = ""
    proxy: str = ""
    words: str = ""
    percent: int | None = None
    value: Decimal | None = None
    new_deadline: Deadline | None = None
    unit: str = ""
    undone: bool = False
    step: StepRecord | None = None
    file: EvidenceFile | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Events, oldest first, and the coming reminders if nobody replies."""

    events: tuple[Event, ...]
    coming: tuple[StepRecord, ...]


def history(reader: Reader, milestone: Milestone) -> History:
    session = reader.session
    reminders = explain_steps(session, reader.office, milestone, reader.now)
    found = [
        *_replies(session, milestone),
        *_decisions(session, milestone),
        *_files(session, milestone),
        *(Event(step.sent_at or step.at, EventKind.REMINDED, step=step) for step in reminders.past),
    ]
    if milestone.task.confidential:
        shown = may_see_evidence(reader, milestone)
        found = [replace(each, words="", file=each.file if shown else None) for each in found]
    found.sort(key=lambda event: event.at)
    return History(tuple(found), reminders.coming)


def may_see_evidence(reader: Reader, milestone: Milestone) -> bool:
    """Whether the reader may open its evidence: of confidential work only lead and secretary."""
    if not milestone.task.confidential:
        return True
    leads = milestone.lead_post_id in reader.actor.post_ids
    return leads or Rank.SECRETARY in reader.actor.ranks


def evidence_of(reader: Reader, milestone: Milestone, evidence_id: int) -> Evidence | None:
    """A stored evidence file of the milestone; None if unknown or not for the reader."""
    if not may_see_evidence(reader, milestone):
        return None
    return reader.session.scalar(
        select(Evidence).where(
            Evidence.id == evidence_id,
            Evidence.milestone_id == milestone.id,
            Evidence.hash.is_not(None),
        )
    )


def _replies(session: Session, milestone: Milestone) -> Iterator[Event]:
    rows = session.scalars(select(Reply).where(Reply.milestone_id == milestone.id)).all()
    names = _names(session, {row.proxy_id for row in rows})
    for row in rows:
        yield Event(
            row.at,
            EventKind.SAID,
            row.said,
            who=row.person.name,
            proxy=names.get(row.proxy_id, ""),
            words=row.text or row.reason,
            percent=row.percent,
            value=row.value,
            unit="" if milestone.task.confidential else milestone.task.measure,
            undone=row.undone_at is not None,
        )


def _decisions(session: Session, milestone: Milestone) -> Iterator[Event]:
    """Changes that are no replies, and reminders sent at once on request."""
    chases = select(Audit).where(Audit.noun == CHASE, Audit.noun_id == milestone.id)
    changes = [row for row in changes_of(session, milestone.id) if row.action not in ANSWERS]
    rows = [*changes, *session.scalars(chases)]
    names = _names(session, {row.person_id for row in rows} | {row.proxy_id for row in rows})
    for row in rows:
        yield Event(
            row.at,
            EventKind.DECIDED,
            row.action,
            who=names.get(row.person_id, ""),
            proxy=names.get(row.proxy_id, ""),
            words=row.after.get("reason") or row.after.get("note") or "",
            new_deadline=_new_deadline(row),
        )


def _new_deadline(row: Audit) -> Deadline | None:
    """The deadline that a change has set; None if it left it as it was."""
    moved = any(row.after.get(name) != row.before.get(name) for name in ("due_on", "due_time"))
    if not moved or "due_on" not in row.after:
        return None
    hour = row.after.get("due_time")
    day = date.fromisoformat(row.after["due_on"])
    return Deadline(day, time.fromisoformat(hour) if hour else None)


def _files(session: Session, milestone: Milestone) -> Iterator[Event]:
    kept = select(Evidence).where(Evidence.milestone_id == milestone.id, Evidence.hash.is_not(None))
    rows = session.scalars(kept).all()
    names = _names(session, {row.person_id for row in rows})
    for row in rows:
        file = EvidenceFile(row.id, row.name, row.kind or "", row.size)
        yield Event(
            row.at,
            EventKind.FILED,
            who=names.get(row.person_id, ""),
            undone=row.withdrawn_at is not None,
            file=file,
        )


def _names(session: Session, ids: Iterable[int | None]) -> Mapping[int | None, str]:
    found = session.scalars(select(Person).where(Person.id.in_([each for each in ids if each])))
    return {row.id: row.name for row in found}
