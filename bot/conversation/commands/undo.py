"""Undo the speaker's last change."""

import re

from bot.conversation import shifting
from bot.conversation.acts import item_of, notify_lead
from bot.conversation.command import Command
from bot.conversation.dialog import close_question_about, set_question
from bot.conversation.own_reminding import undo_newest
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.texts import answers, refusals
from bot.texts.acts import NAMES
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.own_reminders import last_asked_or_dropped
from scheduler.work.permissions import Action
from scheduler.work.undoing import DECISIONS, last_undoable, undo
from storage.milestone import Milestone

NUMBER = re.compile(r"\D*(\d{1,4})")


def run(turn: Turn, rest: str) -> Outgoing:
    """Undo the last change of the item named, or the last of any item or own reminder."""
    match = NUMBER.match(rest)
    change_id, own = (0, ()) if match else last_asked_or_dropped(turn.context())
    if own and last_undoable(turn.context(), change_id) is None:
        return undo_newest(turn, own)
    milestone = visible_milestone(turn, int(match[1])) if match else _last(turn)
    if milestone is None:
        return refusals.no_such_number(int(match[1])) if match else answers.NOTHING_TO_UNDO
    was = milestone.due_on
    try:
        taken_back = undo(turn.context(), milestone)
    except ChangeRefused as why:
        return refusals.refused(why, item_of(turn, milestone))
    close_question_about(turn, milestone)
    item, what = item_of(turn, milestone), NAMES[taken_back.action]
    if taken_back.action not in DECISIONS:
        return answers.undone(item, what, taken_back.files, turn.today)
    notify_lead(turn, milestone, answers.notice_taken_back(item, what, turn.today))
    done = answers.taken_back(item, what, turn.today, taken_back.cancelled)
    back = shifting.question_after_act(turn, milestone, was) if milestone.due_on != was else None
    if back is None:
        return done
    set_question(turn, shifting.SHIFT, back)
    return answers.joined_messages([done, shifting.ask(turn, back)])


def _last(turn: Turn) -> Milestone | None:
    milestone_id = last_undoable(turn.context())
    return turn.session.get_one(Milestone, milestone_id) if milestone_id is not None else None


COMMAND = Command(
    ("hoan tac",),
    Action.ANSWER,
    run,
    rest_pattern=r"(?:(?:viec|nv|so) )*\d{1,4}",
    keeps_question=True,
    menu=True,
)
