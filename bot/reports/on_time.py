"""What was done on time."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.ON_TIME)
