"""The report of work due in the coming days, or in the days asked for."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.SOON)
