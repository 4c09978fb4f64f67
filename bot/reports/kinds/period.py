"""The period report: work done in a period, work behind at its end, work due next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.reports import work_table as work
from bot.reports.catalogue import Brief
from bot.reports.work_table import TableMilestone, WorkColumn, with_items, work_table
from bot.texts import period_report as texts
from bot.texts.document import Cell, CellKind, Column, Report, Section, Table, share
from bot.texts.reports import issuer
from scheduler.work.counting import (
    CountedMilestone,
    StateCounts,
    count_states,
    counts_by,
    most_urgent_first,
    sector_of,
    unit_of,
)
from storage.task import Source
from storage.words import MilestoneShape, Status


@dataclass(frozen=True, slots=True)
class PeriodLists:
    """The milestones of a period, by section of the report; one may be in several lists."""

    done: list[TableMilestone]
    due: list[TableMilestone]
    open: list[TableMilestone]
    overdue: list[TableMilestone]
    blocked: list[TableMilestone]
    waiting: list[TableMilestone]
    due_next: list[TableMilestone]
    quotas: list[TableMilestone]


def build(brief: Brief) -> Report:
    lists = _lists(brief)
    figures = _figures(brief, lists)
    results, behind = texts.results_lines(figures), texts.shortcomings_lines(figures)
    ahead = texts.due_next_lines(figures, brief.period.following())
    sections = (
        Section(texts.RESULTS, results, _non_empty(*_groups(brief, lists), *_results(lists))),
        Section(texts.SHORTCOMINGS, behind, _non_empty(*_behind(lists))),
        Section(
            texts.NEXT, ahead, _non_empty(_table(texts.DUE_NEXT, lists.due_next, work.OPEN_COLUMNS))
        ),
    )
    who = issuer(brief.form, brief.letterhead)
    return Report(
        name="period",
        kind=texts.KIND,
        title=texts.title(brief.period, brief.about),
        label=texts.file_label(brief.period, brief.about),
        letterhead=brief.letterhead,
        form=brief.form,
        period=brief.period,
        made_at=brief.reader.now,
        intro=texts.intro(who, _orders(brief), brief.period, brief.about),
        summary=(*results, *behind, ahead[0]),
        sections=sections,
        closing=texts.closing(who, brief.period),
        dues=tuple(work.calendar_entry(each, brief.letterhead.commune) for each in lists.open),
    )


def _lists(brief: Brief) -> PeriodLists:
    past = [each for each in brief.past_milestones() if each.status is not Status.CANCELLED]
    rows = with_items(brief, past)
    following = brief.period.following()

    def matching(wanted: Callable[[TableMilestone], bool]) -> list[TableMilestone]:
        return [each for each in rows if wanted(each)]

    return PeriodLists(
        done=matching(lambda each: each.past.done_within(brief.period)),
        due=matching(lambda each: brief.period.contains(each.past.due_on)),
        open=matching(lambda each: each.past.open),
        overdue=matching(lambda each: each.past.overdue),
        blocked=matching(lambda each: each.past.status is Status.BLOCKED),
        waiting=matching(lambda each: each.past.waiting),
        due_next=matching(lambda each: each.past.open and following.contains(each.past.due_on)),
        quotas=matching(
            lambda each: each.past.row.shape is MilestoneShape.QUOTA and _current(brief, each)
        ),
    )


def _current(brief: Brief, each: TableMilestone) -> bool:
    return each.past.open or each.past.done_within(brief.period)


def _figures(brief: Brief, lists: PeriodLists) -> texts.PeriodFigures:
    on_time = [each for each in lists.done if each.past.on_time]
    return texts.PeriodFigures(
        over=brief.period.until < brief.reader.today,
        done=len(lists.done),
        on_time=len(on_time),
        extended=sum(each.past.extended for each in on_time),
        late=len(lists.done) - len(on_time),
        due=len(lists.due),
        due_met=sum(each.past.handed_in_on is not None for each in lists.due),
        open=len(lists.open),
        overdue=len(lists.overdue),
        blocked=len(lists.blocked),
        waiting=len(lists.waiting),
        ahead=len(lists.due_next),
    )


def _orders(brief: Brief) -> list[texts.OrderingDocument]:
    found = brief.reader.session.scalars(select(Source).order_by(Source.dated.desc(), Source.id))
    return [
        texts.OrderingDocument(row.name, row.dated)
        for row in found
        if row.dated <= brief.period.until
    ]


def _groups(brief: Brief, lists: PeriodLists) -> tuple[Table, Table]:
    works = [each.past.as_counted for each in (*lists.done, *lists.open)]
    return (
        _grouped(brief, works, texts.BY_SECTOR, texts.SECTOR, sector_of),
        _grouped(brief, works, texts.BY_UNIT, texts.UNIT, unit_of),
    )


def _grouped(
    brief: Brief,
    works: Sequence[CountedMilestone],
    named: tuple[str, str],
    head: str,
    by: Callable[[CountedMilestone], str],
) -> Table:
    ends = brief.period.cutoff(brief.reader.now)
    rows = most_urgent_first(counts_by(works, by, ends))
    whole = count_states(texts.TOTAL, works, ends)
    columns = (
        Column(head, weight=10),
        *(Column(title, CellKind.NUMBER) for title in texts.GROUP_COLUMNS),
        Column(texts.ON_TIME_SHARE, CellKind.SHARE),
    )
    cells = tuple(_cells(each) for each in (*rows, *([whole] if rows else [])))
    return Table(*named, columns, cells, total=True)


def _cells(counted: StateCounts) -> tuple[Cell, ...]:
    return (
        counted.name[:1].upper() + counted.name[1:],
        counted.done,
        counted.on_time,
        counted.late,
        counted.not_yet_due,
        counted.waiting,
        counted.overdue,
        share(counted.on_time, counted.done),
    )


def _results(lists: PeriodLists) -> tuple[Table, ...]:
    return (
        _table(texts.QUOTAS, lists.quotas, work.QUOTA_COLUMNS),
        _table(texts.DONE, lists.done, work.DONE_COLUMNS),
        _table(texts.WAITING, lists.waiting, work.DONE_COLUMNS),
    )


def _behind(lists: PeriodLists) -> tuple[Table, ...]:
    late = [each for each in lists.done if not each.past.on_time]
    return (
        _table(texts.OVERDUE, lists.overdue, work.OVERDUE_COLUMNS),
        _table(
            texts.BLOCKED,
            [each for each in lists.blocked if not each.past.overdue],
            work.BLOCKED_COLUMNS,
        ),
        _table(texts.LATE, late, work.OVERDUE_COLUMNS),
    )


def _table(
    named: tuple[str, str], rows: Sequence[TableMilestone], columns: Sequence[WorkColumn]
) -> Table:
    return work_table(*named, rows, (*columns, *work.WHERE))


def _non_empty(*tables: Table) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.rows)
