"""A report as one picture for a phone: its summary, then its tables, as far as they are read."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.text import Text

from bot.language.text.letters import clean
from bot.reports.charts.sheet import INK, LINE, PAPER, SOFT
from bot.texts import reports as texts
from bot.texts.cells import shown
from bot.texts.document import CellKind, Report, Table

DPI = 150
WIDTH = 1080
"""Pixels: a phone's width three times over, so that nothing is scaled up."""

MARGIN, GAP = 42, 20
ROWS = 6
"""Of each table; a picture of more is not read."""

TALLEST = 7000
"""Pixels at which no further row is begun: platforms take no picture much taller."""

TITLE = FontProperties(size=21, weight="bold")
HEAD = FontProperties(size=18.5, weight="bold")
BODY = FontProperties(size=17.5)
NAME = FontProperties(size=17.5, weight="bold")
DETAIL = FontProperties(size=16)
BETWEEN = " · "


def render(report: Report, templates: Path | None = None) -> bytes:
    """The picture."""
    written = BytesIO()
    figure_of(report).savefig(written, format="png", dpi=DPI)
    return written.getvalue()


def figure_of(report: Report) -> Figure:
    """The picture before it is written."""
    page = Layout()
    issuer, title, made = texts.heading_lines(report)
    page.say(issuer, DETAIL, SOFT)
    page.say(title, TITLE)
    page.say(made, DETAIL, SOFT)
    for line in report.summary:
        page.say(line, BODY)
    for table in report.tables:
        if table.rows and page.down < TALLEST:
            page.skip()
            page.say(table.title, HEAD)
            _rows(page, table.on_paper())
    return page.figure()


def _rows(page: "Layout", table: Table) -> None:
    """A table's first rows, each its name and what is told of it: columns are too narrow here."""
    begun = 0
    for row in table.rows[:ROWS]:
        if page.down > TALLEST:
            break
        begun += 1
        told = [shown(cell) for cell in row]
        numbered = table.columns[0].kind is CellKind.NUMBER
        name = f"{told[0]}. {told[1]}" if numbered else told[0]
        pairs = zip(table.columns, told, strict=True)
        details = [f"{column.title}: {words}" for column, words in pairs if words]
        page.rule()
        page.say(name, NAME)
        page.say(BETWEEN.join(details[2 if numbered else 1 :]), DETAIL, SOFT)
    left = len(table.rows) - begun
    if left > 0:
        page.rule()
        page.say(texts.MORE_ROWS.format(count=left), DETAIL, SOFT)


def _drawable(text: str) -> str:
    """The text without what the font has no shape for, as of a face that somebody typed."""
    return "".join(letter for letter in text if letter == "\n" or ord(letter) in _shapes())


@cache
def _shapes() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())


def _pen() -> RendererAgg:
    canvas: Any = FigureCanvasAgg(Figure(dpi=DPI))
    pen: RendererAgg = canvas.get_renderer()
    return pen


@dataclass
class Layout:
    """What is laid out from the top down, in pixels; drawn when its height is known."""

    down: float = MARGIN
    _texts: list[tuple[float, str, FontProperties, str]] = field(default_factory=list)
    _rules: list[float] = field(default_factory=list)
    _pen: RendererAgg = field(default_factory=_pen)

    def say(self, text: str, font: FontProperties, colour: str = INK) -> None:
        """A paragraph as wide as the picture."""
        for line in self._wrapped(text, font, WIDTH - 2 * MARGIN):
            self._texts.append((self.down, line, font, colour))
            self.down += self._height(font)
        self.skip()

    def rule(self) -> None:
        """A line from side to side."""
        self._rules.append(self.down)
        self.skip()

    def skip(self) -> None:
        """A little room."""
        self.down += GAP

    def figure(self) -> Figure:
        """Everything, drawn."""
        height = self.down + MARGIN
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        for down in self._rules:
            line = Line2D((MARGIN, WIDTH - MARGIN), (height - down,) * 2, color=LINE, linewidth=1)
            line.set_transform(None)
            figure.add_artist(line)
        for down, words, font, colour in self._texts:
            text = Text(MARGIN, height - down, words, color=colour, va="top", fontproperties=font)
            text.set_parse_math(False)
            text.set_transform(None)
            figure.add_artist(text)
        return figure

    def _wrapped(self, text: str, font: FontProperties, width: float) -> Iterator[str]:
        for paragraph in _drawable(clean(text)).splitlines():
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

        def measure(whole: str, letters: int) -> float:
            return self._width(whole[:letters], font)

        while word:
            fits = len(word)
            if self._width(word, font) > width:
                fits = max(bisect_right(range(1, fits), width, key=partial(measure, word)), 1)
            yield word[:fits]
            word = word[fits:]

    def _width(self, text: str, font: FontProperties) -> float:
        pen: Any = self._pen
        width, _, _ = pen.get_text_width_height_descent(text, font, False)
        return float(width)

    def _height(self, font: FontProperties) -> float:
        return float(font.get_size_in_points()) * DPI / 72 * 1.32
