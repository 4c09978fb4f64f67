"""The report of work that its lead has not accepted."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.UNACCEPTED)
