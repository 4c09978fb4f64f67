"""All open work that the reader leads."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.MINE)
