"""Chart of the coming weeks: a calendar with the numbers of the items due on each day."""

from bot.queries.coming import ComingWeeks, DueDay
from bot.reports.charts.sheet import BAD, INK, LINE, MARGIN, PAPER, SOFT, WIDTH, ChartSheet
from bot.texts import charts as texts
from bot.texts import days

CELL = (WIDTH - 2 * MARGIN) / 7
WEEK_HEAD, NUMBERS_SHOWN, NUMBER_HEIGHT = 22.0, 4, 14.0
HEAD = 96.0


def draw(coming: ComingWeeks) -> ChartSheet:
    """One row a week, Monday to Sunday, as high as its busiest day needs."""
    heights = [_height(week) for week in coming.weeks]
    sheet = ChartSheet(HEAD + sum(heights) + 10)
    sheet.write(MARGIN, 20, texts.WEEKS, 16, bold=True)
    sheet.write(MARGIN, 40, texts.overdue_before(coming), 12, BAD, bold=True)
    sheet.box(MARGIN, 54, 14, 12, "#e6e9ed", "//", edge=LINE)
    sheet.write(MARGIN + 20, 60, texts.DAY_OFF, 11)
    sheet.box(MARGIN + 96, 54, 14, 12, PAPER, edge=INK, stroke=3)
    sheet.write(MARGIN + 116, 60, texts.TODAY, 11)
    for index, name in enumerate(texts.WEEKDAYS):
        sheet.write(MARGIN + CELL * (index + 0.5), 84, name, 12, SOFT, bold=True, align="center")
    top = HEAD
    for week, height in zip(coming.weeks, heights, strict=True):
        count = sum(len(day.numbers) for day in week)
        sheet.write(MARGIN, top + 11, texts.week(week[0].day, week[-1].day, count), 12, bold=True)
        for index, day in enumerate(week):
            _cell(
                sheet, coming, day, MARGIN + CELL * index, top + WEEK_HEAD, height - WEEK_HEAD - 6
            )
        top += height
    return sheet


def _height(week: tuple[DueDay, ...]) -> float:
    fullest = max(min(len(day.numbers), NUMBERS_SHOWN + 1) for day in week)
    return WEEK_HEAD + 24 + NUMBER_HEIGHT * fullest + 6


def _cell(
    sheet: ChartSheet, coming: ComingWeeks, day: DueDay, x: float, y: float, height: float
) -> None:
    off = ("#e6e9ed", "//") if not day.working else (PAPER, "")
    sheet.box(x + 1, y, CELL - 2, height, *off)
    if day.day == coming.today:
        sheet.box(x + 2, y + 1, CELL - 4, height - 2, PAPER, off[1], edge=INK, stroke=3)
    late = day.day < coming.today and day.numbers
    sheet.box(x + 4, y + 3, CELL - 8, 14, off[0], edge=off[0])
    sheet.write(x + CELL / 2, y + 10, days.short(day.day), 10, SOFT, align="center")
    shown = [str(number) for number in day.numbers]
    if len(shown) > NUMBERS_SHOWN + 1:
        shown = [*shown[:NUMBERS_SHOWN], f"+{len(shown) - NUMBERS_SHOWN}"]
    for row, words in enumerate(shown):
        middle = y + 26 + NUMBER_HEIGHT * row
        sheet.box(x + 8, middle - 7, CELL - 16, 14, off[0], edge=off[0])
        colour = BAD if late else INK
        sheet.write(x + CELL / 2, middle, words, 12, colour, bold=True, align="center")
