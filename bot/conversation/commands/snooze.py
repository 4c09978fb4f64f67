"""Snooze every reminder of the newest digest (or the items of the message replied to)."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation.acts import ACTS_BY_NAME, snooze_wish
from bot.conversation.command import Command
from bot.conversation.dialog import snooze_said
from bot.conversation.own_reminding import remind_again
from bot.conversation.perform import perform
from bot.conversation.turn import Turn
from bot.texts import own_reminders as own_texts
from bot.texts import questions
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.snooze import SnoozeChoice, wished_time
from scheduler.work.own_reminders import still_held
from scheduler.work.permissions import Action
from storage.delivery import last_reminders
from storage.milestone import Milestone, find_milestones, is_led_by, is_open
from storage.own_reminder import OwnReminder, own_reminders


def run(turn: Turn, rest: str) -> Outgoing:
    """One answer for each item and own reminder: until when it is snoozed, or why not."""
    rows, own = _meant(turn)
    if not rows and not own:
        return own_texts.NOTHING_TO_SNOOZE
    later = snooze_said(rest, turn)
    if later is None:
        return questions.ask_snooze()
    answers = [perform(turn, ACTS_BY_NAME["snooze"], row, {"snooze": later}) for row in rows]
    if own:
        wish = snooze_wish(later)
        if wish is SnoozeChoice.TWO_HOURS:
            wish = turn.now + timedelta(hours=2)
        elif isinstance(wish, SnoozeChoice):
            wish = wished_time(wish, turn.now, turn.office.calendar)
        answers.append(remind_again(turn, own, wish))
    if len(answers) == 1:
        return answers[0]
    return Outgoing(tuple(block for message in answers for block in message.blocks))


def _meant(turn: Turn) -> tuple[Sequence[Milestone], Sequence[OwnReminder]]:
    """The open items that the speaker leads, and what they asked for, of the message meant."""
    last = () if turn.about else last_reminders(turn.session, turn.address)
    ids = [row.milestone_id for row in last if row.own_reminder_id is None]
    named = Milestone.number.in_(turn.about) if turn.about else Milestone.id.in_(ids)
    rows = find_milestones(turn.session, is_open(), is_led_by(turn.actor.post_ids), named)
    asked = own_reminders(
        turn.session, [row.own_reminder_id for row in last if row.own_reminder_id]
    )
    held = still_held(turn.session, asked, turn.now)
    return rows, [row for row in asked if row.id in held]


TIMES = r"\d|hai|nua|chieu|sang|trua|toi|mai|ngay|thu|dau|cuoi|buoi|tuan"
COMMAND = Command(
    ("nhac lai", "nhac lai sau"),
    Action.ANSWER,
    run,
    rest_pattern=rf"(?:(?:sau|vao|luc|den) )*(?:{TIMES}).*",
)
