"""Send the speaker's due dates as an iCalendar file, and the address to subscribe to."""

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.reports.calendar_feed import KIND, feed_order, feed_path, revoke
from bot.reports.handouts import request_file
from bot.reports.order import build_ordered_report, file_name
from bot.texts import feeds as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

NEW_ADDRESS, REVOKE = "moi", "huy"


def run(turn: Turn, rest: str) -> Outgoing:
    """Send the calendar file and the feed's address; NEW_ADDRESS changes it, REVOKE ends it."""
    if fold(rest) == REVOKE:
        return texts.feed_revoked(revoke(turn))
    order = feed_order(turn)
    found = build_ordered_report(turn, order)
    place = feed_path(turn, renew=fold(rest) == NEW_ADDRESS)
    site = next((each.public_url for each in turn.channels.values() if each.public_url), "")
    file = request_file(turn, file_name(found, KIND), KIND, order.wish(KIND, turn))
    return texts.feed_address(len(found.dues), site, place, file)


COMMAND = Command(
    ("lich", "lich cua toi"), Action.SEE_OWN, run, rest_pattern=f"{NEW_ADDRESS}|{REVOKE}", menu=True
)
