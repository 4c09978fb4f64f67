"""Ask for a fresh code before a command that cannot be undone, if the web page's sign-in is old.

- confirmed: said of a page whose person has used, at sign-in or later, a code that was made
  elsewhere than on an old page.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.conversation.dialog import close_question, current_question, gives_up, set_question
from bot.conversation.linking.codes import belongs_to
from bot.conversation.linking.hashing import CodeHash
from bot.conversation.turn import Turn
from bot.texts import questions
from bot.texts import sign_ins as texts
from scheduler.delivery.channel import Outgoing
from storage.dialog import Dialog
from storage.invite import invite_by_hash
from storage.person import addresses
from storage.web_session import WebSession

FRESH = "fresh"
CONFIRMATION_LASTS = timedelta(days=1)
"""How long a confirmation lasts."""
NEVER_CONFIRMED = datetime(2000, 1, 1, tzinfo=UTC)


def confirmed_at(turn: Turn) -> datetime | None:
    """When the page from which the message came was confirmed (UTC); None on other channels and in
    training.
    """
    if turn.sign_in is None:
        return None
    found = turn.session.get(WebSession, turn.sign_in)
    return (found and found.confirmed_at) or NEVER_CONFIRMED


def ask_for_fresh_code(turn: Turn, words: str = "") -> Outgoing | None:
    """Ask for a fresh code and keep `words` (default: the turn's text) until it is typed; None if
    no code is needed.
    """
    confirmed = confirmed_at(turn)
    if confirmed is None or confirmed > turn.now - CONFIRMATION_LASTS:
        return None
    set_question(turn, FRESH, {"text": words or turn.text})
    others = [each.channel for each in addresses(turn.session, [turn.person.id])]
    return texts.fresh_code_wanted([each for each in others if each != turn.address.channel])


def waits_for_code(turn: Turn) -> bool:
    """Whether a command of this chat waits until a fresh code is typed."""
    question = current_question(turn)
    return question is not None and question.question == FRESH


def take_code(turn: Turn, code_hash: CodeHash) -> Turn | Outgoing | None:
    """Take a code typed on a page where one is wanted: it confirms the page.

    Returns the turn with the words that waited, or the answer to a code that is not fresh; None if
    none is wanted, or for a code that is not the speaker's.
    """
    page = turn.session.get(WebSession, turn.sign_in) if turn.sign_in is not None else None
    found = invite_by_hash(turn.session, code_hash) if page is not None else None
    question = current_question(turn)
    if page is None or found is None or question is None or not waits_for_code(turn):
        return None
    if not belongs_to(turn.session, found, turn.person.id, turn.now):
        return None
    if found.confirmed_at is not None and found.confirmed_at <= turn.now - CONFIRMATION_LASTS:
        return texts.NOT_FRESH
    found.used_at = page.confirmed_at = turn.now
    words = question.data["text"]
    close_question(turn)
    return replace(turn, text=words)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take a text that declines to give the code; None for any other text.

    Codes come to `take_code`.
    """
    if not gives_up(turn.text):
        return None
    close_question(turn)
    return questions.NOTHING_DONE
