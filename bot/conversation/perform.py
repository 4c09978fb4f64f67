"""Carry out an act: ask for missing slots, change the milestone, or say why it was refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import shifting
from bot.conversation.acts import (
    ACTS_BY_NAME,
    DECISIONS,
    REOPEN,
    Act,
    Slots,
    first_missing_slot,
    item_of,
)
from bot.conversation.citizens import without_citizen_names
from bot.conversation.deadlines import no_such_time
from bot.conversation.dialog import (
    ask_data,
    close_question,
    current_question,
    gives_up,
    read_slot,
    set_question,
)
from bot.conversation.figures import DOUBTED, Doubt, confirmed_number, find_doubt
from bot.conversation.named_step import ask_for_step
from bot.conversation.turn import Turn
from bot.conversation.turn_items import milestone_by_number, visible_milestone
from bot.texts import answers, questions, refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.change import ChangeRefused
from scheduler.work.lifecycle import check_allowed
from scheduler.work.record import reschedule_changed
from scheduler.work.undoing import check_reopening
from storage.dialog import Dialog
from storage.milestone import Milestone

NOTHING_SAID = Outgoing(())
ASKS_SLOT = "slot"
WAITING = "then"
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


def perform(turn: Turn, act: Act, milestone: Milestone, slots: Slots) -> Outgoing:
    """Carry out an act, or ask for its first missing slot."""
    return finish_act(turn, _perform_or_ask(turn, act, milestone, slots), ())


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
    close_question(turn)
    said += [_announce(turn, question) for question in open_questions[1:]]
    if waiting := [*open_questions, *shifting.joined_questions(shifts)]:
        said.append(_ask_next(turn, waiting))
    return answers.joined_messages([each for each in said if each.blocks])


def take_slot_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Carry out the act with the text as the slot asked for; None if it is no value of the slot."""
    data = dict(question.data)
    later = data.get(WAITING, [])
    act, milestone = ACTS_BY_NAME[data["act"]], visible_milestone(turn, data["number"])
    if milestone is None:
        close_question(turn)
        return refusals.no_such_number(data["number"])
    if gives_up(turn.text):
        kept = is_optional(data)
        return finish_act(
            turn, Performed(questions.question_cancelled(item_of(turn, milestone), kept)), later
        )
    found = read_slot(data["slot"], turn.text, turn, milestone)
    right = confirmed_number(turn, data["slots"], milestone)
    if right is None and not found:
        return None
    if right is not None:
        slots: Slots = {DOUBTED: data["slots"][DOUBTED], **right}
    else:
        slots = _filled(data["slots"], found)
    return finish_act(turn, _perform_or_ask(turn, act, milestone, slots), later)


def _filled(slots: Slots, found: Slots) -> Slots:
    """The slots with those that an answer filled; a date alone completes the document."""
    both = {**slots, **found}
    dated = both.pop("document_date", None)
    return {**both, "document": [slots["document"][0], dated]} if dated else both


def ask_slot_again(turn: Turn, question: Dialog) -> Outgoing:
    """The open question for a slot once more, with an example."""
    milestone = visible_milestone(turn, question.data["number"])
    assert milestone is not None
    slot = question.data["slot"]
    return questions.ask_again(slot, item_of(turn, milestone), no_such_time(slot, turn))


def is_optional(data: Mapping[str, Any]) -> bool:
    """Whether the act is carried out already, so that this slot need not be answered."""
    return ACTS_BY_NAME[data["act"]].slot_after == str(data["slot"])


