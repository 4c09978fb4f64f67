"""What is due in the coming days, or in the days asked for."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.SOON)
