"""What is due in the coming days, or in the days asked for."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.SOON)
