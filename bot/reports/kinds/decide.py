"""The report of all work that waits for a decision."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.DECIDE)
