"""List the usual days that the office has yet to confirm, and take what the secretary says of them.

Each is confirmed or moved; a day that others decide is entered, and work counted from it moves.
Nothing is changed unless every part of the message is understood.
"""

from collections.abc import Sequence

from bot.conversation.acts import item_of, notify_lead
from bot.conversation.dialog import close_question, set_question
from bot.conversation.turn import Turn
from bot.language.requests.usual_days import DayAnswer, answer_in, read_day_answer
from bot.texts import answers
from bot.texts import usual_days as texts
from scheduler.calendar.day_rule import KnownDay
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.usual_days import usual_days
from scheduler.work import lifecycle
from scheduler.work.named_days import confirm_day, enter_named_day
from storage.dialog import Dialog
from storage.milestone import Milestone, find_milestones, is_open
from storage.named_day import NamedDay, named_days

USUAL_DAYS = "usual_days"
"""The list of usual days, of which an answer may speak."""


def list_or_store(turn: Turn, rest: str) -> Outgoing:
    """The list, which stays open to an answer, or what was stored of the answer to it."""
    said = answer_in(rest)
    if not said:
        usual, named = usual_days(turn.session, turn.office, turn.now)
        if usual or named:
            set_question(turn, USUAL_DAYS, {})
        return texts.listed(usual, named, turn.today)
    return _stored(turn, said)


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as the answer to the list; None when it is something new."""
    known = [KnownDay(row.name, row.usual_on) for row in named_days(turn.session)]
    answer = read_day_answer(turn.text, turn.today, known, turn.office.calendar)
    # One word of assent may only say that the list was read.
    if answer.unread or len(turn.text.split()) == 1:
        return None
    close_question(turn)
    return _stored(turn, turn.text)


def _stored(turn: Turn, said: str) -> Outgoing:
    """What is stored of an answer, or why nothing is."""
    rows = named_days(turn.session)
    known = [KnownDay(row.name, row.usual_on) for row in rows]
    answer = read_day_answer(said, turn.today, known, turn.office.calendar)
    stored = {row.number: row for row in find_milestones(turn.session, is_open())}
    if answer.unread:
        return texts.not_understood(answer.unread)
    if unknown := [each for each in (*answer.right, *answer.moved) if each not in stored]:
        return texts.no_such_numbers(unknown)
    if past := [number for number, day in answer.moved.items() if day < turn.today]:
        return texts.past_days(past)
    return _write(turn, answer, stored, rows)


def _write(
    turn: Turn, answer: DayAnswer, stored: dict[int, Milestone], rows: Sequence[NamedDay]
) -> Outgoing:
    """Store what was understood."""
    moved: list[Milestone] = []
    entered = [row for row in rows if row.name in answer.entered]
    for row in entered:
        moved += enter_named_day(turn.context(), row, answer.entered[row.name])
    for number, day in answer.moved.items():
        if stored[number].due_on == day:
            confirm_day(turn.context(), stored[number])
        else:
            lifecycle.move_due_date(turn.context(), stored[number], day)
            moved.append(stored[number])
    right = [stored[number] for number in answer.right]
    if answer.rest:
        rest = [row for row in stored.values() if _is_listed(turn, row)]
        right = list(dict.fromkeys([*right, *rest]))
    for each in right:
        confirm_day(turn.context(), each)
    turn.session.flush()
    for each in moved:
        notify_lead(turn, each, answers.notice_due_date_moved(item_of(turn, each), turn.today))
    left = sum(_is_listed(turn, row) for row in stored.values())
    return texts.stored(
        len(right),
        [item_of(turn, each) for each in moved],
        [(row.name, answer.entered[row.name]) for row in entered],
        left,
    )


def _is_listed(turn: Turn, row: Milestone) -> bool:
    """Whether the list has the item: a day of its own to be confirmed, and yet to come."""
    return row.to_confirm and not row.day_rule and row.due_on >= turn.today
