"""Phases that follow when one of their task moves: asked about first, then moved together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from bot.conversation.acts import item_of
from bot.conversation.deadlines import deadline_in
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.texts import shifting as texts
from bot.texts.shifting import Moved
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Outgoing
from scheduler.ladder.recipients import read_directory
from scheduler.work.change import ChangeRefused
from scheduler.work.lifecycle import move_due_date
from scheduler.work.phases import other_phases, phases_passed, shifted_due_dates
from storage.milestone import Milestone, find_milestones
from storage.reply import undecided_extension

SHIFT = "shift"
"""The kind of question whether phases follow. Its data: `moves` are [number, old day, new day];
`first` is the act that waits for the answer, None if it is done; `to` is where that act moves it.
"""
MOVING = frozenset({"move", "grant"})
"""The acts that other phases may follow."""

ShiftData = Mapping[str, Any]


def question_before_act(
    turn: Turn, act: str, milestone: Milestone, slots: Mapping[str, Any], beside: Collection[int]
) -> ShiftData | None:
    """The question before an act that would change the order of phases; None if it does not.

    The items `beside` are moved by the same message.
    """
    deadline = _to(turn, act, milestone, slots)
    if deadline is None or deadline.on < turn.today:
        return None
    was, to = milestone.due_on, deadline.on
    others = [row for row in other_phases(turn.session, milestone) if row.number not in beside]
    if not phases_passed(others, was, to):
        return None
    moves = _moves(turn, others, was, to) if to > was else []
    first = {"act": act, "slots": dict(slots), "text": turn.text}
    return {"number": milestone.number, "first": first, "to": deadline.isoformat(), "moves": moves}


def question_after_act(
    turn: Turn, milestone: Milestone, was: date, beside: Collection[int] = ()
) -> ShiftData | None:
    """The question whether later phases follow one that has moved; None if none would."""
    others = [row for row in other_phases(turn.session, milestone) if row.number not in beside]
    moves = _moves(turn, others, was, milestone.due_on)
    return {"number": milestone.number, "first": None, "moves": moves} if moves else None


def joined_questions(asked: Iterable[ShiftData]) -> list[ShiftData]:
    """Questions of one message, with those on phases that follow as one; each is moved once."""
    every = list(asked)
    behind = [data for data in every if data["first"] is None]
    moves: dict[int, list[Any]] = {}
    for data in behind:
        for move in data["moves"]:
            known = moves.setdefault(move[0], move)
            moves[move[0]] = max(known, move, key=lambda each: str(each[2]))
    first = [data for data in every if data["first"] is not None]
    return [*first, {**behind[0], "moves": list(moves.values())}] if moves else first


def ask(turn: Turn, data: ShiftData) -> Outgoing:
    """The question in words."""
    moves = _listed(turn, data)
    if data["first"] is None:
        return texts.ask_to_follow(moves, turn.today)
    (milestone,) = find_milestones(turn.session, Milestone.number == data["number"])
    item, to = item_of(turn, milestone), Deadline.fromisoformat(data["to"])
    if to.on > milestone.due_on:
        return texts.ask_to_move_all(item, to, moves, turn.today)
    earlier = phases_passed(other_phases(turn.session, milestone), milestone.due_on, to.on)
    return texts.ask_to_pass(item, to, [item_of(turn, row) for row in earlier], turn.today)


def follow(turn: Turn, data: ShiftData) -> Outgoing:
    """Move the phases that were shown, except those that changed meanwhile; tell their leads."""
    moved: list[Moved] = []
    left = []
    by_lead: dict[int, list[Moved]] = defaultdict(list)
    for row, was, to in _rows(turn, data):
        if _move(turn, row, was, to):
            moved.append((item_of(turn, row), was, to))
            by_lead[row.lead_post_id].append(moved[-1])
        else:
            left.append(item_of(turn, row))
    people = read_directory(turn.session, turn.today)
    for post_id, theirs in by_lead.items():
        persons = [each.person_id for each in people.recipients_of_post(post_id) if each.person_id]
        notify_others(turn, persons, texts.notice_followed(theirs, turn.today))
    return texts.followed(moved, left, turn.today)


def _move(turn: Turn, row: Milestone, was: date, to: date) -> bool:
    """Move a phase that is still due as was shown, with its hour; whether it moved."""
    if row.due_on != was:
        return False
    try:
        move_due_date(turn.context(), row, to, row.due_time)
    except ChangeRefused:
        return False
    return True


def _to(turn: Turn, act: str, milestone: Milestone, slots: Mapping[str, Any]) -> Deadline | None:
    """The deadline to which an act moves the milestone; None if it does not move it."""
    if act == "move":
        return deadline_in(turn, milestone, slots["moved_to"])
    if act == "grant" and milestone.task.chained:
        extension = undecided_extension(turn.session, milestone.id)
        return Deadline(extension.to_date, extension.to_time) if extension is not None else None
    return None


def _moves(turn: Turn, others: Collection[Milestone], was: date, to: date) -> list[list[Any]]:
    later = {row.number: row.due_on for row in others if row.due_on >= was}
    found = shifted_due_dates(turn.office.calendar, later, was, to, turn.today)
    return [[number, later[number].isoformat(), day.isoformat()] for number, day in found.items()]


def _rows(turn: Turn, data: ShiftData) -> list[tuple[Milestone, date, date]]:
    days = {number: (was, to) for number, was, to in data["moves"]}
    rows = {
        row.number: row for row in find_milestones(turn.session, Milestone.number.in_(list(days)))
    }
    return [
        (rows[number], date.fromisoformat(was), date.fromisoformat(to))
        for number, (was, to) in days.items()
        if number in rows
    ]


def _listed(turn: Turn, data: ShiftData) -> list[Moved]:
    return [(item_of(turn, row), was, to) for row, was, to in _rows(turn, data)]
