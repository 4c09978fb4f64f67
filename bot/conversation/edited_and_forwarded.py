"""Asks back about edited and forwarded messages, which the speaker may not mean as new messages."""

from datetime import datetime

from sqlalchemy import select

from bot.conversation.dialog import ADDED, ASKS_IF_MEANT, set_question
from bot.conversation.turn import Turn
from bot.language.replies.numbered import led_by_numbers
from bot.texts import questions
from scheduler.delivery.channel import Inbound, Outgoing
from storage.audit import Audit
from storage.milestone import Milestone


def ask_if_meant(turn: Turn, inbound: Inbound) -> Outgoing | None:
    """Ask whether a forwarded or edited message counts; None if it counts without asking.

    A plain correction (below) counts. Files of a forwarded message are taken like others, the text
    beside them is not.
    """
    if inbound.forwarded:
        asked = questions.ask_of_forwarded(turn.text)
    elif inbound.edited and not _is_plain_correction(turn, inbound.at):
        asked = questions.ask_of_edited(turn.text)
    else:
        return None
    set_question(turn, ASKS_IF_MEANT, {"text": turn.text})
    return asked


def _is_plain_correction(turn: Turn, sent_at: datetime) -> bool:
    """Whether an edited message can be handled like a new one: since it was first sent the speaker
    changed nothing, or only the one item it names, and it has no "+N" that would be added twice.
    """
    changed = turn.session.execute(
        select(Audit.noun, Audit.noun_id)
        .where(Audit.person_id == turn.person.id, Audit.at >= sent_at, Audit.action != "link")
        .distinct()
    ).all()
    if not changed:
        return True
    led = led_by_numbers(turn.text)
    if led is None or len(led.numbers) != 1 or len(changed) != 1 or ADDED.match(led.rest):
        return False
    noun, noun_id = changed[0]
    found = turn.session.get(Milestone, noun_id) if noun == "milestone" else None
    return found is not None and found.number == led.numbers[0]
