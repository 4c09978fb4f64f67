"""What nobody has said anything of lately."""

from bot.queries.filters import Asked
from bot.reports.list_report import listed

build = listed(Asked.UNREPORTED)
