"""Carrying out an act: ask for what is missing, do it, or say why it was not done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation.acts import BY_NAME, DECISIONS, Act, Slots, item_of, missing
from bot.conversation.citizens import nameless
from bot.conversation.dialog import ask_data, forget, read_slot, remember, stops
from bot.conversation.turn import Turn
from bot.texts import answers, questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.lifecycle import check_allowed
from scheduler.work.permissions import Action
from scheduler.work.record import reschedule_changed
from storage.dialog import Dialog
from storage.milestone import Milestone, by_number, find_milestones, involves, open_led_by

QUESTION = "slot"
THEN = "then"
"""Under this name the open question keeps those that are asked after it."""


@dataclass(frozen=True, slots=True)
class ActOnItem:
    """One act on one item as it was understood, in its own words."""

    act: Act
    number: int
    slots: Slots
    text: str


@dataclass(frozen=True, slots=True)
class Performed:
    """What came of one act: the answer, and the question it leaves open."""

    message: Outgoing
    question: Mapping[str, Any] | None = None
    done: bool = False


def visible_milestone(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number, if the speaker may see it."""
    known = turn.known.milestones.get(number)
    if turn.may(Action.SEE_ALL):
        return known or numbered(turn, number)
    if known is not None and known.task.lead_post_id in turn.actor.post_ids:
        return known
    own = involves(turn.actor.post_ids) & (Milestone.number == number)
    return next(iter(_noted(turn, find_milestones(turn.session, own))), None)


def numbered(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number, whoever may see it."""
    known = turn.known.milestones.get(number)
    if known is not None:
        return known
    found = by_number(turn.session, number)
    return None if found is None else _noted(turn, [found])[0]


def led(turn: Turn) -> list[Milestone]:
    """The open milestones the speaker leads, most urgent first."""
    post_ids = turn.actor.post_ids
    if post_ids not in turn.known.led:
        turn.known.led[post_ids] = _noted(turn, open_led_by(turn.session, post_ids))
    rows = turn.known.led[post_ids]
    return [row for row in rows if not row.status.closed and row.task.lead_post_id in post_ids]


def _noted(turn: Turn, rows: Iterable[Milestone]) -> list[Milestone]:
    """The same rows, kept for the rest of the message."""
    found = list(rows)
    turn.known.milestones |= {row.number: row for row in found}
    return found


def perform(turn: Turn, act: Act, milestone: Milestone, slots: Slots) -> Outgoing:
    """Do it if nothing is missing; else ask, and remember the question."""
    return _close(turn, _step(turn, act, milestone, slots), ())


def perform_all(turn: Turn, wishes: Iterable[ActOnItem]) -> Outgoing:
    """Do several at once, answered together; what is missing is asked for one after the other."""
    said: list[Outgoing] = []
    open_questions: list[Mapping[str, Any]] = []
    changed: list[Milestone] = []
    for wish in wishes:
        step = _wished(replace(turn, changed=changed), wish)
        if step.question is None:
            said.append(step.message)
        else:
            open_questions.append(step.question)
    if changed:
        reschedule_changed(turn.context(), changed)
    forget(turn)
    if open_questions:
        said += [_waits(turn, question) for question in open_questions[1:]]
        said.append(_ask_next(turn, open_questions))
    return answers.joined(said)


def go_on(turn: Turn, question: Dialog) -> Outgoing:
    """Take the text as the answer to the open question."""
    data = dict(question.data)
    later = data.get(THEN, [])
    act, milestone = BY_NAME[data["act"]], visible_milestone(turn, data["number"])
    if milestone is None:
        forget(turn)
        return refusals.no_such_number(data["number"])
    if stops(turn.text):
        kept = act.later == data["slot"]
        return _close(turn, Performed(questions.dropped(item_of(turn, milestone), kept)), later)
    found = read_slot(data["slot"], turn.text, turn, milestone)
    if data["slot"] not in found:
        return questions.ask_again(data["slot"], item_of(turn, milestone))
    return _close(turn, _step(turn, act, milestone, {**data["slots"], **found}), later)


def _wished(turn: Turn, wish: ActOnItem) -> Performed:
    milestone = visible_milestone(turn, wish.number)
    if milestone is None:
        return Performed(refusals.no_such_number(wish.number))
    step = _step(replace(turn, text=wish.text), wish.act, milestone, wish.slots)
    # The percent is only asked for where one item was spoken of: the rest is already kept.
    return Performed(_labelled(step.message, wish.number), None, True) if step.done else step


def _labelled(message: Outgoing, number: int) -> Outgoing:
    """The answer with the number in its buttons, and without the question for more."""
    return answers.with_undo_button(Outgoing(message.blocks[:1]), number, several=True)


def _step(turn: Turn, act: Act, milestone: Milestone, slots: Slots) -> Performed:
    slot = missing(act, milestone, slots)
    try:
        if slot is not None:
            check_allowed(turn.context(), milestone, decides=act.name in DECISIONS)
            asked = questions.ask(slot, item_of(turn, milestone), act.name, slots)
            return Performed(asked, ask_data(turn, act, milestone, slots, slot))
        kept, told = nameless(turn, milestone, slots)
        done = act.run(kept, milestone, told)
    except ChangeRefused as why:
        return Performed(refusals.refused(why, item_of(turn, milestone)))
    if act.name in DECISIONS:
        return Performed(done)
    done = done if kept.text == turn.text else answers.without_names(done)
    done = answers.with_undo_button(done, milestone.number)
    if act.later and act.later not in slots:
        more = questions.ask(act.later, item_of(turn, milestone))
        both = Outgoing((*done.blocks, *more.blocks), (*more.buttons, *done.buttons))
        return Performed(both, ask_data(turn, act, milestone, slots, act.later), done=True)
    return Performed(done, done=True)


def _close(turn: Turn, step: Performed, later: Iterable[Mapping[str, Any]]) -> Outgoing:
    """Answer one step; then the next question that waits, if this one left none."""
    waiting = list(later)
    forget(turn)
    if step.question is not None:
        remember(turn, QUESTION, {**step.question, THEN: waiting})
        return step.message
    if not waiting:
        return step.message
    return answers.joined([step.message, _ask_next(turn, waiting)])


def _ask_next(turn: Turn, waiting: list[Mapping[str, Any]]) -> Outgoing:
    first, *rest = waiting
    remember(turn, QUESTION, {**first, THEN: rest})
    milestone = numbered(turn, first["number"])
    assert milestone is not None
    return questions.ask(first["slot"], item_of(turn, milestone), first["act"], first["slots"])


def _waits(turn: Turn, question: Mapping[str, Any]) -> Outgoing:
    milestone = numbered(turn, question["number"])
    assert milestone is not None
    return questions.asked_next(question["slot"], item_of(turn, milestone))
