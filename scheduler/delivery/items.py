"""Milestones as shown to people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from scheduler.calendar.deadline import Deadline
from scheduler.calendar.working_time import local_day
from scheduler.delivery.quota_number import VillageProgress
from scheduler.delivery.wording import Item
from scheduler.ladder.office import Office
from scheduler.ladder.pace import quota_pace
from storage.audit import cancel_reasons
from storage.evidence import file_counts
from storage.milestone import Milestone
from storage.milestone_summary import MilestoneSummary, summary_of
from storage.reply import Extension, Reply, last_replies, undecided_extensions
from storage.words import Figure, MilestoneShape, Status


@dataclass(frozen=True, slots=True)
class LatestReplies:
    """The last replies, undecided extensions, file counts and reasons of cancellations.

    Each is by milestone id.
    """

    replies: Mapping[int, Reply]
    extensions: Mapping[int, Extension]
    files: Mapping[int, int]
    cancel_reasons: Mapping[int, str] = field(default_factory=dict)


NO_REPLIES = LatestReplies({}, {}, {})


def read_latest_replies(session: Session, milestone_ids: Collection[int]) -> LatestReplies:
    """The latest replies of these milestones, read in three queries."""
    return LatestReplies(
        last_replies(session, milestone_ids),
        undecided_extensions(session, milestone_ids),
        file_counts(session, milestone_ids),
    )


def items(
    session: Session, office: Office, milestones: Sequence[Milestone], now: datetime
) -> list[Item]:
    """Each milestone as shown at a moment, in the order given."""
    if not milestones:
        return []
    latest = read_latest_replies(session, [row.id for row in milestones])
    cancelled = [row.id for row in milestones if row.status is Status.CANCELLED]
    if cancelled:
        latest = replace(latest, cancel_reasons=cancel_reasons(session, cancelled))
    return [item(office, summary_of(row), latest, now) for row in milestones]


def item_without_replies(office: Office, milestone: Milestone, now: datetime) -> Item:
    """A milestone as an answer names it: without its last reply, extension and files."""
    return item(office, summary_of(milestone), NO_REPLIES, now)


def item(office: Office, row: MilestoneSummary, latest: LatestReplies, now: datetime) -> Item:
    """One milestone as shown at a moment."""
    reply, asked = latest.replies.get(row.id), latest.extensions.get(row.id)
    shown = _item(office, row, (reply, asked), latest.files.get(row.id, 0), now)
    if row.status is Status.CANCELLED and row.closed_at is not None:
        reason = latest.cancel_reasons.get(row.id, "")
        shown = replace(shown, cancelled_on=local_day(row.closed_at), cancel_reason=reason)
    return _without_content(shown) if shown.confidential else shown


def _without_content(item: Item) -> Item:
    """A confidential item with its number, dates and state only: no text can show more."""
    return replace(
        item,
        title="",
        task_title="",
        last_reply="",
        cancel_reason="",
        extension_reason="",
        document="",
        measure="",
        files=0,
        value=None,
        target=None,
        villages=(),
        expected=None,
        behind_pace=False,
    )


def _item(
    office: Office,
    row: MilestoneSummary,
    said: tuple[Reply | None, Extension | None],
    files: int,
    now: datetime,
) -> Item:
    reply, asked = said
    today = local_day(now)
    handed_in_at = row.submitted_at or (row.closed_at if row.status is Status.DONE else None)
    handed_in_on = local_day(handed_in_at) if handed_in_at else None
    shown = Item(
        number=row.number,
        title=row.title,
        task_title=row.task_title,
        shape=row.shape,
        status=row.status,
        due_on=row.due_on,
        original_due_on=row.original_due_on,
        days=(row.due_on - today).days,
        working_days=office.calendar.working_days_between(today, row.due_on),
        lead=row.lead,
        weight=row.weight,
        confidential=row.confidential,
        asks_document=row.asks_document,
        to_confirm=row.to_confirm,
        percent=row.percent,
        last_reply=(reply.text or reply.reason) if reply else "",
        last_reply_on=local_day(reply.at) if reply else None,
        by_proxy=reply is not None and reply.proxy_id is not None,
        extension_to=asked.to_date if asked else None,
        extension_reason=asked.reason if asked else "",
        extension_by_proxy=asked is not None and asked.proxy_id is not None,
        document=row.document_number or "",
        document_date=row.document_date,
        handed_in_on=handed_in_on,
        working_days_late=office.calendar.working_days_late(row.due_on, handed_in_on),
        files=files,
        confirmed_by_lead=row.status is Status.DONE and row.confirmed_by_lead,
        extension_time=asked.to_time if asked else None,
        **_quota_number(office, row, today),
    )
    timed = row.due_time is not None or row.original_due_time is not None
    return _with_hours(shown, row, handed_in_at, now) if timed else shown


def _with_hours(
    item: Item, row: MilestoneSummary, handed_in_at: datetime | None, now: datetime
) -> Item:
    """The item with the hours of its due dates, and whether they have passed."""
    deadline = Deadline(row.due_on, row.due_time)
    return replace(
        item,
        due_time=row.due_time,
        original_due_time=row.original_due_time,
        hour_passed=item.days == 0 and deadline.passed(now),
        handed_in_late=handed_in_at is not None and deadline.passed(handed_in_at),
    )


def _quota_number(office: Office, row: MilestoneSummary, today: date) -> dict[str, Any]:
    """The fields that only a quota has."""
    if row.shape is not MilestoneShape.QUOTA:
        return {}
    expected, behind_pace = _pace(office, row, today)
    return {
        "value": row.value,
        "target": row.target,
        "expected": expected,
        "behind_pace": behind_pace,
        "measure": row.measure,
        "figure": row.figure,
        "better": row.better,
        "villages": tuple(_villages(row)),
    }


def _villages(row: MilestoneSummary) -> Iterator[VillageProgress]:
    targets, values = row.village_targets, row.village_values
    for name in dict.fromkeys((*targets, *values)):
        yield VillageProgress(name, values.get(name, 0), targets.get(name))


def _pace(office: Office, row: MilestoneSummary, today: date) -> tuple[Decimal | None, bool]:
    """What a quota should have reached by now, and whether it lags; not before a first number.

    A level is not reached step by step.
    """
    if row.figure is Figure.LEVEL or not row.target or row.opens_on is None:
        return None, False
    if row.value is None:
        return None, False
    rules = office.rules_for(row.ladder)
    found = quota_pace(
        row.value,
        row.target,
        row.opens_on,
        row.due_on,
        today,
        office.calendar,
        rules.pace_alarm,
        row.decimals if row.figure is Figure.SUM else 0,
    )
    return found.expected, found.slow
