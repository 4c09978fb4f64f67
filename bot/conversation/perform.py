"""Carry out an act: ask for missing slots, change the milestone, or say why it was refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import shifting
from bot.conversation.acts import (
    BY_NAME,
    DECISIONS,
    REOPEN,
    Act,
    Slots,
    first_missing_slot,
    item_of,
)
from bot.conversation.citizens import without_citizen_names
from bot.conversation.deadlines import no_such_time
from bot.conversation.dialog import ask_data, asked_now, forget, read_slot, remember, stops
from bot.conversation.figures import DOUBTED, Doubt, doubt, taken_as_right
from bot.conversation.turn import Turn
from bot.texts import answers, questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.lifecycle import check_allowed
from scheduler.work.permissions import Action
from scheduler.work.record import reschedule_changed
from scheduler.work.undoing import check_reopening
from storage.dialog import Dialog
from storage.milestone import Milestone, by_number, find_milestones, involves, open_led_by

NOTHING_SAID = Outgoing(())
QUESTION = "slot"
THEN = "then"
"""Key of an open question's data: the questions to ask after it."""


@dataclass(frozen=True, slots=True)
class ActOnItem:
    """One act on one item, with the part of the message that it was read from."""

    act: Act
    number: int
    slots: Slots
    text: str


@dataclass(frozen=True, slots=True)
class Performed:
    """The result of one act: the answer, the question left open, whether the item changed.

    `shift` is the question on the other phases of its task, asked behind everything else.
    """

    message: Outgoing
    question: Mapping[str, Any] | None = None
    done: bool = False
    shift: Mapping[str, Any] | None = None


