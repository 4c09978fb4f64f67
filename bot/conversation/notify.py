"""Notify people other than the speaker, in working time."""

from collections.abc import Iterable

from bot.conversation.turn import Turn
from scheduler.calendar.working_time import next_working_time
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.notices import add_notice


def tell(turn: Turn, person_ids: Iterable[int], message: Outgoing, on_duty: bool = False) -> None:
    """Add a notice to the outbox for these people except the speaker; `on_duty` sends it on days
    off, too.
    """
    add_notice(
        turn.session,
        turn.address.commune_id,
        [each for each in person_ids if each != turn.person.id],
        message,
        turn.now,
        next_working_time(turn.now, turn.office.calendar, on_duty),
    )