def with_earlier_question(turn: Turn, data: Mapping[str, Any], done: Outgoing) -> Outgoing:
    """Return `done`, the answer to a message that came in between, and ask the earlier question for
    a slot again. An optional slot is not asked for again. If `done` itself asks a question, the
    earlier one is asked after it.
    """
    now = current_question(turn)
    milestone = visible_milestone(turn, data["number"])
    if milestone is None or is_optional(data):
        return done
    if now is None:
        return answers.joined_messages([done, _ask_next(turn, [data])])
    if now.question == ASKS_SLOT and now.data["number"] != data["number"]:
        set_question(
            turn,
            ASKS_SLOT,
            {**now.data, WAITING: [*now.data.get(WAITING, []), data]},
        )
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
    # For several items `slot_after` is not asked for; their acts are done without it.
    return Performed(_labelled(performed.message, wish.number), None, True)


def _labelled(message: Outgoing, number: int) -> Outgoing:
    """The first block of the answer, with an undo button that names the item, and no question."""
    return answers.with_undo_button(Outgoing(message.blocks[:1]), number, several=True)


def _perform_or_ask(
    turn: Turn, act: Act, milestone: Milestone, slots: Slots, beside: Collection[int] = ()
) -> Performed:
    """Carry out an act, or ask first. `beside`: items that the same message changes, too."""
    step = ask_for_step(turn, milestone)
    if step is not None:
        return Performed(step)
    slot = first_missing_slot(act, milestone, slots)
    try:
        if slot is not None:
            if act.name != "document":
                _check_allowed(turn, act, milestone)
            wrong = no_such_time(slot, turn)
            asked = questions.ask(slot, item_of(turn, milestone), act.name, slots, wrong)
            return Performed(asked, ask_data(turn, act, milestone, slots, slot))
        doubted = find_doubt(turn, act.name, milestone, slots)
        if doubted is not None:
            check_allowed(turn.context(), milestone, decides=False)
            return _doubted(turn, milestone, doubted)
        asked_before = shifting.question_before_act(turn, act.name, milestone, slots, beside)
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
        shift = shifting.question_after_act(turn, milestone, was, beside) if moves else None
        return Performed(done, done=True, shift=shift)
    done = done if kept.text == turn.text else answers.without_names(done)
    done = answers.with_undo_button(done, milestone.number)
    if act.slot_after and act.slot_after not in slots:
        more = questions.ask(act.slot_after, item_of(turn, milestone))
        both = Outgoing((*done.blocks, *more.blocks), (*more.buttons, *done.buttons))
        return Performed(both, ask_data(turn, act, milestone, slots, act.slot_after), done=True)
    return Performed(done, done=True)


def _check_allowed(turn: Turn, act: Act, milestone: Milestone) -> None:
    if act.name == REOPEN:
        check_reopening(turn.context(), milestone)
    else:
        check_allowed(turn.context(), milestone, decides=act.name in DECISIONS)


def _doubted(turn: Turn, milestone: Milestone, doubted: Doubt) -> Performed:
    """The message on a figure that is not stored, with an open question if the doubt asks."""
    if not doubted.asks:
        return Performed(doubted.message)
    asked = ask_data(turn, ACTS_BY_NAME["count"], milestone, doubted.slots, "value")
    return Performed(doubted.message, asked)


def finish_act(turn: Turn, performed: Performed, later: Iterable[Mapping[str, Any]]) -> Outgoing:
    """Close the open question; return the answer, and open the next waiting question, if any."""
    waiting = list(later)
    close_question(turn)
    if performed.question is not None:
        set_question(turn, ASKS_SLOT, {**performed.question, WAITING: waiting})
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
        set_question(turn, shifting.SHIFT, {**first, WAITING: rest})
        return shifting.ask(turn, first)
    set_question(turn, ASKS_SLOT, {**first, WAITING: rest})
    milestone = milestone_by_number(turn, first["number"])
    assert milestone is not None
    return questions.ask(first["slot"], item_of(turn, milestone), first["act"], first["slots"])


def _announce(turn: Turn, question: Mapping[str, Any]) -> Outgoing:
    milestone = milestone_by_number(turn, question["number"])
    assert milestone is not None
    return questions.asked_next(question["slot"], item_of(turn, milestone))
