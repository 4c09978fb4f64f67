"""What nobody has said anything of lately."""

from bot.queries.filters import WorkList
from bot.reports.list_report import listed

build = listed(WorkList.UNREPORTED)
