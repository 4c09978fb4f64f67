"""Chart of the reminder load: a heat map, one row a post and one column a day."""

import io

from matplotlib.figure import Figure

from bot.queries.load import Load
from bot.texts import load as texts

DAY_WIDTH, POST_HEIGHT = 0.13, 0.32
"""Inches."""


def draw_load(load: Load) -> bytes:
    """The chart as PNG, for a large screen; a bar chart below it sums up all posts."""
    across = max(7.0, 4 + DAY_WIDTH * len(load.days))
    down = 3.2 + POST_HEIGHT * len(load.posts)
    figure = Figure(figsize=(across, down), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[max(1, len(load.posts)), 4])
    figure.suptitle(texts.title(load))
    rows = load.counts or ((0,) * len(load.days),)
    shades = above.imshow(rows, aspect="auto", cmap="YlOrRd", interpolation="nearest", vmin=0)
    above.set_yticks(range(len(load.posts)), load.posts)
    figure.colorbar(shades, ax=above, label=texts.REMINDERS_PER_DAY)
    totals = [sum(column) for column in zip(*rows, strict=True)]
    below.bar(range(len(load.days)), totals, color="tab:red")
    below.set_ylabel(texts.ALL_POSTS)
    mondays = [n for n, day in enumerate(load.days) if day.weekday() == 0]
    below.set_xticks(mondays, [texts.day(load.days[n]) for n in mondays], rotation=90)
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=110)
    return held.getvalue()
