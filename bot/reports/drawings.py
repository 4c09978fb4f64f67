"""Drawings of the work as partials of plain values; what draws is loaded by whoever draws."""

from collections.abc import Sequence
from datetime import date

from bot.queries.coming import Coming
from bot.queries.gauges import Gauge
from scheduler.work.counting import Tally


def units(title: str, tallies: Sequence[Tally], today: date) -> bytes:
    """A bar a unit."""
    from bot.reports.charts import units as chart

    return chart.draw(title, tallies, today).png()


def quotas(gauges: Sequence[Gauge], today: date) -> bytes:
    """A gauge a quota."""
    from bot.reports.charts import quotas as chart

    return chart.draw(gauges, today).png()


def weeks(coming: Coming) -> bytes:
    """The coming weeks."""
    from bot.reports.charts import weeks as chart

    return chart.draw(coming).png()
