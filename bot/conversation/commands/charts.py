"""Send a chart of the work."""

import re

from bot.conversation.answering import answer_with_chart
from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.reports.chart_files import Picture
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

CHART_PATTERNS = (
    (re.compile(r"\bchi tieu\b"), Picture.QUOTAS),
    (re.compile(r"\b(?:tuan|lich|sap den|sap toi|thoi gian)\b"), Picture.WEEKS),
)
"""Matched against folded words; the first that fits names the chart, else it shows units."""


def run(turn: Turn, rest: str) -> Outgoing:
    """A chart of units, quotas or the coming weeks, filtered by the words that follow."""
    said = fold(turn.text)
    found = (picture for shape, picture in CHART_PATTERNS if shape.search(said))
    return answer_with_chart(turn, next(found, Picture.UNITS))


COMMAND = Command(
    ("bieu do", "do thi"),
    Action.SEE_OWN,
    run,
    rest_pattern=r".+",
    whole_text_pattern=r"(?:cho|xem|ve|xin|lay)\b.* (?:bieu do|do thi)(?: .+)?",
    menu=True,
)
