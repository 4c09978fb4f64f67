"""Reads the lists of milestones, as far as the reader may see them, for chat and board."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true

from bot.queries.filters import EVERYTHING, WorkFilter, WorkList
from bot.queries.reader import Reader
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item, Listing
from scheduler.work.counting import DONE_STATES, CountedMilestone, WorkState, work_state
from scheduler.work.permissions import Action
from scheduler.work.read_counted import counted_milestones, is_unaccepted, overdue_by, passed_by
from storage.milestone import Milestone, find_milestones, involves_posts, is_led_by, is_open
from storage.person import Holding
from storage.reply import Extension, Reply
from storage.task import Task
from storage.unit import Post
from storage.words import MilestoneShape, Status

SOON_WITHIN = timedelta(days=14)
SILENT_AFTER = timedelta(days=7)
"""A milestone without a reply for this long is unreported."""
PAGE_SIZE = 10


def is_visible(reader: Reader) -> ColumnElement[bool]:
    """Condition: the milestones the reader may see."""
    return true() if reader.may(Action.SEE_ALL) else involves_posts(reader.actor.post_ids)


def matches_filter(narrowed: WorkFilter) -> ColumnElement[bool]:
    """Condition: the milestones that match a filter, without its days."""
    condition: ColumnElement[bool] = true()
    if narrowed.person_ids:
        held = select(Holding.post_id).where(
            Holding.person_id.in_(narrowed.person_ids), Holding.until.is_(None)
        )
        condition &= Milestone.lead_post_id.in_(held)
    if narrowed.unit_id is not None:
        of_unit = select(Post.id).where(Post.unit_id == narrowed.unit_id)
        condition &= Milestone.lead_post_id.in_(of_unit)
    if narrowed.sector is not None:
        condition &= Task.sector == narrowed.sector
    if narrowed.numbers is not None:
        condition &= Milestone.number.in_(narrowed.numbers)
    return condition


def is_due_and_matches(narrowed: WorkFilter) -> ColumnElement[bool]:
    """Condition: the milestones that match a filter, due within its days."""
    condition = matches_filter(narrowed)
    if narrowed.since is not None:
        condition &= Milestone.due_on >= narrowed.since
    if narrowed.until is not None:
        condition &= Milestone.due_on <= narrowed.until
    return condition


def listing(
    reader: Reader,
    asked: WorkList,
    narrowed: WorkFilter = EVERYTHING,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Listing:
    """One page of a list, the last if `page` is beyond it.

    The heaviest come first, then the earliest due; of what is done the newest.
    """
    found = _members(reader, asked, narrowed)
    last = max(1, -(-len(found) // size))
    shown = min(page, last)
    numbers = [work.number for work in found[(shown - 1) * size : shown * size]]
    rows = {
        row.number: row for row in find_milestones(reader.session, Milestone.number.in_(numbers))
    }
    shown_rows = [rows[each] for each in numbers]
    there = items(reader.session, reader.office, shown_rows, reader.now)
    return Listing(tuple(there), len(found), shown, last)


def list_milestones(
    reader: Reader, asked: WorkList, narrowed: WorkFilter = EVERYTHING
) -> list[Milestone]:
    """A whole list as rows, in its order."""
    found = [work.number for work in _members(reader, asked, narrowed)]
    rows = {row.number: row for row in find_milestones(reader.session, Milestone.number.in_(found))}
    return [rows[number] for number in found]


def visible_items(reader: Reader, numbers: Collection[int]) -> dict[int, Item]:
    """By number: the items of these milestones that the reader may see."""
    rows = find_milestones(reader.session, is_visible(reader), Milestone.number.in_(numbers))
    found = items(reader.session, reader.office, rows, reader.now)
    return {item.number: item for item in found}


def _members(reader: Reader, asked: WorkList, narrowed: WorkFilter) -> list[CountedMilestone]:
    condition = CONDITIONS[asked](reader, narrowed)
    found = counted_milestones(reader.session, is_visible(reader), condition)
    if asked not in STATES_OF_DONE_LISTS:
        return sorted(found, key=_by_weight)
    done = [work for work in found if work_state(work, reader.now) in STATES_OF_DONE_LISTS[asked]]
    kept = [(work.handed_in_on or work.due_on, work) for work in done]
    since, until = narrowed.since or date.min, narrowed.until or date.max
    inside = [(day, work) for day, work in kept if since <= day <= until]
    return [work for _, work in sorted(inside, key=lambda each: (each[0], each[1].number))][::-1]


def _by_weight(work: CountedMilestone) -> tuple[int, Deadline, int]:
    return work.weight.order, work.deadline, work.number


def _mine(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Open milestones that the reader leads."""
    return is_open() & is_led_by(reader.actor.post_ids) & is_due_and_matches(narrowed)


