"""What is overdue now."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.OVERDUE)
