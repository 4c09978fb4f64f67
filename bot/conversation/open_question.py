"""Take a message while a question is open: as its answer, or as something else."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation import (
    following,
    fresh_code,
    own_reminding,
    phasing,
    proxy,
    reassigning,
    removal,
    usual_days,
)
from bot.conversation.command import run_command
from bot.conversation.dialog import (
    ASKS_IF_MEANT,
    ASKS_ITEM_OF_FILES,
    ASKS_TO_CONFIRM,
    ASKS_WHICH_ITEM,
    ASKS_WHICH_PERSON,
    agrees,
    close_question,
    gives_up,
)
from bot.conversation.files import evidence
from bot.conversation.free_text import (
    act_if_confirmed,
    answer_free_text,
    take_status_of,
    take_status_with_numbers,
)
from bot.conversation.free_text import answer_pure_question as only_question
from bot.conversation.numbered import act_on_numbers, card_or_act
from bot.conversation.perform import (
    ASKS_SLOT,
    ask_slot_again,
    is_optional,
    take_slot_answer,
    with_earlier_question,
)
from bot.conversation.proposals import review
from bot.conversation.shifting import SHIFT
from bot.conversation.turn import Turn
from bot.language.replies.numbered import first_numbers
from bot.texts import questions as question_texts
from bot.texts import refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.dialog import Dialog


def answer_something_else(turn: Turn, question: Dialog) -> Outgoing | None:
    """Handle a message that does not answer the open question: an act on a numbered item, or a
    question of the speaker's own. None for any other text. An open question for a slot stays open,
    or is asked once more.
    """
    left, data = question.question, dict(question.data)
    named = first_numbers(turn.text)
    about = named is not None and data.get("number") in named.numbers
    speaker = proxy.on_behalf_of(turn, data) if about else turn
    done = act_on_numbers(speaker) or take_status_with_numbers(speaker)
    if done is not None:
        done = proxy.with_name_of_official(speaker, done)
        return done if about or left != ASKS_SLOT else with_earlier_question(turn, data, done)
    return only_question(turn, marked=str(data.get("slot", "")).startswith("reason"))


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the text as the answer to the open question; None when it is something new.

    A speaker who has lost the permission since the question was asked cannot answer it.
    """
    needed = ACTION_NEEDED.get(question.question)
    if needed is not None and not turn.may(needed):
        close_question(turn)
        return None
    speaker = proxy.on_behalf_of(turn, question.data)
    answer = ANSWER_HANDLERS[question.question](speaker, question)
    if answer is None:
        close_question(turn)
        return None
    return proxy.with_name_of_official(speaker, answer)


def _slot(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take the answer to a question for a slot.

    A bare number is the value if a number was asked for, otherwise the number of an item. If the
    slot is optional, a text that does not answer it is taken as a new status of the same item.
    """
    if question.data["slot"] not in NUMBER_SLOTS or not turn.text.isdecimal():
        shown = card_or_act(turn)
        if shown is not None:
            return shown
    answer = take_slot_answer(turn, question)
    if answer is None and is_optional(question.data):
        answer = take_status_of(turn, question.data["number"])
    return answer or ask_slot_again(turn, question)


def _which(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take one of the offered numbers as the item that the earlier text was about."""
    if gives_up(turn.text):
        close_question(turn)
        return question_texts.NOTHING_DONE
    if not turn.text.isdecimal() or int(turn.text) not in question.data["numbers"]:
        return None
    text = question.data["text"]
    close_question(turn)
    return take_status_of(replace(turn, text=text), int(turn.text)) or refusals.NOT_UNDERSTOOD


def _sure(turn: Turn, question: Dialog) -> Outgoing | None:
    if gives_up(turn.text):
        close_question(turn)
        return question_texts.NOTHING_DONE
    return act_if_confirmed(turn, question)


def _meant(turn: Turn, question: Dialog) -> Outgoing | None:
    """On a yes, handle the forwarded or edited text as if the speaker had sent it now."""
    if gives_up(turn.text):
        close_question(turn)
        return question_texts.NOTHING_DONE
    if not agrees(turn.text):
        return None
    said = replace(turn, text=question.data["text"])
    close_question(turn)
    return (
        run_command(said) or card_or_act(said) or answer_free_text(said) or refusals.NOT_UNDERSTOOD
    )


NUMBER_SLOTS = frozenset({"value", "percent"})

ANSWER_HANDLERS: Mapping[str, Callable[[Turn, Dialog], Outgoing | None]] = {
    ASKS_SLOT: _slot,
    ASKS_WHICH_ITEM: _which,
    ASKS_TO_CONFIRM: _sure,
    ASKS_IF_MEANT: _meant,
    ASKS_WHICH_PERSON: proxy.take_person_choice,
    ASKS_ITEM_OF_FILES: evidence.take_item_choice,
    usual_days.USUAL_DAYS: usual_days.take_answer,
    review.ASKS_ABOUT_PROPOSAL: review.take_answer,
    reassigning.REASSIGN: reassigning.take_answer,
    SHIFT: following.take_answer,
    phasing.PHASES: phasing.take_answer,
    removal.REMOVAL: removal.take_answer,
    fresh_code.FRESH: fresh_code.take_answer,
    own_reminding.OWN_WISH: own_reminding.answer_wish,
}
"""The function that takes the answer, by kind of open question."""

ACTION_NEEDED: Mapping[str, Action] = {
    review.ASKS_ABOUT_PROPOSAL: Action.PLAN,
    ASKS_WHICH_PERSON: Action.PROXY,
    reassigning.REASSIGN: Action.REASSIGN,
    SHIFT: Action.DECIDE,
    usual_days.USUAL_DAYS: Action.CALENDAR,
    phasing.PHASES: Action.DECIDE,
    removal.REMOVAL: Action.REMOVE,
}
"""The permission that an answer needs, where the act itself does not check one."""
