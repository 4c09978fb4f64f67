"""Snooze every item of the newest digest (or of the message replied to)."""

from bot.conversation.acts import BY_NAME
from bot.conversation.command import Command
from bot.conversation.perform import perform
from bot.conversation.turn import Turn
from bot.language.dates.later import read_later
from bot.texts import questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.delivery import numbers_of_last_digest
from storage.milestone import Milestone, find_milestones, is_led_by, is_open


def run(turn: Turn, rest: str) -> Outgoing:
    """Snooze each item; the answer says for each until when, or why it was not snoozed."""
    later = read_later(rest)
    if later is None:
        return questions.ask_snooze()
    meant = turn.about or numbers_of_last_digest(turn.session, turn.address, turn.now)
    rows = find_milestones(
        turn.session,
        is_open(),
        is_led_by(turn.actor.post_ids),
        Milestone.number.in_(meant),
    )
    if not rows:
        return refusals.NOTHING_OPEN
    answers = [perform(turn, BY_NAME["snooze"], row, {"snooze": later}) for row in rows]
    return Outgoing(tuple(block for message in answers for block in message.blocks))


COMMAND = Command(
    ("nhac lai", "nhac lai sau"),
    Action.ANSWER,
    run,
    follows=r"(?:sau )?(?:\d|hai|chieu|sang|mai|ngay|thu|dau|buoi).*",
)
