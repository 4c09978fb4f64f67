"""Chart of quotas: one gauge each, with a mark at the value expected by now."""

from collections.abc import Sequence
from datetime import date

from bot.queries.gauges import Gauge
from bot.reports.charts.sheet import BAD, INK, LINE, MARGIN, PAPER, SOFT, WIDTH, ChartSheet, wrap
from bot.texts import charts as texts

MAX_GAUGES = 12
ROW, BAR, LINE_HEIGHT = 60.0, 18.0, 17.0
HEAD = 84.0
NAME = 13.0
REACHED, LAGGING = ("#0b5d6b", ""), (BAD, "xx")


def draw(gauges: Sequence[Gauge], today: date) -> ChartSheet:
    shown = [(gauge, wrap(texts.gauge_name(gauge), NAME)) for gauge in gauges[:MAX_GAUGES]]
    heights = [ROW + LINE_HEIGHT * len(name) for _, name in shown]
    sheet = ChartSheet(HEAD + sum(heights or [ROW]) + 8)
    sheet.write(MARGIN, 20, texts.QUOTAS, 16, bold=True)
    sheet.write(MARGIN, 40, texts.as_of(today), 12, SOFT)
    _mark(sheet, MARGIN + 4, 55, 14)
    sheet.write(MARGIN + 14, 62, texts.EXPECTED_MARK, 11)
    if not shown:
        sheet.write(MARGIN, HEAD + 10, texts.NO_QUOTA)
    top = HEAD
    for (gauge, name), height in zip(shown, heights, strict=True):
        for row, words in enumerate(name):
            sheet.write(MARGIN, top + 8 + LINE_HEIGHT * row, words, NAME, bold=True)
        _gauge(sheet, top + LINE_HEIGHT * len(name), gauge)
        top += height
    return sheet


def _gauge(sheet: ChartSheet, y: float, gauge: Gauge) -> None:
    colour = BAD if gauge.behind else SOFT
    sheet.write(MARGIN, y + 9, texts.reached(gauge), 13)
    sheet.write(WIDTH - MARGIN, y + 9, texts.pace(gauge), 12, colour, align="right")
    width, top = WIDTH - 2 * MARGIN, y + 23
    sheet.box(MARGIN, top, width, BAR, PAPER, edge="#8d97a3")
    face, pattern = LAGGING if gauge.behind else REACHED
    if gauge.share:
        sheet.box(MARGIN, top, width * gauge.share, BAR, face, pattern, edge=LINE)
    if gauge.expected_share:
        _mark(sheet, MARGIN + width * gauge.expected_share, top - 4, BAR + 8)


def _mark(sheet: ChartSheet, x: float, y: float, height: float) -> None:
    """A black stroke with a white border, visible on any background."""
    sheet.box(x - 3, y, 6, height, PAPER, edge=PAPER)
    sheet.box(x - 1.5, y, 3, height, INK, edge=INK)
