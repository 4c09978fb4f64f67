"""All open work that the reader leads."""

from bot.queries.filters import WorkList
from bot.reports.list_report import listed

build = listed(WorkList.MINE)
