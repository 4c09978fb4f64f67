"""What waits for a decision."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.DECIDE)
