"""Answer a chat, or notify people other than the speaker."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.turn import Turn
from scheduler.calendar.working_time import next_working_time
from scheduler.delivery.buttons import store_buttons
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.notices import add_answer, add_notice
from storage.person import Address


def answer_chat(session: Session, address: Address, message: Outgoing, now: datetime) -> None:
    """Add an answer with its buttons to the outbox."""
    add_answer(session, address, store_buttons(session, address.person_id, message, now), now)


def notify_others(
    turn: Turn, person_ids: Iterable[int], message: Outgoing, on_duty: bool = False
) -> None:
    """Notify these people except the speaker in working time; `on_duty`: on days off, too."""
    add_notice(
        turn.session,
        turn.address.commune_id,
        [each for each in person_ids if each != turn.person.id],
        message,
        turn.now,
        next_working_time(turn.now, turn.office.calendar, on_duty),
    )
