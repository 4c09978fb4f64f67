"""Reads the board: the same lists, counts, gauges and coming weeks as the chat, on one page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.queries import lists
from bot.queries.coming import ComingWeeks, coming_weeks
from bot.queries.filters import WorkFilter, WorkList
from bot.queries.gauges import Gauge, gauges
from bot.queries.reader import Reader
from scheduler.delivery.wording import Item, Listing
from scheduler.work.counting import (
    CountedMilestone,
    StateCounts,
    count_states,
    counts_by,
    counts_by_unit,
    sector_of,
)
from scheduler.work.permissions import Action
from storage.task import sectors
from storage.unit import units

OVERVIEW_SIZE = 10
"""Rows of each list in the overview."""
PAGE_SIZE = 25
OVERVIEW = (WorkList.OVERDUE, WorkList.SOON)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The choices of the filters: units as (key, name), and sectors."""

    units: tuple[tuple[str, str], ...]
    sectors: tuple[str, ...]

    def key(self, name: str) -> str:
        return next((key for key, known in self.units if known == name), "")


@dataclass(frozen=True, slots=True)
class BoardSection:
    asked: WorkList
    listing: Listing


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit of the matrix: the counts of each of its sectors, and of the whole unit."""

    unit: str
    cells: tuple[StateCounts, ...]
    whole: StateCounts


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page; `items` are the milestones of the coming weeks, by number."""

    sees_all: bool
    whole: StateCounts
    sections: tuple[BoardSection, ...]
    rows: tuple[MatrixRow, ...]
    sectors: tuple[StateCounts, ...]
    gauges: tuple[Gauge, ...]
    coming: ComingWeeks
    items: Mapping[int, Item]


def filter_choices(reader: Reader) -> FilterChoices:
    found = tuple((unit.key, unit.name) for unit in units(reader.session))
    return FilterChoices(found, tuple(sectors(reader.session)))


def board(reader: Reader, wanted: WorkFilter, asked: WorkList | None, page: int) -> Board:
    """The board as a reader may see it, filtered: page `page` of the list `asked`, or the overview.

    Gauges and weeks are as of today, even if the filter names days.
    """
    works = lists.counted_work(reader, wanted)
    undated = replace(wanted, since=None, until=None)
    all_days = works if undated == wanted else lists.counted_work(reader, undated)
    weeks = coming_weeks(all_days, reader.office.calendar, reader.now)
    due = [number for week in weeks.weeks for day in week for number in day.numbers]
    return Board(
        sees_all=reader.may(Action.SEE_ALL),
        whole=count_states("", works, reader.now),
        sections=tuple(_sections(reader, wanted, asked, page)),
        rows=tuple(_rows(works, reader.now)),
        sectors=tuple(counts_by(works, sector_of, reader.now)),
        gauges=tuple(gauges(lists.quotas(reader, undated))),
        coming=weeks,
        items=lists.visible_items(reader, due),
    )


def _sections(
    reader: Reader, wanted: WorkFilter, asked: WorkList | None, page: int
) -> Iterator[BoardSection]:
    if asked is not None:
        yield BoardSection(asked, lists.listing(reader, asked, wanted, page, PAGE_SIZE))
        return
    for each in OVERVIEW:
        yield BoardSection(each, lists.listing(reader, each, wanted, 1, OVERVIEW_SIZE))


def _rows(works: Sequence[CountedMilestone], now: datetime) -> list[MatrixRow]:
    """The units, most overdue first; empty units and sectors are left out."""
    kept = {each.name for each in counts_by(works, sector_of, now)}
    found = [
        MatrixRow(unit, tuple(cell for cell in cells if cell.name in kept), whole)
        for unit, cells in counts_by_unit(works, now).items()
        for whole in (count_states(unit, (work for work in works if work.unit == unit), now),)
        if whole.total
    ]
    return sorted(found, key=lambda row: (-row.whole.overdue, -row.whole.open))
