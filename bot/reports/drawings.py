"""Pictures of the work as PNG. Importing this loads what draws: it is named in calls instead."""

from collections.abc import Sequence
from datetime import date

from bot.queries.coming import ComingWeeks
from bot.queries.gauges import Gauge
from bot.reports.charts import quotas as quota_chart
from bot.reports.charts import units as unit_chart
from bot.reports.charts import weeks as week_chart
from scheduler.work.counting import StateCounts


def units(title: str, tallies: Sequence[StateCounts], today: date) -> bytes:
    """A bar a unit."""
    return unit_chart.draw(title, tallies, today).png()


def quotas(gauges: Sequence[Gauge], today: date) -> bytes:
    """A gauge a quota."""
    return quota_chart.draw(gauges, today).png()


def weeks(coming: ComingWeeks) -> bytes:
    """The coming weeks."""
    return week_chart.draw(coming).png()
