"""Show a city the totals of each of its communes."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.queries.totals import sum_totals, totals
from bot.texts import totals as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """One line of counts for each commune, and the link to the page of totals."""
    found = totals(turn.session, turn.now)
    site = next((each.page_url for each in turn.channels.values() if each.page_url), "")
    return texts.communes_listed(
        found, sum_totals(texts.ALL, found), f"{site}/totals" if site else ""
    )


COMMAND = Command(("toan xa", "tong hop cac xa"), Action.SEE_TOTALS, run)
