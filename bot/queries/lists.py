"""Which milestones a person asked for and may see: the same for the chat and for the board."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true

from bot.queries.filters import EVERYTHING, WorkFilter, WorkList
from bot.queries.reader import Reader
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item, Listing
from scheduler.work.counted import counted_milestones
from scheduler.work.counting import DONE_STATES, CountedMilestone, WorkState, work_state
from scheduler.work.permissions import Action
from storage.milestone import Milestone, find_milestones, involves, is_led_by, is_open, is_overdue
from storage.person import Holding
from storage.reply import Extension, Reply
from storage.task import Task
from storage.unit import Post
from storage.words import MilestoneShape, Status

SOON = timedelta(days=14)
HEARD = timedelta(days=7)
"""Work of which nothing was said for so long is not reported."""
PAGE = 10


def visible(reader: Reader) -> ColumnElement[bool]:
    """The milestones the reader may see at all."""
    return true() if reader.may(Action.SEE_ALL) else involves(reader.actor.post_ids)


def of(narrowed: WorkFilter) -> ColumnElement[bool]:
    """The milestones of those a question is about, whenever they are due."""
    condition: ColumnElement[bool] = true()
    if narrowed.person_ids:
        held = select(Holding.post_id).where(
            Holding.person_id.in_(narrowed.person_ids), Holding.until.is_(None)
        )
        condition &= Task.lead_post_id.in_(held)
    if narrowed.unit_id is not None:
        of_unit = select(Post.id).where(Post.unit_id == narrowed.unit_id)
        condition &= Task.lead_post_id.in_(of_unit)
    if narrowed.sector is not None:
        condition &= Task.sector == narrowed.sector
    if narrowed.numbers is not None:
        condition &= Milestone.number.in_(narrowed.numbers)
    return condition


def wanted(narrowed: WorkFilter) -> ColumnElement[bool]:
    """The milestones a question is about, due in the days it names."""
    condition = of(narrowed)
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
    size: int = PAGE,
) -> Listing:
    """One page of a list, most urgent first; of what is done, the newest first."""
    found = _found(reader, asked, narrowed)
    last = max(1, -(-len(found) // size))
    shown = min(page, last)
    numbers = [work.number for work in found[(shown - 1) * size : shown * size]]
    rows = {
        row.number: row for row in find_milestones(reader.session, Milestone.number.in_(numbers))
    }
    shown_rows = [rows[each] for each in numbers]
    there = items(reader.session, reader.office, shown_rows, reader.today)
    return Listing(tuple(there), len(found), shown, last)


def milestones(
    reader: Reader, asked: WorkList, narrowed: WorkFilter = EVERYTHING
) -> list[Milestone]:
    """A whole list, as rows; in its order."""
    found = [work.number for work in _found(reader, asked, narrowed)]
    rows = {row.number: row for row in find_milestones(reader.session, Milestone.number.in_(found))}
    return [rows[number] for number in found]


def told(reader: Reader, numbers: Collection[int]) -> dict[int, Item]:
    """What there is to say of the milestones of these numbers that the reader may see."""
    rows = find_milestones(reader.session, visible(reader), Milestone.number.in_(numbers))
    found = items(reader.session, reader.office, rows, reader.today)
    return {item.number: item for item in found}


def _found(reader: Reader, asked: WorkList, narrowed: WorkFilter) -> list[CountedMilestone]:
    condition = CONDITIONS[asked](reader, narrowed)
    found = counted_milestones(reader.session, visible(reader), condition)
    if asked not in STANDINGS:
        return sorted(found, key=lambda work: (work.due_on, work.number))
    done = [work for work in found if work_state(work, reader.today) in STANDINGS[asked]]
    kept = [(_handed_in(work), work) for work in done]
    since, until = narrowed.since or date.min, narrowed.until or date.max
    inside = [(day, work) for day, work in kept if since <= day <= until]
    return [work for _, work in sorted(inside, key=lambda each: (each[0], each[1].number))][::-1]


def _handed_in(work: CountedMilestone) -> date:
    return work.handed_in_on or work.due_on


def _mine(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """What is open of the work the reader leads."""
    return is_open() & is_led_by(reader.actor.post_ids) & wanted(narrowed)


def _overdue(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return is_overdue(reader.today) & wanted(narrowed)


def _soon(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """What is due in the coming days, or in the days asked for."""
    until = narrowed.until or reader.today + SOON
    since = narrowed.since or reader.today
    return (
        _not_handed_in() & (Milestone.due_on >= since) & (Milestone.due_on <= until) & of(narrowed)
    )


def _unreported(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """Open milestones of which nobody has said anything lately, due soon or late."""
    heard = select(Reply.milestone_id).where(
        Reply.at >= reader.now - HEARD, Reply.undone_at.is_(None)
    )
    soon = Milestone.due_on <= (narrowed.until or reader.today + SOON)
    return _not_handed_in() & soon & Milestone.id.not_in(heard) & wanted(narrowed)


def _to_decide(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """What waits for a decision: results, extensions, obstacles."""
    asked = select(Extension.milestone_id).where(Extension.decided_at.is_(None))
    stuck = Milestone.status.in_((Status.SUBMITTED, Status.BLOCKED))
    return (stuck | Milestone.id.in_(asked)) & wanted(narrowed)


def _open(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return is_open() & wanted(narrowed)


def _going(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return _not_handed_in() & (Milestone.due_on >= reader.today) & wanted(narrowed)


def _waiting(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    return (Milestone.status == Status.SUBMITTED) & wanted(narrowed)


def _done(reader: Reader, narrowed: WorkFilter) -> ColumnElement[bool]:
    """The days asked for are those on which the result came, which `_found` looks at."""
    return (Milestone.status == Status.DONE) & of(narrowed)


def _not_handed_in() -> ColumnElement[bool]:
    return is_open() & (Milestone.status != Status.SUBMITTED)


CONDITIONS: Mapping[WorkList, Callable[[Reader, WorkFilter], ColumnElement[bool]]] = {
    WorkList.MINE: _mine,
    WorkList.OVERDUE: _overdue,
    WorkList.SOON: _soon,
    WorkList.UNREPORTED: _unreported,
    WorkList.DECIDE: _to_decide,
    WorkList.OPEN: _open,
    WorkList.GOING: _going,
    WorkList.WAITING: _waiting,
    WorkList.DONE: _done,
    WorkList.ON_TIME: _done,
    WorkList.LATE: _done,
}
STANDINGS: Mapping[WorkList, frozenset[WorkState]] = {
    WorkList.DONE: DONE_STATES,
    WorkList.ON_TIME: frozenset({WorkState.ON_TIME}),
    WorkList.LATE: frozenset({WorkState.LATE}),
}


def counted(reader: Reader, narrowed: WorkFilter = EVERYTHING) -> list[CountedMilestone]:
    """What the reader may see of the work asked for, as it is counted."""
    return counted_milestones(reader.session, visible(reader), wanted(narrowed))


def quotas(reader: Reader, narrowed: WorkFilter = EVERYTHING) -> list[Item]:
    """The open quotas the reader may see of the work asked for."""
    open_quotas = (Milestone.shape == MilestoneShape.QUOTA) & is_open()
    rows = find_milestones(reader.session, visible(reader), open_quotas, of(narrowed))
    return items(reader.session, reader.office, rows, reader.today)
