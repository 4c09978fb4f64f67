"""All work that is not done."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.OPEN)
