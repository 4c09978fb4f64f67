"""Lists of milestones: which ones a person asked for and may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true

from bot.turn import Turn
from scheduler.items import items
from scheduler.permissions import Action
from scheduler.summaries import SETTLED
from scheduler.wording import Item, Tally
from storage.milestone import Milestone, find, is_open, is_overdue, led_by, touched_by
from storage.person import Holding
from storage.reply import Extension, Reply
from storage.task import Task
from storage.unit import Post
from storage.words import Shape, Status

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question narrows its answer to; dates are days in Vietnam, both included."""

    person_ids: tuple[int, ...] = ()
    unit_id: int | None = None
    sector: str | None = None
    since: date | None = None
    until: date | None = None


EVERYTHING = Wanted()


def visible(turn: Turn) -> ColumnElement[bool]:
    """The milestones the speaker may see at all."""
    return true() if turn.may(Action.SEE_ALL) else touched_by(turn.actor.post_ids)


def wanted(narrowed: Wanted) -> ColumnElement[bool]:
    """The milestones a question is about."""
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
    if narrowed.since is not None:
        condition &= Milestone.due_on >= narrowed.since
    if narrowed.until is not None:
        condition &= Milestone.due_on <= narrowed.until
    return condition


def listed(turn: Turn, *conditions: ColumnElement[bool]) -> list[Item]:
    """What there is to say of the visible milestones that meet the conditions."""
    rows = find(turn.session, visible(turn), *conditions)
    return items(turn.session, turn.office, rows, turn.today)


def own(turn: Turn) -> list[Item]:
    """The open milestones the speaker leads."""
    rows = find(turn.session, led_by(turn.actor.post_ids), is_open())
    return items(turn.session, turn.office, rows, turn.today)


def overdue(turn: Turn, narrowed: Wanted = EVERYTHING) -> list[Item]:
    """What is late, latest first."""
    return listed(turn, is_overdue(turn.today), wanted(narrowed))


def due_soon(turn: Turn, narrowed: Wanted = EVERYTHING) -> list[Item]:
    """What is due in the coming days, or in the days asked for."""
    until = narrowed.until or turn.today + SOON
    since = narrowed.since or turn.today
    return listed(
        turn,
        is_open(),
        Milestone.status != Status.SUBMITTED,
        Milestone.due_on >= since,
        Milestone.due_on <= until,
        wanted(narrowed),
    )


def unreported(turn: Turn, narrowed: Wanted = EVERYTHING) -> list[Item]:
    """Open milestones of which nobody has said anything in the last week, due soon or late."""
    week_ago = turn.now - timedelta(days=7)
    heard = select(Reply.milestone_id).where(Reply.at >= week_ago, Reply.undone_at.is_(None))
    return listed(
        turn,
        is_open(),
        Milestone.status != Status.SUBMITTED,
        Milestone.due_on <= (narrowed.until or turn.today + SOON),
        Milestone.id.not_in(heard),
        wanted(narrowed),
    )


def open_work(turn: Turn, narrowed: Wanted) -> list[Item]:
    """What is open of a person or unit."""
    return listed(turn, is_open(), wanted(narrowed))


def to_decide(turn: Turn) -> list[Item]:
    """What waits for a decision: results, extensions, obstacles."""
    asked = select(Extension.milestone_id).where(Extension.decided_at.is_(None))
    return listed(
        turn,
        (Milestone.status == Status.SUBMITTED)
        | (Milestone.status == Status.BLOCKED)
        | Milestone.id.in_(asked),
    )


def tallies(turn: Turn, narrowed: Wanted = EVERYTHING) -> tuple[list[Tally], list[Item]]:
    """How the visible work stands by sector, and its open quotas."""
    rows = find(turn.session, visible(turn), wanted(narrowed))
    late = {row.id for row in rows if row.due_on < turn.today and row.status not in SETTLED}
    found = [
        Tally(
            name=sector,
            done=sum(row.status is Status.DONE for row in group),
            open=sum(not row.status.closed for row in group),
            overdue=sum(row.id in late for row in group),
        )
        for sector, group in _by_sector(rows).items()
    ]
    quotas = [row for row in rows if row.shape is Shape.QUOTA and not row.status.closed]
    return found, items(turn.session, turn.office, quotas, turn.today)


def _by_sector(rows: Sequence[Milestone]) -> dict[str, list[Milestone]]:
    found: dict[str, list[Milestone]] = {}
    for row in rows:
        found.setdefault(row.task.sector, []).append(row)
    return found
