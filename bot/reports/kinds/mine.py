"""All open work that the reader leads."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.MINE)
