"""What is due in the coming days, or in the days asked for."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.SOON)
