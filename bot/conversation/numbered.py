"""Items named by number, with fixed words of an act or alone: "28 xong", "28"."""

import re
from collections.abc import Iterable, Sequence

from bot.conversation.acts import ACTS, ACTS_BY_NAME, ACTS_ONLY_DECIDERS_NAME, DECISIONS, Act, Slots
from bot.conversation.answering import card_of
from bot.conversation.deadlines import no_such_time
from bot.conversation.dialog import ADDED, count_after_addition, read_first_slot
from bot.conversation.item_number import NUMBER_ALONE, number_in
from bot.conversation.perform import ActOnItem, perform, perform_all
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.numbered import Numbered, given_numbers, led_by_numbers
from bot.language.text.fold import fold
from bot.texts import refusals
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action

_COURTESY = "a|nhe|nha|roi|het|du|ca|luon|vay|anh|chi|em|toi|giup|gium|ho|di"
POLITE = re.compile(rf"(?:(?:{_COURTESY})(?:[ ,.!]+|$))*")
"""What may follow the words of an act and adds nothing; match against fold(text)."""


def card_or_act(turn: Turn) -> Outgoing | None:
    """Show the card of an item whose number is the whole text, or carry out an act on the numbers
    named; None for any other text.
    """
    number = number_in(turn.text, NUMBER_ALONE)
    return act_on_numbers(turn) if number is None else card_of(turn, number)


def act_on_numbers(turn: Turn) -> Outgoing | None:
    """Carry out "NUMBERS words of an act", "words of a decision NUMBERS" or "NUMBER +3".

    None if the text is none of them.
    """
    led = led_by_numbers(turn.text)
    if led is not None:
        act, slots = _named_act(turn, led.rest)
        if act is not None:
            return _carried_out(turn, act, led.numbers, slots)
        if len(led.numbers) == 1 and ADDED.fullmatch(led.rest):
            return _add(turn, led)
    return _decision(turn)


def _decision(turn: Turn) -> Outgoing | None:
    """Carry out a decision whose words go before the numbers."""
    words = _folded(turn.text)
    for act in _spoken(turn, ACTS):
        if act.name not in DECISIONS:
            continue
        for phrase in act.words:
            if phrase == "dong y" and not turn.may(Action.DECIDE):
                continue  # An official agrees to the work.
            given = given_numbers(_after(words, phrase) or "")
            if given is None:
                continue
            polite = POLITE.fullmatch(fold(given.rest)) is not None
            slots = {} if polite else read_first_slot(act, given.rest, turn)
            wrong = act.slots and no_such_time(act.slots[0], turn)
            if slots or wrong or polite:
                return _carried_out(turn, act, given.numbers, slots)
    return None


def _add(turn: Turn, led: Numbered) -> Outgoing:
    number = led.numbers[0]
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    return perform(
        turn, ACTS_BY_NAME["count"], milestone, {"value": count_after_addition(led.rest, milestone)}
    )


def _carried_out(turn: Turn, act: Act, numbers: tuple[int, ...], slots: Slots) -> Outgoing:
    if len(numbers) > 1:
        return perform_all(turn, [ActOnItem(act, each, slots, turn.text) for each in numbers])
    milestone = visible_milestone(turn, numbers[0])
    if milestone is None:
        return refusals.no_such_number(numbers[0])
    return perform(turn, act, milestone, slots)


def _named_act(turn: Turn, rest: str) -> tuple[Act | None, Slots]:
    """The act whose words the text begins with, and the slot that follows them."""
    words = _folded(rest)
    for act in _spoken(turn, ACTS):
        for phrase in act.words:
            more = _after(words, phrase)
            if more is None:
                continue
            if POLITE.fullmatch(fold(more)):
                return act, {}
            slots = read_first_slot(act, more, turn)
            if slots or (act.slots and no_such_time(act.slots[0], turn)):
                return act, slots
    return None, {}


def _spoken(turn: Turn, acts: Iterable[Act]) -> Iterable[Act]:
    """The acts that this speaker can name by their words."""
    decides = turn.may(Action.DECIDE)
    return (act for act in acts if decides or act.name not in ACTS_ONLY_DECIDERS_NAME)


def _folded(text: str) -> Sequence[tuple[str, str]]:
    """The words of a text, each as it is and folded."""
    return [(word, fold(word).strip(".,:;!")) for word in text.split()]


def _after(words: Sequence[tuple[str, str]], phrase: str) -> str | None:
    """What follows a folded phrase that the words begin with; None if they do not."""
    wanted = phrase.split()
    if [folded for _, folded in words[: len(wanted)]] != wanted:
        return None
    return " ".join(word for word, _ in words[len(wanted) :]).strip(" .,:;")