def _overdue(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return overdue_by(reader.now) & is_due_and_matches(narrowed)


def _soon(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Due within SOON_WITHIN, or within the days of the filter."""
    until = narrowed.until or reader.today + SOON_WITHIN
    to_come = ~passed_by(reader.now) if narrowed.since is None else true()
    since = narrowed.since or reader.today
    return (
        _not_handed_in()
        & to_come
        & (Milestone.due_on >= since)
        & (Milestone.due_on <= until)
        & matches_filter(narrowed)
    )


def _unreported(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Not handed in, without a reply for SILENT_AFTER; due at any time unless the filter says."""
    heard = select(Reply.milestone_id).where(
        Reply.at >= reader.now - SILENT_AFTER, Reply.undone_at.is_(None)
    )
    return _not_handed_in() & Milestone.id.not_in(heard) & is_due_and_matches(narrowed)


def _unaccepted(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return is_unaccepted() & is_due_and_matches(narrowed)


def _to_decide(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Waiting for a decision: results, extensions, obstacles."""
    asked = select(Extension.milestone_id).where(Extension.decided_at.is_(None))
    stuck = Milestone.status.in_((Status.SUBMITTED, Status.BLOCKED))
    return (stuck | Milestone.id.in_(asked)) & is_due_and_matches(narrowed)


def _open(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return is_open() & is_due_and_matches(narrowed)


def _going(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return _not_handed_in() & ~passed_by(reader.now) & is_due_and_matches(narrowed)


def _waiting(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return (Milestone.status == Status.SUBMITTED) & is_due_and_matches(narrowed)


def _blocked(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return (Milestone.status == Status.BLOCKED) & is_due_and_matches(narrowed)


def _extension(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Open milestones with an extension that waits for a decision."""
    asked = select(Extension.milestone_id).where(Extension.decided_at.is_(None))
    return is_open() & Milestone.id.in_(asked) & is_due_and_matches(narrowed)


def _done(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Done. The days of the filter are those of the result; `_members` applies them."""
    return (Milestone.status == Status.DONE) & matches_filter(narrowed)


def _cancelled(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return (Milestone.status == Status.CANCELLED) & is_due_and_matches(narrowed)


def _not_handed_in() -> ColumnElement[bool]:
    return is_open() & (Milestone.status != Status.SUBMITTED)


CONDITIONS: Mapping[WorkList, Callable[[Reader, WorkFilter], ColumnElement[bool]]] = {
    WorkList.MINE: _mine,
    WorkList.OVERDUE: _overdue,
    WorkList.SOON: _soon,
    WorkList.UNREPORTED: _unreported,
    WorkList.UNACCEPTED: _unaccepted,
    WorkList.DECIDE: _to_decide,
    WorkList.OPEN: _open,
    WorkList.NOT_YET_DUE: _going,
    WorkList.WAITING: _waiting,
    WorkList.BLOCKED: _blocked,
    WorkList.EXTENSION: _extension,
    WorkList.DONE: _done,
    WorkList.ON_TIME: _done,
    WorkList.LATE: _done,
    WorkList.CANCELLED: _cancelled,
}
STATES_OF_DONE_LISTS: Mapping[WorkList, frozenset[WorkState]] = {
    WorkList.DONE: DONE_STATES,
    WorkList.ON_TIME: frozenset({WorkState.ON_TIME}),
    WorkList.LATE: frozenset({WorkState.LATE}),
}


def counted_work(reader: Reader, narrowed: WorkFilter = EVERYTHING) -> list[CountedMilestone]:
    return counted_milestones(reader.session, is_visible(reader), is_due_and_matches(narrowed))


def quotas(reader: Reader, narrowed: WorkFilter = EVERYTHING) -> list[Item]:
    """The visible open quotas that match a filter, without its days."""
    open_quotas = (Milestone.shape == MilestoneShape.QUOTA) & is_open()
    rows = find_milestones(
        reader.session, is_visible(reader), open_quotas, matches_filter(narrowed)
    )
    return items(reader.session, reader.office, rows, reader.now)
