"""Chase: send reminders at once for items by number, or all overdue items of a unit or person."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.acts import item_of
from bot.conversation.command import Command
from bot.conversation.question_filters import UnclearQuestion, filters_of, read_question
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.requests.chase import ChaseTarget, read_target
from bot.queries.filters import WorkList
from bot.queries.lists import list_milestones
from bot.texts import chasing as texts
from bot.texts import refusals
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.remind_now import LONGEST_NOTE, chase, check_chase_allowed
from scheduler.work.change import ChangeRefused
from scheduler.work.permissions import Action
from storage.milestone import Milestone


def remind(turn: Turn, rest: str) -> Outgoing:
    """Take "12: SENTENCE", or a unit or person, with an optional sentence after a colon."""
    target = read_target(rest)
    if len(target.note) > LONGEST_NOTE:
        return texts.note_too_long(LONGEST_NOTE)
    if target.numbers:
        return _numbered(turn, target)
    return _named(turn, target)


def _numbered(turn: Turn, target: ChaseTarget) -> Outgoing:
    rows = []
    for number in target.numbers:
        found = visible_milestone(turn, number)
        if found is None:
            return refusals.no_such_number(number)
        rows.append(found)
    return _chase(turn, rows, target.note)


def _named(turn: Turn, target: ChaseTarget) -> Outgoing:
    asked = replace(turn, text=texts.overdue_of(target.name))
    query = read_question(asked, WorkList.OVERDUE)
    try:
        narrowed = filters_of(asked, query, topical=False)
    except UnclearQuestion as unclear:
        return unclear.message
    wanted = narrowed.wanted
    if not target.name or not (wanted.person_ids or wanted.unit_id or wanted.sector):
        return texts.ASK_WHOM
    if query.topic and not target.note:
        return texts.add_after_colon(query.unit or query.sector or query.person or "")
    rows = list_milestones(turn, WorkList.OVERDUE, wanted)
    return _chase(turn, rows, target.note) if rows else texts.nothing_overdue(narrowed.words)


def _chase(turn: Turn, rows: Sequence[Milestone], note: str) -> Outgoing:
    for row in rows:
        try:
            check_chase_allowed(turn.context(), row)
        except ChangeRefused as why:
            return refusals.refused(why, item_of(turn, row))
    return texts.chased(chase(turn.context(), rows, note), turn.now)


COMMAND = Command(("nhac ngay", "don doc"), Action.CHASE, remind, rest_pattern=r".+")
