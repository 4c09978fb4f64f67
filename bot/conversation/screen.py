"""Keep the messages that a chat shows up to date, where the platform can edit messages.

Cards are updated to the state of their item; used buttons are removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.conversation.card import card
from bot.conversation.command import find_command
from bot.conversation.dialog import NEXT_PAGE, current_question
from bot.conversation.turn import Turn
from bot.conversation.turn_items import milestone_by_number, visible_milestone
from scheduler.delivery.buttons import is_stale, store_buttons
from scheduler.delivery.channel import Inbound, Outgoing
from scheduler.delivery.message_json import decode
from scheduler.delivery.notices import add_answer, add_edit
from storage.audit import changed_milestones
from storage.delivery import Delivery, cards_on_screen, delivery_on_screen
from storage.dialog import Dialog
from storage.milestone import Milestone

QUESTION_STEP = "question"
"""The stored step of an answer that asks a question."""

CARD_REFRESH_TIME = timedelta(days=7)
"""Older cards are updated only when one of their buttons is pressed."""


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The chat before a message is handled: the message whose button was pressed, and the one that
    asked the open question; each None if there is none.
    """

    pressed: Delivery | None
    asking: Delivery | None

    @property
    def answers_closed_question(self) -> bool:
        """Whether the press answers a question that is no longer open."""
        if self.pressed is None or self.pressed.step != QUESTION_STEP:
            return False
        return self.asking is None or self.asking.message_id != self.pressed.message_id


def read_screen(turn: Turn, inbound: Inbound) -> ScreenState:
    """The state of the chat before the message is handled."""
    pressed = None
    if inbound.press is not None and inbound.reply_to is not None:
        pressed = delivery_on_screen(turn.session, turn.address.id, inbound.reply_to)
    return ScreenState(pressed, _asking(turn, _question(turn)))


def send_answer(turn: Turn, message: Outgoing) -> None:
    """Add the answer to the outbox; record if it is a card and if it asks the open question."""
    known = {row.number: (row.id, row.revision) for row in turn.cache.milestones.values()}
    stored = store_buttons(turn.session, turn.person.id, message, turn.now, known)
    shown = milestone_by_number(turn, message.card) if message.card is not None else None
    row = add_answer(turn.session, turn.address, stored, turn.now, shown.id if shown else None)
    question = _question(turn)
    if question is not None and question.delivery_id is None:
        turn.session.flush()
        row.step, question.delivery_id = QUESTION_STEP, row.id


def refresh(turn: Turn, before: ScreenState) -> None:
    """Edit the messages on screen that the handled message has changed."""
    able = turn.channels.get(turn.address.channel)
    if able is None or not able.edits:
        return
    for shown in _cards(turn, before):
        _refresh_card(turn, shown)
    for shown in _used(before):
        closed = shown is before.asking and _asking(turn, _question(turn)) is not shown
        _show(turn, shown, _without_used(turn, shown, closed))


def _question(turn: Turn) -> Dialog | None:
    question = current_question(turn)
    return None if question is None or question.question == NEXT_PAGE else question


def _asking(turn: Turn, question: Dialog | None) -> Delivery | None:
    if question is None or question.delivery_id is None:
        return None
    return turn.session.get_one(Delivery, question.delivery_id)


def _cards(turn: Turn, before: ScreenState) -> Iterator[Delivery]:
    """The pressed card, and the newest card of every item just changed."""
    if before.pressed is not None and before.pressed.milestone_id is not None:
        yield before.pressed
    changed = changed_milestones(turn.session)
    if changed and turn.cache.has_cards:
        yield from cards_on_screen(
            turn.session, turn.address, changed, turn.now - CARD_REFRESH_TIME
        )


def _refresh_card(turn: Turn, shown: Delivery) -> None:
    found = turn.session.get_one(Milestone, shown.milestone_id)
    milestone = visible_milestone(turn, found.number)
    newest = delivery_on_screen(turn.session, turn.address.id, shown.message_id or "")
    if milestone is None or newest is None:
        return
    message = card(turn, milestone)
    if newest.body is None or not _same(decode(newest.body), message):
        stored = store_buttons(turn.session, turn.person.id, message, turn.now)
        add_edit(turn.session, newest, stored, turn.now)


def _used(before: ScreenState) -> Iterator[Delivery]:
    """The messages, other than cards, whose buttons may have been used; those whose body is no
    longer stored are left out, since they cannot be edited.
    """
    rows = {row.id: row for row in (before.pressed, before.asking) if row is not None}
    yield from (
        row for row in rows.values() if row.milestone_id is None and row.message_id and row.body
    )


def _without_used(turn: Turn, shown: Delivery, closed: bool) -> Outgoing:
    """The message without stale buttons and, if its question is `closed`, without answers to it."""
    message = decode(shown.body or {})
    rows = [
        tuple(
            button
            for button in row
            if not is_stale(turn.session, button.id)
            and not (closed and find_command(button.say) is None)
        )
        for row in message.buttons
    ]
    return replace(message, buttons=tuple(row for row in rows if row))


def _show(turn: Turn, shown: Delivery, message: Outgoing) -> None:
    if not _same(decode(shown.body or {}), message):
        add_edit(turn.session, shown, message, turn.now)


def _same(one: Outgoing, other: Outgoing) -> bool:
    """Whether two messages look the same; button ids do not count."""
    words = [
        [(button.label, button.say) for row in each.buttons for button in row]
        for each in (one, other)
    ]
    return one.blocks == other.blocks and words[0] == words[1]
