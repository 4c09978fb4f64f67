"""Add a document number or date, sent as a message of its own, to a result that waits for a
decision.
"""

import re

from bot.conversation.acts import ACTS_BY_NAME
from bot.conversation.dialog import document_of
from bot.conversation.perform import perform
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.documents import day_alone
from bot.language.replies.replies import Intent, ReplyReading
from bot.language.text.fold import fold
from scheduler.delivery.channel import Outgoing
from scheduler.work.undoing import UNDO_WINDOW
from storage.milestone import Milestone
from storage.reply import newest_reply
from storage.words import ReplyKind, Status

DAY_ALONE = re.compile(r"(?:(?:van ban|vb|bao cao|bc|ky|de|ghi|la) )*ngay [\w/.,\- ]{1,30}")
"""A message that states only a date; match against fold(text)."""


def add_stated_document(turn: Turn, reply: ReplyReading) -> Outgoing | None:
    """Add the document number or date that a message states to a result that was handed in; return
    the answer, None if the message states neither. Without an item number, the result is the one
    that the speaker handed in last, within a day.
    """
    stated = _document(turn, reply)
    numbers = reply.task_numbers or ()
    if stated is None or len(numbers) > 1 or reply.updates:
        return None
    milestone = visible_milestone(turn, numbers[0]) if numbers else last_handed_in(turn)
    if milestone is None or milestone.status is not Status.SUBMITTED:
        return None
    number = stated[0] or milestone.document_number
    if number is None or milestone.document_date is not None and not stated[0]:
        return None
    return perform(turn, ACTS_BY_NAME["document"], milestone, {"document": [number, stated[1]]})


def last_handed_in(turn: Turn) -> Milestone | None:
    """The item whose result the speaker's newest answer handed in, within a day."""
    last = newest_reply(turn.session, turn.actor.person_id, turn.now - UNDO_WINDOW)
    if last is None or last.said is not ReplyKind.DONE:
        return None
    return turn.session.get_one(Milestone, last.milestone_id)


def _document(turn: Turn, reply: ReplyReading) -> list[str | None] | None:
    """The document number and date that a message states, one of them perhaps None.

    None if it states neither, or also reports something else.
    """
    if reply.document_number:
        sure = "intent" not in reply.unsure and reply.intent is not Intent.DONE
        return None if sure else document_of(reply)
    if not DAY_ALONE.fullmatch(fold(turn.text).strip(" .")):
        return None
    day = _day(turn)
    return [None, day] if day else None


def _day(turn: Turn) -> str | None:
    day = day_alone(turn.text, turn.today, turn.office.calendar)
    return day.isoformat() if day else None
