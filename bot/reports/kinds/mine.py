"""The report of all open work that the reader leads."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.MINE)
