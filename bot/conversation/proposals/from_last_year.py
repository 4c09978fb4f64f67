"""Propose one year's tasks for another year; the secretary reviews them before they are stored."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.conversation.proposals.store import add_proposals, new_paper, overview_of
from bot.conversation.turn import Turn
from bot.importers.completing import due_in
from bot.importers.plan_year import YearShift, block_for_year
from bot.importers.proposal_blocks import Draft
from bot.texts import proposals as texts
from bot.texts.proposal_cards import overview
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.rules import PLANNED_SHAPES
from storage.milestone import ADDED_KEY, Milestone
from storage.task import Source, Task
from storage.words import Purpose, Status


def propose_year(turn: Turn, since: int, to: int) -> Outgoing:
    shift = YearShift(since, to, turn.office.calendar)
    drafts = [draft for task in _tasks_of(turn, since) if (draft := _draft(turn, task, shift))]
    if not drafts:
        return texts.nothing_to_move(since)
    paper = new_paper(turn, Purpose.LAST_YEAR, texts.moved_plan(since, to), None, turn.now)
    add_proposals(turn.session, paper, drafts)
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
    """The draft of one task moved to another year; None if all its milestones were cancelled."""
    known = [Milestone.task_id == task.id]
    rows = turn.session.scalars(select(Milestone).where(*known).order_by(Milestone.number)).all()
    planned = [row for row in rows if row.shape in PLANNED_SHAPES and not _taken_back(row)]
    if rows and all(row.status is Status.CANCELLED for row in rows):
        return None
    block = block_for_year(task, planned, shift)
    was = max((row.planned_on for row in planned), default=task.closes_on)
    source = task.source
    assert source is not None
    aside = {
        "said": block.get("ro", {}),
        "was": was.isoformat() if was and due_in(block) else None,
        "source": _source(source, shift),
    }
    return Draft(block.get("clause", ""), "", {"ro": {}, **block}, aside)


def _taken_back(row: Milestone) -> bool:
    """Whether it is a phase that was added in chat and cancelled again."""
    return row.status is Status.CANCELLED and row.key.startswith(ADDED_KEY)


def _source(source: Source, shift: YearShift) -> dict[str, str]:
    """The source of the former year, moved; it stands for the new document until that exists."""
    key = f"{source.key[:90].removesuffix(f'-{shift.since}')}-{shift.to}"
    return {
        "key": key[-40:].strip("-"),
        "name": shift.shift_words(source.name),
        "title": shift.shift_words(source.title),
        "date": shift.shift_day(source.dated).isoformat(),
    }
