"""Carrying out an act: ask for what is missing, do it, or say why it was not done."""

from bot.acts import BY_NAME, DECISIONS, Act, Slots, item_of, missing
from bot.questions import ask_data, forget, read_slot, remember, stops
from bot.texts import questions, refusals
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.lifecycle import check
from scheduler.occasion import Refused
from scheduler.permissions import Action
from storage.dialog import Dialog
from storage.milestone import Milestone, by_number, find, touched_by

QUESTION = "slot"


def visible_milestone(turn: Turn, number: int) -> Milestone | None:
    """The milestone of that number, if the speaker may see it."""
    if turn.may(Action.SEE_ALL):
        return by_number(turn.session, number)
    own = touched_by(turn.actor.post_ids) & (Milestone.number == number)
    return next(iter(find(turn.session, own)), None)


def perform(turn: Turn, act: Act, milestone: Milestone, slots: Slots) -> Outgoing:
    """Do it if nothing is missing; else ask, and remember the question."""
    slot = missing(act, milestone, slots)
    try:
        if slot is not None:
            check(turn.occasion(), milestone, decides=act.name in DECISIONS)
            remember(turn, QUESTION, ask_data(act, milestone, slots, slot))
            return questions.ask(slot, item_of(turn, milestone))
        done = act.run(turn, milestone, slots)
    except Refused as why:
        forget(turn)
        return refusals.refused(why, item_of(turn, milestone))
    forget(turn)
    if act.later and act.later not in slots:
        remember(turn, QUESTION, ask_data(act, milestone, slots, act.later))
        more = questions.ask(act.later, item_of(turn, milestone))
        return Outgoing((*done.blocks, *more.blocks), more.buttons)
    return done


def go_on(turn: Turn, question: Dialog) -> Outgoing:
    """Take the text as the answer to the open question."""
    data = dict(question.data)
    act, milestone = BY_NAME[data["act"]], visible_milestone(turn, data["number"])
    if milestone is None:
        forget(turn)
        return refusals.no_such_number(data["number"])
    if stops(turn.text):
        forget(turn)
        return questions.dropped()
    found = read_slot(data["slot"], turn.text, turn, milestone)
    if data["slot"] not in found:
        return questions.again(data["slot"], item_of(turn, milestone))
    return perform(turn, act, milestone, {**data["slots"], **found})
