"""What was done late."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.LATE)
