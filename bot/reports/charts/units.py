"""Chart of work by unit: one bar each, divided by state."""

from collections.abc import Sequence
from datetime import date

from bot.reports.charts.sheet import INK, MARGIN, SOFT, STYLES, WIDTH, ChartSheet, wrap
from bot.texts import charts as texts
from scheduler.work.counting import StateCounts, WorkState

MAX_BARS = 14
"""Bars in one chart; further units are summed up in the last one."""
ROW, BAR = 50.0, 20.0
HEAD = 88.0
TITLE, LINE_HEIGHT = 16.0, 20.0
LETTER = 7.6
"""Width of a character of the total after each bar."""


def draw(title: str, tallies: Sequence[StateCounts], today: date) -> ChartSheet:
    """The bars in the order given, all in the same scale."""
    shown, titles = counts_that_fit(tallies), wrap(title, TITLE)
    top = HEAD + LINE_HEIGHT * len(titles)
    sheet = ChartSheet(top + ROW * max(1, len(shown)) + 10)
    for row, words in enumerate(titles):
        sheet.write(MARGIN, 20 + LINE_HEIGHT * row, words, TITLE, bold=True)
    sheet.write(MARGIN, top - 66, texts.as_of(today), 12, SOFT)
    _legend(sheet, top - 48)
    if not shown:
        sheet.write(MARGIN, top + 10, texts.NOTHING)
    most = max((each.total for each in shown), default=1)
    room = 10 + LETTER * len(texts.milestone_count(most))
    for row, each in enumerate(shown):
        _bar(sheet, top + ROW * row, each, (WIDTH - MARGIN - room) / most)
    return sheet


def counts_that_fit(tallies: Sequence[StateCounts]) -> list[StateCounts]:
    """At most MAX_BARS counts; the last one sums up all units that do not fit."""
    if len(tallies) <= MAX_BARS:
        return list(tallies)
    kept, rest = list(tallies[: MAX_BARS - 1]), tallies[MAX_BARS - 1 :]
    sums = {place.value: sum(getattr(each, place.value) for each in rest) for place in WorkState}
    return [*kept, StateCounts(texts.more_units(len(rest)), **sums)]


def _legend(sheet: ChartSheet, top: float) -> None:
    """Draw each state's pattern with its name, in two rows."""
    places = list(WorkState)
    for index, place in enumerate(places):
        x = MARGIN + (index % 3) * 114
        y = top + (index // 3) * 19
        face, pattern, _ = STYLES[place]
        sheet.box(x, y, 16, 12, face, pattern, edge=_edge(place))
        sheet.write(x + 21, y + 6, texts.STATE_WORDS[place], 11)


def _bar(sheet: ChartSheet, y: float, tally: StateCounts, scale: float) -> None:
    (name,) = wrap(tally.name, 13, WIDTH - 2 * MARGIN, most=1)
    sheet.write(MARGIN, y + 8, name, 13, bold=True)
    x, top = MARGIN, y + 19
    for place in WorkState:
        count = getattr(tally, place.value)
        if not count:
            continue
        face, pattern, ink = STYLES[place]
        width = count * scale
        sheet.box(x, top, width, BAR, face, pattern, edge=_edge(place))
        if width >= 9 * len(str(count)) + 4:
            _number(sheet, x + width / 2, top + BAR / 2, str(count), face, ink)
        x += width
    sheet.write(x + 6, top + BAR / 2, texts.milestone_count(tally.total), 12, INK)


def _number(sheet: ChartSheet, x: float, y: float, words: str, face: str, ink: str) -> None:
    """Write a number on a plain background, so that the pattern does not cross it."""
    width = 8.0 * len(words) + 4
    sheet.box(x - width / 2, y - 7.5, width, 15, face, edge=face)
    sheet.write(x, y, words, 12, ink, bold=True, align="center")


def _edge(place: WorkState) -> str:
    return {WorkState.NOT_YET_DUE: "#8d97a3", WorkState.WAITING_FOR_DECISION: "#3f7d49"}.get(
        place, "#ffffff"
    )
