"""Draws charts as PNG. Importing it loads matplotlib: refer to it by name in a Call instead."""

from collections.abc import Sequence
from datetime import date

from bot.queries.coming import ComingWeeks
from bot.queries.gauges import Gauge
from bot.reports.charts import quotas as quota_chart
from bot.reports.charts import units as unit_chart
from bot.reports.charts import weeks as week_chart
from scheduler.work.counting import StateCounts


def units(title: str, tallies: Sequence[StateCounts], today: date) -> bytes:
    return unit_chart.draw(title, tallies, today).png()


def quotas(gauges: Sequence[Gauge], today: date) -> bytes:
    return quota_chart.draw(gauges, today).png()


def weeks(coming: ComingWeeks) -> bytes:
    return week_chart.draw(coming).png()
