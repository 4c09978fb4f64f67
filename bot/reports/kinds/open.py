"""The report of all open work: neither done nor cancelled."""

from bot.queries.filters import WorkList
from bot.reports.list_report import list_builder

build = list_builder(WorkList.OPEN)
