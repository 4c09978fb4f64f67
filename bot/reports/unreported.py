"""What nobody has said anything of lately."""

from bot.list_report import listed
from bot.queries.filters import Asked

build = listed(Asked.UNREPORTED)
