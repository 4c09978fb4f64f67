"""Propose the tasks of one year again for another year."""

import re

from bot.conversation.command import Command
from bot.conversation.proposals.from_last_year import propose_year
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import proposals as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

MOST_YEARS = 5
"""The most years that a plan may be moved by."""


def run(turn: Turn, rest: str) -> Outgoing:
    """Propose the tasks of the first year named (default: last year) for the second year named
    (default: the year after the first).
    """
    years = [int(year) for year in re.findall(r"20\d\d", fold(rest))]
    since = years[0] if years else turn.today.year - 1
    to = years[1] if len(years) > 1 else since + 1
    if not 0 < to - since <= MOST_YEARS:
        return texts.WHICH_YEARS
    return propose_year(turn, since, to)


COMMAND = Command(
    ("sao ke hoach", "sao lai ke hoach"),
    Action.PLAN,
    run,
    rest_pattern=r"(?:cua )?(?:nam )?20\d\d(?: (?:sang|qua|cho|den) (?:nam )?20\d\d)?",
)
