"""All work that is not done."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.OPEN)
