"""The report of work without a recent reply from its lead."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.UNREPORTED)
