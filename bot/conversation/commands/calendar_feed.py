"""One's own due dates as a calendar."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.reports.calendar_feed import KIND, feed_path, order_for, revoke
from bot.reports.handouts import hand_out
from bot.reports.order import file_name, report
from bot.texts import feeds as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

ANEW, NO_MORE = "moi", "huy"


def run(turn: Turn, rest: str) -> Outgoing:
    """The file, and the address to subscribe to; a new address, or none any more."""
    if fold(rest) == NO_MORE:
        return texts.revoked(revoke(turn))
    order = order_for(turn)
    found = report(turn, order)
    place = feed_path(turn, renew=fold(rest) == ANEW)
    site = next((each.public_url for each in turn.channels.values() if each.public_url), "")
    file = hand_out(turn, file_name(found, KIND), KIND, order.wish(KIND, turn))
    return texts.subscribed(len(found.dues), site, place, file)


COMMAND = Command(
    ("lich", "lich cua toi"), Action.SEE_OWN, run, follows=f"{ANEW}|{NO_MORE}", menu=True
)
