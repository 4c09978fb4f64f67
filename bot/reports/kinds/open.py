"""All work that is not done."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.OPEN)
