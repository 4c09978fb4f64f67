"""Remove days that the commune has set as off or worked; the national calendar then applies to
them.
"""

from bot.conversation.command import Command
from bot.conversation.commune_days import DAYS_PATTERN, read_days
from bot.conversation.turn import Turn
from bot.texts import calendar as texts
from scheduler.delivery.channel import Outgoing
from scheduler.engine.change_days import change_days
from scheduler.work.permissions import Action
from storage.commune import calendar_days


def run(turn: Turn, rest: str) -> Outgoing:
    """Remove the stated day named, or all stated days of a range."""
    named = read_days(turn, rest)
    if named is None:
        return texts.WHICH_DAY
    stated = [
        row.day for row in calendar_days(turn.session) if named.first <= row.day <= named.last
    ]
    if not stated:
        return texts.day_not_stated(named.first, turn.today)
    change_days(
        turn.session, turn.office.national, turn.now, dropped=stated, person_id=turn.person.id
    )
    if named.first == named.last:
        return texts.day_dropped(named.first, turn.today)
    return texts.range_dropped(named.first, named.last, turn.today)


COMMAND = Command(
    ("bo ngay",), Action.CALENDAR, run, rest_pattern=rf"(?:nghi |lam bu )?{DAYS_PATTERN}"
)
