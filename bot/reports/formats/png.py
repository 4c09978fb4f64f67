"""Writes a report as one picture for a phone: its summary, then the first rows of its tables."""

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
"""Pixels: three times a phone's width, so that the picture is never scaled up."""

MARGIN, GAP = 42, 20
ROWS = 6
"""Rows shown of each table."""

TALLEST = 7000
"""Height in pixels after which no row begins: platforms refuse much taller pictures."""

TITLE = FontProperties(size=21, weight="bold")
HEAD = FontProperties(size=18.5, weight="bold")
BODY = FontProperties(size=17.5)
NAME = FontProperties(size=17.5, weight="bold")
DETAIL = FontProperties(size=16)
BETWEEN = " · "


def render(report: Report, templates: Path | None = None) -> bytes:
    written = BytesIO()
    figure_of(report).savefig(written, format="png", dpi=DPI)
    return written.getvalue()


def figure_of(report: Report) -> Figure:
    page = Layout()
    issuer, title, made = texts.heading_lines(report)
    page.add_paragraph(issuer, DETAIL, SOFT)
    page.add_paragraph(title, TITLE)
    page.add_paragraph(made, DETAIL, SOFT)
    for line in report.summary:
        page.add_paragraph(line, BODY)
    for table in report.tables:
        if table.rows and page.y < TALLEST:
            page.add_space()
            page.add_paragraph(table.title, HEAD)
            _rows(page, table.on_paper())
    return page.add_figure()


def _rows(page: "Layout", table: Table) -> None:
    """A table's first rows, each as name and details: a phone is too narrow for columns."""
    shown_rows = 0
    for row in table.rows[:ROWS]:
        if page.y > TALLEST:
            break
        shown_rows += 1
        cells = [shown(cell) for cell in row]
        numbered = table.columns[0].kind is CellKind.NUMBER
        name = f"{cells[0]}. {cells[1]}" if numbered else cells[0]
        pairs = zip(table.columns, cells, strict=True)
        details = [f"{column.title}: {words}" for column, words in pairs if words]
        page.add_rule()
        page.add_paragraph(name, NAME)
        page.add_paragraph(BETWEEN.join(details[2 if numbered else 1 :]), DETAIL, SOFT)
    left = len(table.rows) - shown_rows
    if left > 0:
        page.add_rule()
        page.add_paragraph(texts.MORE_ROWS.format(count=left), DETAIL, SOFT)


def _drawable(text: str) -> str:
    """The text without characters that the font lacks, such as emoji."""
    return "".join(letter for letter in text if letter == "\n" or ord(letter) in _glyphs())


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())


def _renderer() -> RendererAgg:
    canvas: Any = FigureCanvasAgg(Figure(dpi=DPI))
    renderer: RendererAgg = canvas.get_renderer()
    return renderer


@dataclass
class Layout:
    """Places text from top to bottom, in pixels; drawn once the total height is known."""

    y: float = MARGIN
    _texts: list[tuple[float, str, FontProperties, str]] = field(default_factory=list)
    _rules: list[float] = field(default_factory=list)
    _renderer: RendererAgg = field(default_factory=_renderer)

    def add_paragraph(self, text: str, font: FontProperties, colour: str = INK) -> None:
        """Add a paragraph, wrapped to the picture's width."""
        for line in self._wrapped(text, font, WIDTH - 2 * MARGIN):
            self._texts.append((self.y, line, font, colour))
            self.y += self._height(font)
        self.add_space()

    def add_rule(self) -> None:
        self._rules.append(self.y)
        self.add_space()

    def add_space(self) -> None:
        self.y += GAP

    def add_figure(self) -> Figure:
        height = self.y + MARGIN
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        for y in self._rules:
            line = Line2D((MARGIN, WIDTH - MARGIN), (height - y,) * 2, color=LINE, linewidth=1)
            line.set_transform(None)
            figure.add_artist(line)
        for y, words, font, colour in self._texts:
            text = Text(MARGIN, height - y, words, color=colour, va="top", fontproperties=font)
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
        """The word, cut into pieces if it is wider than `width`."""

        def measure(whole: str, letters: int) -> float:
            return self._width(whole[:letters], font)

        while word:
            fits = len(word)
            if self._width(word, font) > width:
                fits = max(bisect_right(range(1, fits), width, key=partial(measure, word)), 1)
            yield word[:fits]
            word = word[fits:]

    def _width(self, text: str, font: FontProperties) -> float:
        renderer: Any = self._renderer
        width, _, _ = renderer.get_text_width_height_descent(text, font, False)
        return float(width)

    def _height(self, font: FontProperties) -> float:
        return float(font.get_size_in_points()) * DPI / 72 * 1.32
