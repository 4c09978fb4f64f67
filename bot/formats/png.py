"""A report as one picture for a phone: its summary, then its tables, as far as they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bot.charts.sheet import INK, LINE, PAPER, SOFT
from bot.language.letters import clean
from bot.report import Report, Table
from bot.texts import reports as texts
from bot.texts.cells import shown

DPI = 150
WIDTH = 1080
"""Pixels: a phone's width, so that nothing is scaled down."""

MARGIN, GAP, PAD = 36, 14, 10
ROWS = 12
"""Of each table; a picture of more is not read."""

TITLE = FontProperties(size=15, weight="bold")
HEAD = FontProperties(size=11, weight="bold")
BODY = FontProperties(size=11.5)
CELL = FontProperties(size=10)
CELL_HEAD = FontProperties(size=10, weight="bold")
FILL = "#e4ebf6"


def render(report: Report, templates: Path | None = None) -> bytes:
    """The picture."""
    written = BytesIO()
    figure_of(report).savefig(written, format="png", dpi=DPI)
    return written.getvalue()


def figure_of(report: Report) -> Figure:
    """The picture before it is written."""
    page = Layout()
    issuer, title, made = texts.heading_lines(report)
    page.say(issuer, HEAD, SOFT)
    page.say(title, TITLE)
    page.say(made, CELL, SOFT)
    for line in report.summary:
        page.say(line, BODY)
    for table in report.tables:
        if table.rows:
            page.say(table.title, HEAD)
            page.table(table.on_paper())
    return page.figure()


def _pen() -> RendererAgg:
    canvas: Any = FigureCanvasAgg(Figure(dpi=DPI))
    pen: RendererAgg = canvas.get_renderer()
    return pen


@dataclass
class Layout:
    """What is laid out from the top down, in pixels; drawn when its height is known."""

    down: float = MARGIN
    _texts: list[tuple[float, float, str, FontProperties, str]] = field(default_factory=list)
    _boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    _pen: RendererAgg = field(default_factory=_pen)

    def say(self, text: str, font: FontProperties, colour: str = INK) -> None:
        """A paragraph as wide as the picture."""
        for line in self._wrapped(text, font, WIDTH - 2 * MARGIN):
            self._put(MARGIN, line, font, colour)
            self.down += self._height(font)
        self.down += GAP

    def table(self, table: Table) -> None:
        """A table's head and first rows."""
        whole = sum(column.weight for column in table.columns)
        widths = [(WIDTH - 2 * MARGIN) * column.weight / whole for column in table.columns]
        self._row([column.title for column in table.columns], widths, CELL_HEAD, FILL)
        for number, row in enumerate(table.rows[:ROWS], 1):
            last = table.total and number == len(table.rows)
            self._row([shown(cell) for cell in row], widths, CELL_HEAD if last else CELL, PAPER)
        left = len(table.rows) - ROWS
        if left > 0:
            self.say(texts.MORE_ROWS.format(count=left), CELL, SOFT)
        self.down += GAP

    def figure(self) -> Figure:
        """Everything, drawn."""
        height = self.down + MARGIN
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        for x, down, width, tall, fill in self._boxes:
            box = Rectangle((x, height - down - tall), width, tall, facecolor=fill, edgecolor=LINE)
            box.set_transform(None)
            figure.add_artist(box)
        for x, down, words, font, colour in self._texts:
            text = Text(x, height - down, words, color=colour, va="top", fontproperties=font)
            text.set_parse_math(False)
            text.set_transform(None)
            figure.add_artist(text)
        return figure

    def _row(
        self, cells: Sequence[str], widths: Sequence[float], font: FontProperties, fill: str
    ) -> None:
        pairs = zip(cells, widths, strict=True)
        wrapped = [[*self._wrapped(cell, font, width - 2 * PAD)] for cell, width in pairs]
        tall = max(1, *map(len, wrapped)) * self._height(font) + PAD
        x = float(MARGIN)
        for lines, width in zip(wrapped, widths, strict=True):
            self._boxes.append((x, self.down, width, tall, fill))
            for number, line in enumerate(lines):
                at = self.down + PAD / 2 + number * self._height(font)
                self._texts.append((x + PAD, at, line, font, INK))
            x += width
        self.down += tall

    def _put(self, x: float, line: str, font: FontProperties, colour: str) -> None:
        self._texts.append((x, self.down, line, font, colour))

    def _wrapped(self, text: str, font: FontProperties, width: float) -> Iterator[str]:
        for paragraph in clean(text).splitlines():
            line = ""
            for word in (
                part for whole in paragraph.split() for part in self._cut(whole, font, width)
            ):
                longer = f"{line} {word}".strip()
                if line and self._width(longer, font) > width:
                    yield line
                    line = word
                else:
                    line = longer
            yield line

    def _cut(self, word: str, font: FontProperties, width: float) -> Iterator[str]:
        """A word in pieces that fit; most words are one."""
        while word:
            fits = len(word)
            while fits > 1 and self._width(word[:fits], font) > width:
                fits -= 1
            yield word[:fits]
            word = word[fits:]

    def _width(self, text: str, font: FontProperties) -> float:
        pen: Any = self._pen
        width, _, _ = pen.get_text_width_height_descent(text, font, False)
        return float(width)

    def _height(self, font: FontProperties) -> float:
        return float(font.get_size_in_points()) * DPI / 72 * 1.32
