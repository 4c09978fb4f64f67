"""Tables whose rows are milestones as they stood. Of a confidential one no cell is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
    """A milestone as it stood, and as it is named; of a confidential one the item tells nothing."""

    stood: PastMilestone
    item: Item

    @property
    def name(self) -> str:
        """Its title, or where to look it up."""
        return names.name(self.item)


@dataclass(frozen=True, slots=True)
class WorkColumn:
    """A column of milestones, and what it takes of each."""

    column: Column
    of: Callable[[TableMilestone], Cell]


def tell(brief: Brief, found: Sequence[PastMilestone]) -> list[TableMilestone]:
    """The milestones with what there was to say of each at the end of the period."""
    reader = brief.reader
    ends = brief.period.cutoff(reader.today)
    told = items(reader.session, reader.office, [each.row for each in found], ends)
    return [
        TableMilestone(stood, _as_it_was(item, stood))
        for stood, item in zip(found, told, strict=True)
    ]


def _as_it_was(item: Item, stood: PastMilestone) -> Item:
    if item.confidential:
        return item
    last = stood.replies[-1] if stood.replies else None
    return replace(
        item,
        status=stood.status,
        due_on=stood.due_on,
        days=(stood.due_on - stood.cutoff).days,
        value=stood.value,
        percent=stood.percent,
        slow=False,
        document=stood.document,
        last_reply=(last.text or last.reason) if last else "",
        last_reply_on=local_day(last.at) if last else None,
    )


def work_table(
    name: str, title: str, rows: Sequence[TableMilestone], columns: Sequence[WorkColumn]
) -> Table:
    """A table of these milestones, the number and the name first."""
    cells = tuple(
        (each.stood.row.number, each.name, *(_cell(each, column) for column in columns))
        for each in rows
    )
    heads = (NUMBER, NAME, *(column.column for column in columns))
    return Table(name, title, heads, cells)


def _cell(told: TableMilestone, column: WorkColumn) -> Cell:
    return None if told.item.confidential else column.of(told)


def due(told: TableMilestone, commune: str) -> Due:
    """The day of a milestone, for a calendar."""
    row = told.stood.row
    secret = told.item.confidential
    note = "" if secret else f"{LEAD.column.title}: {told.item.lead}"
    return Due(f"{commune}-{row.id}", f"{row.number}. {told.name}", told.stood.due_on, note, secret)


NUMBER = Column(texts.NUMBER, CellKind.NUMBER, 3)
NAME = Column(texts.NAME, weight=12)
SECTOR = WorkColumn(
    Column(texts.SECTOR, weight=6, paper=False), lambda told: told.stood.row.task.sector
)
UNIT = WorkColumn(
    Column(texts.UNIT, weight=6, paper=False), lambda told: told.stood.row.task.lead.unit.name
)
LEAD = WorkColumn(Column(texts.LEAD, weight=6), lambda told: told.item.lead)
ORIGINAL = WorkColumn(
    Column(texts.ORIGINAL, CellKind.DAY, 6, paper=False),
    lambda told: told.stood.row.original_due_on,
)
DUE = WorkColumn(Column(texts.DUE, CellKind.DAY, 6), lambda told: told.stood.due_on)
HANDED_IN = WorkColumn(
    Column(texts.HANDED_IN, CellKind.DAY, 6), lambda told: told.stood.handed_in_on
)
LATE = WorkColumn(Column(texts.LATE, CellKind.NUMBER, 4), lambda told: told.stood.days_late)
STANDS = WorkColumn(
    Column(texts.STATUS, weight=6), lambda told: texts.status(told.stood, names.status(told.item))
)
DOCUMENT = WorkColumn(
    Column(texts.DOCUMENT, weight=5, paper=False), lambda told: told.item.document
)
REASON = WorkColumn(Column(texts.REASON, weight=8), lambda told: texts.reason(told.stood))
SAID = WorkColumn(Column(texts.SAID, weight=8, paper=False), lambda told: told.item.last_reply)
SAID_ON = WorkColumn(
    Column(texts.SAID_ON, CellKind.DAY, 6, paper=False), lambda told: told.item.last_reply_on
)
TARGET = WorkColumn(Column(texts.TARGET, CellKind.NUMBER, 3), lambda told: told.item.target)
VALUE = WorkColumn(Column(texts.VALUE, CellKind.NUMBER, 3), lambda told: told.item.value or 0)
SHARE = WorkColumn(
    Column(texts.SHARE, CellKind.SHARE, 4),
    lambda told: share(told.item.value or 0, told.item.target or 0),
)
EXPECTED = WorkColumn(Column(texts.EXPECTED, CellKind.NUMBER, 4), lambda told: told.item.expected)

WHERE = (SECTOR, UNIT)
QUOTA = (LEAD, TARGET, VALUE, SHARE, EXPECTED, DUE)
DONE = (LEAD, ORIGINAL, DUE, HANDED_IN, STANDS, DOCUMENT)
BEHIND = (LEAD, ORIGINAL, DUE, LATE, REASON, SAID, SAID_ON)
STUCK = (LEAD, ORIGINAL, DUE, REASON, SAID, SAID_ON)
AHEAD = (LEAD, ORIGINAL, DUE, STANDS, SAID, SAID_ON)
