"""What was done on time."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.ON_TIME)
