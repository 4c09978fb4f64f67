"""What nobody has said anything of lately."""

from bot.list_report import listed
from bot.wanted import Asked

build = listed(Asked.UNREPORTED)
