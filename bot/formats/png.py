"""The reminder load as a picture; the only file that draws."""

from pathlib import Path

from matplotlib import colormaps
from matplotlib.figure import Figure

from bot.load import Load
from bot.texts import load as texts

DAY_WIDTH, POST_HEIGHT = 0.13, 0.32
"""Inches."""
QUIET = "white"
LEAST = 0.5


def draw_load(load: Load, path: Path) -> None:
    """A row a post, a column a day, darker where more is said; below, all posts together.

    A line stands before each Monday.
    """
    across = max(7.0, 4 + DAY_WIDTH * len(load.days))
    down = 3.2 + POST_HEIGHT * len(load.posts)
    figure = Figure(figsize=(across, down), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[max(1, len(load.posts)), 4])
    figure.suptitle(texts.title(load))
    rows = load.counts or ((0,) * len(load.days),)
    shade = colormaps["YlOrRd"].with_extremes(under=QUIET)
    shades = above.imshow(rows, aspect="auto", cmap=shade, interpolation="nearest", vmin=LEAST)
    above.set_yticks(range(len(load.posts)), load.posts)
    figure.colorbar(shades, ax=above, label=texts.A_DAY)
    totals = [sum(column) for column in zip(*rows, strict=True)]
    below.bar(range(len(load.days)), totals, color="tab:red")
    below.set_ylabel(texts.ALL_POSTS)
    mondays = [n for n, day in enumerate(load.days) if day.weekday() == 0]
    below.set_xticks(mondays, [texts.day(load.days[n]) for n in mondays], rotation=90)
    for plot in (above, below):
        plot.vlines([n - 0.5 for n in mondays], *plot.get_ylim(), colors="0.8", linewidth=0.6)
    figure.savefig(path, format="png", dpi=110)
