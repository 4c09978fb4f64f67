"""What was done late."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.LATE)
