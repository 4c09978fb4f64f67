"""What waits for a decision."""

from bot.queries.filters import WorkList
from bot.reports.list_report import listed

build = listed(WorkList.DECIDE)
