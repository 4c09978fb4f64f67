"""Report tables with one milestone a row; the cells of confidential work stay empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.reports.catalogue import Brief
from bot.texts import items as names
from bot.texts import work_columns as texts
from bot.texts.document import Cell, CellKind, Column, Due, Table, share
from scheduler.calendar.working_time import local_day
from scheduler.delivery.items import items
from scheduler.delivery.wording import Item
from scheduler.work.as_of import PastMilestone


@dataclass(frozen=True, slots=True)
class TableMilestone:
    """A milestone at the end of the period, and its item, which hides confidential work."""

    past: PastMilestone
    item: Item

    @property
    def name(self) -> str:
        """Its title, or for confidential work where to look it up."""
        return names.name(self.item)


@dataclass(frozen=True, slots=True)
class WorkColumn:
    """A column, and the function that gives its cell for a milestone."""

    column: Column
    of: Callable[[TableMilestone], Cell]


def with_items(brief: Brief, found: Sequence[PastMilestone]) -> list[TableMilestone]:
    """The milestones with their items as of the end of the period."""
    reader = brief.reader
    ends = brief.period.cutoff(reader.now)
    now_items = items(reader.session, reader.office, [each.row for each in found], ends)
    return [
        TableMilestone(past, _as_it_was(item, past))
        for past, item in zip(found, now_items, strict=True)
    ]


def _as_it_was(item: Item, past: PastMilestone) -> Item:
    if item.confidential:
        return item
    last = past.replies[-1] if past.replies else None
    return replace(
        item,
        status=past.status,
        due_on=past.due_on,
        due_time=past.due_time,
        days=(past.due_on - local_day(past.cutoff)).days,
        hour_passed=past.due_on == local_day(past.cutoff) and past.deadline.passed(past.cutoff),
        value=past.value,
        percent=past.percent,
        behind_pace=False,
        document=past.document,
        handed_in_on=past.handed_in_on,
        handed_in_late=past.handed_in_at is not None and not past.on_time,
        last_reply=(last.text or last.reason) if last else "",
        last_reply_on=local_day(last.at) if last else None,
    )


def work_table(
    name: str, title: str, rows: Sequence[TableMilestone], columns: Sequence[WorkColumn]
) -> Table:
    """A table of milestones: number, name, then the columns."""
    cells = tuple(
        (each.past.row.number, each.name, *(_cell(each, column) for column in columns))
        for each in rows
    )
    heads = (NUMBER, NAME, *(column.column for column in columns))
    return Table(name, title, heads, cells)


def _cell(each: TableMilestone, column: WorkColumn) -> Cell:
    return None if each.item.confidential else column.of(each)


def calendar_entry(each: TableMilestone, commune: str) -> Due:
    """The due day of a milestone, for the iCalendar format."""
    row = each.past.row
    secret = each.item.confidential
    waits = f"\n{names.waits_for_decision(each.item)}" if each.past.waiting else ""
    stands = "" if each.item.target is None else f"\n{texts.stands(each.item)}"
    note = "" if secret else f"{LEAD.column.title}: {each.item.lead}{waits or stands}"
    title, past = f"{row.number}. {each.name}", each.past
    return Due(f"{commune}-{row.id}", title, past.due_on, note, secret, past.due_time)


def _day(on: date, hour: time | None) -> date:
    """A due date as a cell: a day, or with an hour the time of Vietnam without a zone."""
    return on if hour is None else datetime.combine(on, hour)


def _value(item: Item) -> Cell:
    """The number of a quota: 0 before the first, but of a level that is not known."""
    return item.value if item.is_level else item.value or 0


NUMBER = Column(texts.NUMBER, CellKind.NUMBER, 3)
NAME = Column(texts.NAME, weight=12)
SECTOR = WorkColumn(
    Column(texts.SECTOR, weight=6, shown_on_paper=False), lambda each: each.past.row.task.sector
)
UNIT = WorkColumn(
    Column(texts.UNIT, weight=6, shown_on_paper=False), lambda each: each.past.row.lead.unit.name
)
LEAD = WorkColumn(Column(texts.LEAD, weight=6), lambda each: each.item.lead)
ORIGINAL = WorkColumn(
    Column(texts.ORIGINAL, CellKind.DAY, 6, shown_on_paper=False),
    lambda each: _day(each.past.row.original_due_on, each.past.row.original_due_time),
)
DUE = WorkColumn(
    Column(texts.DUE, CellKind.DAY, 6), lambda each: _day(each.past.due_on, each.past.due_time)
)
HANDED_IN = WorkColumn(
    Column(texts.HANDED_IN, CellKind.DAY, 6), lambda each: each.past.handed_in_on
)
LATE = WorkColumn(Column(texts.LATE, CellKind.NUMBER, 4), lambda each: each.past.days_late)
STATE = WorkColumn(
    Column(texts.STATUS, weight=6), lambda each: texts.status(each.past, names.status(each.item))
)
DOCUMENT = WorkColumn(
    Column(texts.DOCUMENT, weight=5, shown_on_paper=False), lambda each: each.item.document
)
REASON = WorkColumn(Column(texts.REASON, weight=8), lambda each: texts.reason(each.past))
LAST_REPLY = WorkColumn(
    Column(texts.SAID, weight=8, shown_on_paper=False), lambda each: each.item.last_reply
)
LAST_REPLY_ON = WorkColumn(
    Column(texts.SAID_ON, CellKind.DAY, 6, shown_on_paper=False),
    lambda each: each.item.last_reply_on,
)
TARGET = WorkColumn(Column(texts.TARGET, CellKind.NUMBER, 3), lambda each: each.item.target)
VALUE = WorkColumn(Column(texts.VALUE, CellKind.NUMBER, 3), lambda each: _value(each.item))
MEASURE = WorkColumn(Column(texts.MEASURE, weight=5), lambda each: texts.measure(each.item))
SHARE = WorkColumn(
    Column(texts.SHARE, CellKind.SHARE, 4),
    lambda each: None if each.item.is_level else share(each.item.value or 0, each.item.target or 0),
)
EXPECTED = WorkColumn(Column(texts.EXPECTED, CellKind.NUMBER, 4), lambda each: each.item.expected)

CANCELLED_ON = WorkColumn(
    Column(texts.CANCELLED_ON, CellKind.DAY, 6), lambda each: each.past.closed_on
)
CANCEL_REASON = WorkColumn(
    Column(texts.CANCEL_REASON, weight=8), lambda each: each.item.cancel_reason
)

WHERE = (SECTOR, UNIT)
# Sets of columns by kind of table.
QUOTA_COLUMNS = (LEAD, TARGET, VALUE, MEASURE, SHARE, EXPECTED, DUE)
DONE_COLUMNS = (LEAD, ORIGINAL, DUE, HANDED_IN, STATE, DOCUMENT)
CANCELLED_COLUMNS = (LEAD, ORIGINAL, DUE, CANCELLED_ON, CANCEL_REASON)
OVERDUE_COLUMNS = (LEAD, ORIGINAL, DUE, LATE, REASON, LAST_REPLY, LAST_REPLY_ON)
BLOCKED_COLUMNS = (LEAD, ORIGINAL, DUE, REASON, LAST_REPLY, LAST_REPLY_ON)
OPEN_COLUMNS = (LEAD, ORIGINAL, DUE, STATE, LAST_REPLY, LAST_REPLY_ON)
