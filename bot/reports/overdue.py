"""What is overdue now."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.OVERDUE)
