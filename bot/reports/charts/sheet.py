"""The drawing area of all charts: as wide as a phone, in units of a phone's pixels.

Colour is never the only sign: a pattern, and a number or word next to it, say the same.
"""

import io
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from scheduler.work.counting import WorkState

WIDTH = 360.0
MARGIN = 14.0
SHARPNESS = 3
"""Pixels of the PNG per unit."""

INK, SOFT, LINE, PAPER = "#1a1d21", "#4d5661", "#c3cad2", "#ffffff"
BAD = "#b3261e"
DOTS_PER_INCH = 144
_POINT = 72 * SHARPNESS / DOTS_PER_INCH

STYLES: dict[WorkState, tuple[str, str, str]] = {
    WorkState.ON_TIME: ("#0b5d6b", "", "#ffffff"),
    WorkState.LATE: ("#33727f", "....", "#ffffff"),
    WorkState.WAITING_FOR_DECISION: ("#bfe0c4", "||", INK),
    WorkState.NOT_YET_DUE: ("#eef1f4", "//", INK),
    WorkState.OVERDUE: (BAD, "xx", "#ffffff"),
}
"""Fill colour, hatch pattern, and colour of a number on it."""


class ChartSheet:
    """A white drawing area; coordinates count from the top left corner, in a phone's pixels."""

    def __init__(self, height: float) -> None:
        inches = SHARPNESS / DOTS_PER_INCH
        self.figure = Figure(figsize=(WIDTH * inches, height * inches), dpi=DOTS_PER_INCH)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(height, 0)
        self.axes.axis("off")

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 13,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Write text, vertically centred at `y`; `align`: its part at `x` (left, center, right)."""
        self.axes.text(
            x,
            y,
            words,
            fontsize=size * _POINT,
            color=colour,
            fontweight="bold" if bold else "normal",
            ha=align,
            va="center",
            parse_math=False,
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        face: str = PAPER,
        pattern: str = "",
        edge: str = LINE,
        stroke: float = 1.0,
    ) -> None:
        self.axes.add_patch(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=face,
                edgecolor=edge,
                hatch=pattern or None,
                linewidth=stroke * _POINT / 2,
            )
        )

    def png(self) -> bytes:
        held = io.BytesIO()
        self.figure.savefig(held, format="png", dpi=DOTS_PER_INCH)
        return held.getvalue()


def wrap(words: str, size: float, width: float = WIDTH - 2 * MARGIN, most: int = 2) -> list[str]:
    """Text wrapped to a width in at most `most` lines; the rest is replaced by an ellipsis."""
    letters = max(8, int(width / (size * 0.58)))
    return textwrap.wrap(words, letters, max_lines=most, placeholder="…") or [""]
