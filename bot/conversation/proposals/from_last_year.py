"""A year's plan said again for another year: shown first, stored when the secretary says so."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.conversation.proposals.store import new_paper, overview_of, put_before
from bot.conversation.turn import Turn
from bot.importers.completing import due_in
from bot.importers.plan_year import YearShift, block_of
from bot.importers.proposal_blocks import Draft
from bot.texts import proposals as texts
from bot.texts.proposal_cards import overview
from scheduler.delivery.channel import Outgoing
from storage.milestone import Milestone
from storage.task import Source, Task
from storage.words import Purpose, Status


def say_again(turn: Turn, since: int, to: int) -> Outgoing:
    """Propose every task of one year for another."""
    shift = YearShift(since, to, turn.office.calendar)
    drafts = [draft for task in _tasks_of(turn, since) if (draft := _draft(turn, task, shift))]
    if not drafts:
        return texts.nothing_to_move(since)
    paper = new_paper(turn, Purpose.LAST_YEAR, texts.moved_plan(since, to), None, turn.now)
    put_before(turn.session, paper, drafts)
    return overview(overview_of(turn.session, paper, {}), sheet=True)


def _tasks_of(turn: Turn, year: int) -> list[Task]:
    found = (
        select(Task)
        .join(Source, Task.source_id == Source.id)
        .where(Task.key.contains(f"-{year}/"))
        .options(selectinload(Task.supports), selectinload(Task.source))
        .order_by(Task.id)
    )
    return list(turn.session.scalars(found))


def _draft(turn: Turn, task: Task, shift: YearShift) -> Draft | None:
    """One task said again; none where it was cancelled, or nothing of it was to be done."""
    known = [Milestone.task_id == task.id]
    rows = turn.session.scalars(select(Milestone).where(*known).order_by(Milestone.number)).all()
    planned = [row for row in rows if row.shape.value not in ("campaign_report", "standing_report")]
    if rows and all(row.status is Status.CANCELLED for row in rows):
        return None
    block = block_of(task, planned, shift)
    was = max((row.planned_on for row in planned), default=task.closes_on)
    source = task.source
    assert source is not None
    aside = {
        "said": block.get("ro", {}),
        "was": was.isoformat() if was and due_in(block) else None,
        "source": _source(source, shift),
    }
    return Draft(block.get("clause", ""), "", {"ro": {}, **block}, aside)


def _source(source: Source, shift: YearShift) -> dict[str, str]:
    """The document of the year before stands for the one that is still to come."""
    key = f"{source.key[:90].removesuffix(f'-{shift.since}')}-{shift.to}"
    return {
        "key": _short(key),
        "name": shift.words(source.name),
        "title": shift.words(source.title),
        "date": shift.day(source.dated).isoformat(),
    }


def _short(key: str) -> str:
    return key[-40:].strip("-")
