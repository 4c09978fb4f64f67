"""What was done on time."""

from bot.queries.filters import WorkList
from bot.reports.list_report import listed

build = listed(WorkList.ON_TIME)