def visible_milestone(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number; None if there is none that the speaker may see."""
    known = turn.cache.milestones.get(number)
    if turn.may(Action.SEE_ALL):
        return known or milestone_by_number(turn, number)
    if known is not None and known.lead_post_id in turn.actor.post_ids:
        return known
    own = involves(turn.actor.post_ids) & (Milestone.number == number)
    return next(iter(_cached(turn, find_milestones(turn.session, own))), None)


def milestone_by_number(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number, without a check of permission."""
    known = turn.cache.milestones.get(number)
    if known is not None:
        return known
    found = by_number(turn.session, number)
    return None if found is None else _cached(turn, [found])[0]


def led(turn: Turn) -> list[Milestone]:
    """The open milestones the speaker leads, most urgent first."""
    post_ids = turn.actor.post_ids
    if post_ids not in turn.cache.led:
        turn.cache.led[post_ids] = _cached(turn, open_led_by(turn.session, post_ids))
    rows = turn.cache.led[post_ids]
    return [row for row in rows if not row.status.closed and row.lead_post_id in post_ids]


def _cached(turn: Turn, rows: Iterable[Milestone]) -> list[Milestone]:
    """The same rows, cached for the rest of the message."""
    found = list(rows)
    turn.cache.milestones |= {row.number: row for row in found}
    return found


def perform(turn: Turn, act: Act, milestone: Milestone, slots: Slots) -> Outgoing:
    """Carry out an act, or ask for its first missing slot."""
    return close(turn, _perform_or_ask(turn, act, milestone, slots), ())


def perform_all(turn: Turn, wishes: Iterable[ActOnItem]) -> Outgoing:
    """Carry out several acts with one answer; ask for missing slots one after the other."""
    said: list[Outgoing] = []
    open_questions: list[Mapping[str, Any]] = []
    shifts: list[Mapping[str, Any]] = []
    changed: list[Milestone] = []
    every = list(wishes)
    beside = frozenset(wish.number for wish in every)
    for wish in every:
        performed = _perform_one(replace(turn, changed=changed), wish, beside)
        if performed.shift is not None:
            shifts.append(performed.shift)
        if performed.question is None:
            said.append(performed.message)
        else:
            open_questions.append(performed.question)
    if changed:
        reschedule_changed(turn.context(), changed)
    forget(turn)
    said += [_announce(turn, question) for question in open_questions[1:]]
    if waiting := [*open_questions, *shifting.together(shifts)]:
        said.append(_ask_next(turn, waiting))
    return answers.joined_messages([each for each in said if each.blocks])


def go_on(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as the answer to the open question for a slot; None if it has none."""
    data = dict(question.data)
    later = data.get(THEN, [])
    act, milestone = BY_NAME[data["act"]], visible_milestone(turn, data["number"])
    if milestone is None:
        forget(turn)
        return refusals.no_such_number(data["number"])
    if stops(turn.text):
        kept = needless(data)
        return close(turn, Performed(questions.dropped(item_of(turn, milestone), kept)), later)
    found = read_slot(data["slot"], turn.text, turn, milestone)
    right = taken_as_right(turn, data["slots"], milestone)
    if right is None and not found:
        return None
    if right is not None:
        slots: Slots = {DOUBTED: data["slots"][DOUBTED], **right}
    else:
        slots = _filled(data["slots"], found)
    return close(turn, _perform_or_ask(turn, act, milestone, slots), later)


def _filled(slots: Slots, found: Slots) -> Slots:
    """The slots of an act with what an answer gave; a date completes the document."""
    both = {**slots, **found}
    dated = both.pop("document_date", None)
    return {**both, "document": [slots["document"][0], dated]} if dated else both


def asked_again(turn: Turn, question: Dialog) -> Outgoing:
    """The open question for a slot once more, with an example."""
    milestone = visible_milestone(turn, question.data["number"])
    assert milestone is not None
    slot = question.data["slot"]
    return questions.ask_again(slot, item_of(turn, milestone), no_such_time(slot, turn))


def needless(data: Mapping[str, Any]) -> bool:
    """Whether the act of a question for a slot is done without the answer."""
    return BY_NAME[data["act"]].later == str(data["slot"])


def resumed(turn: Turn, data: Mapping[str, Any], done: Outgoing) -> Outgoing:
    """The answer to something else, and the question for a slot that it came between, again.

    A slot whose act is done without it is not asked for again. Where the something else asks a
    question itself, the earlier one waits behind it.
    """
    now = asked_now(turn)
    milestone = visible_milestone(turn, data["number"])
    if milestone is None or needless(data):
        return done
    if now is None:
        return answers.joined_messages([done, _ask_next(turn, [data])])
    if now.question == QUESTION and now.data["number"] != data["number"]:
        remember(turn, QUESTION, {**now.data, THEN: [*now.data.get(THEN, []), data]})
    return done


def _perform_one(turn: Turn, wish: ActOnItem, beside: Collection[int]) -> Performed:
    milestone = visible_milestone(turn, wish.number)
    if milestone is None:
        return Performed(refusals.no_such_number(wish.number))
    performed = _perform_or_ask(
        replace(turn, text=wish.text), wish.act, milestone, wish.slots, beside
    )
    if not performed.done or wish.act.name in DECISIONS:
        return performed
    # The slot `later` is not asked for several items: their acts are done without it.
    return Performed(_labelled(performed.message, wish.number), None, True)


def _labelled(message: Outgoing, number: int) -> Outgoing:
    """The answer with the item's number on its undo button, without the question for `later`."""
    return answers.with_undo_button(Outgoing(message.blocks[:1]), number, several=True)


def _perform_or_ask(
    turn: Turn, act: Act, milestone: Milestone, slots: Slots, beside: Collection[int] = ()
) -> Performed:
    """Carry out an act, or ask first; the items `beside` are told of in the same message."""
    slot = first_missing_slot(act, milestone, slots)
    try:
        if slot is not None:
            if act.name != "document":
                _check_allowed(turn, act, milestone)
            wrong = no_such_time(slot, turn)
            asked = questions.ask(slot, item_of(turn, milestone), act.name, slots, wrong)
            return Performed(asked, ask_data(turn, act, milestone, slots, slot))
        doubted = doubt(turn, act.name, milestone, slots)
        if doubted is not None:
            check_allowed(turn.context(), milestone, decides=False)
            return _doubted(turn, milestone, doubted)
        asked_before = shifting.asked_before(turn, act.name, milestone, slots, beside)
        if asked_before is not None:
            _check_allowed(turn, act, milestone)
            return Performed(NOTHING_SAID, shift=asked_before)
    except ChangeRefused as why:
        return Performed(refusals.refused(why, item_of(turn, milestone)))
    return carry_out(turn, act, milestone, slots, beside)


def carry_out(
    turn: Turn, act: Act, milestone: Milestone, slots: Slots, beside: Collection[int] = ()
) -> Performed:
    """The result of an act with all its slots, or why it was refused."""
    was = milestone.due_on
    try:
        kept, kept_slots = without_citizen_names(turn, milestone, slots)
        done = act.run(kept, milestone, kept_slots)
    except ChangeRefused as why:
        return Performed(refusals.refused(why, item_of(turn, milestone)))
    if act.name in DECISIONS:
        done = answers.with_undo_button(done, milestone.number, several=bool(beside))
        moves = act.name in shifting.MOVING
        shift = shifting.asked_after(turn, milestone, was, beside) if moves else None
        return Performed(done, done=True, shift=shift)
    done = done if kept.text == turn.text else answers.without_names(done)
    done = answers.with_undo_button(done, milestone.number)
    if act.later and act.later not in slots:
        more = questions.ask(act.later, item_of(turn, milestone))
        both = Outgoing((*done.blocks, *more.blocks), (*more.buttons, *done.buttons))
        return Performed(both, ask_data(turn, act, milestone, slots, act.later), done=True)
    return Performed(done, done=True)


def _check_allowed(turn: Turn, act: Act, milestone: Milestone) -> None:
    if act.name == REOPEN:
        check_reopening(turn.context(), milestone)
    else:
        check_allowed(turn.context(), milestone, decides=act.name in DECISIONS)


def _doubted(turn: Turn, milestone: Milestone, doubted: Doubt) -> Performed:
    """A figure is not written; the number reached is asked for where that may be told."""
    if not doubted.asks:
        return Performed(doubted.message)
    asked = ask_data(turn, BY_NAME["count"], milestone, doubted.slots, "value")
    return Performed(doubted.message, asked)


def close(turn: Turn, performed: Performed, later: Iterable[Mapping[str, Any]]) -> Outgoing:
    """The answer of one act, and the next waiting question if the act left none open."""
    waiting = list(later)
    forget(turn)
    if performed.question is not None:
        remember(turn, QUESTION, {**performed.question, THEN: waiting})
        return performed.message
    if performed.shift is not None:
        waiting.append(performed.shift)
    if not waiting:
        return performed.message
    said = [performed.message] if performed.message.blocks else []
    return answers.joined_messages([*said, _ask_next(turn, waiting)])


def _ask_next(turn: Turn, waiting: list[Mapping[str, Any]]) -> Outgoing:
    first, *rest = waiting
    if "moves" in first:
        remember(turn, shifting.SHIFT, {**first, THEN: rest})
        return shifting.ask(turn, first)
    remember(turn, QUESTION, {**first, THEN: rest})
    milestone = milestone_by_number(turn, first["number"])
    assert milestone is not None
    return questions.ask(first["slot"], item_of(turn, milestone), first["act"], first["slots"])


def _announce(turn: Turn, question: Mapping[str, Any]) -> Outgoing:
    milestone = milestone_by_number(turn, question["number"])
    assert milestone is not None
    return questions.asked_next(question["slot"], item_of(turn, milestone))
