"""What waits for a decision."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.DECIDE)
