"""What a free message means: an act on items by number, a status in words, or a question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.acts import ACTS, BY_NAME, DECIDERS_WORDS, Act, Slots, item_of
from bot.conversation.answering import ask
from bot.conversation.by_village import by_village, count_villages, unclear_villages
from bot.conversation.card import card
from bot.conversation.dialog import (
    ADDED,
    SURE,
    WHICH,
    added,
    agrees,
    context_for,
    forget,
    read_more,
    remember,
)
from bot.conversation.perform import ActOnItem, perform, perform_all, visible_milestone
from bot.conversation.turn import Turn
from bot.language.replies.items import mentions, parts
from bot.language.replies.judgement import says
from bot.language.replies.replies import Intent, ReplyContext, ReplyReading, understand_reply
from bot.language.text.fold import fold
from bot.language.text.text import read
from bot.queries.lists import own_items
from bot.texts import answers, refusals
from bot.texts.acts import understood
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.dialog import Dialog
from storage.milestone import Milestone

NUMBER_ALONE = re.compile(r"\s*(?:(?:viec|nhiem vu|nv|moc|so) ?)*(\d{1,4})(?: a| nhe)?[\s.?!]*")
"""On a folded text."""
NUMBERED = re.compile(r"(\d{1,4})(?:\s+(\S.*))?$", re.DOTALL)
LEAD = re.compile(r"(?:(?:viec|nhiem vu|nv|cv|moc|so)\s+)*(\d{1,4})(?=\s)")
SURE_ENOUGH = 0.7
"""Below this confidence the program asks whether it understood before it writes."""

INTENT_ACTS = {
    Intent.ACKNOWLEDGE: "accept",
    Intent.IN_PROGRESS: "progress",
    Intent.BLOCKED: "block",
    Intent.QUOTA: "count",
    Intent.DONE: "done",
    Intent.EXTENSION: "extend",
}


def about_item(turn: Turn) -> Outgoing | None:
    """A number alone shows the card; a number with an act's own words is that act."""
    match = NUMBER_ALONE.fullmatch(fold(turn.text))
    if match is None:
        return item_act(turn)
    milestone = visible_milestone(turn, int(match[1]))
    return card(turn, milestone) if milestone else refusals.no_such_number(int(match[1]))


def item_act(turn: Turn) -> Outgoing | None:
    """A number with an act's own words, or with a sum to add."""
    match = NUMBERED.match(turn.text)
    if match is None or not match[2]:
        return None
    number, rest = int(match[1]), match[2].strip()
    act, slots = _named_act(turn, rest)
    if act is None and not ADDED.fullmatch(rest):
        return None
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    if act is not None:
        return perform(turn, act, milestone, slots)
    return perform(turn, BY_NAME["count"], milestone, {"value": added(rest, milestone)})


def _named_act(turn: Turn, rest: str) -> tuple[Act | None, Slots]:
    """The act whose words these are; what it needs may follow them."""
    words = rest.split()
    folded = [fold(word).strip(".,:;!") for word in words]
    for act in ACTS:
        if act.name in DECIDERS_WORDS and not turn.may(Action.DECIDE):
            continue
        for phrase in act.words:
            length = len(phrase.split())
            if " ".join(folded[:length]) != phrase:
                continue
            more = " ".join(words[length:]).strip(" .,:;")
            if not more:
                return act, {}
            slots = read_more(act, more, turn)
            if slots:
                return act, slots
    return None, {}


def free_text(turn: Turn, asks: bool = True) -> Outgoing | None:
    """A status in the speaker's own words, or (where it `asks`) a question.

    None when the words are not understood.
    """
    mine = own_items(turn)
    villages = by_village(turn, mine)
    if villages is not None:
        return villages
    every = tuple(item.number for item in mine)
    lately = tuple(number for number in every if number in turn.lately)
    numbers = turn.about or lately or every
    reply = understand_reply(turn.text, turn.today, _context(turn, every), turn.office.calendar)
    question = ask(turn, reply, works=bool(numbers)) if asks else None
    if question is not None:
        return question
    updates = reply.updates or (reply,)
    if all(each.intent not in INTENT_ACTS for each in updates):
        return unclear_villages(turn, mine)
    if len(updates) > 1 or len(reply.task_numbers or ()) > 1:
        return _several(turn, updates, every)
    return _one(turn, reply, numbers)


def _context(turn: Turn, numbers: tuple[int, ...]) -> ReplyContext:
    """What the words are read against: the item they begin with, or the only one it can be."""
    lead = LEAD.match(fold(turn.text))
    meant = turn.about or numbers
    number = int(lead[1]) if lead else meant[0] if len(meant) == 1 else 0
    milestone = visible_milestone(turn, number) if number in (*numbers, *turn.about) else None
    if milestone is None:
        return ReplyContext("deadline", None, None, numbers)
    return replace(context_for(milestone), open_tasks=numbers)


def _one(turn: Turn, reply: ReplyReading, numbers: Sequence[int]) -> Outgoing | None:
    """A status of one item: the one named, or the only one open."""
    named = reply.task_numbers or (tuple(numbers) if len(numbers) == 1 else ())
    if named:
        return said_of(turn, named[0])
    if not numbers:
        return refusals.nothing_open()
    remember(turn, WHICH, {"text": turn.text, "numbers": list(numbers)})
    return answers.ask_which_item([item for item in own_items(turn) if item.number in numbers])


def said_of(turn: Turn, number: int) -> Outgoing | None:
    """The words taken as said of this item; where they are not sure, shown and asked.

    None when the words are not understood.
    """
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    villages = count_villages(turn, milestone)
    if villages is not None:
        return villages
    reply = _in_context(turn, milestone)
    if reply.intent not in INTENT_ACTS:
        return unclear_villages(turn, [item_of(turn, milestone)])
    act, slots = BY_NAME[INTENT_ACTS[reply.intent]], _slots(reply)
    if _doubtful(reply):
        data = {"act": act.name, "number": number, "slots": slots, "text": turn.text}
        remember(turn, SURE, data)
        shown = {} if milestone.task.confidential else slots
        return answers.confirm_understood(item_of(turn, milestone), understood(act.name, shown))
    return perform(turn, act, milestone, slots)


def _doubtful(reply: ReplyReading) -> bool:
    """Whether what is meant at all is not sure; a single unsure field is asked for instead."""
    return "intent" in reply.unsure or (reply.confidence < SURE_ENOUGH and not reply.unsure)


def confirmed(turn: Turn, question: Dialog) -> Outgoing | None:
    """What was shown is right and is done with all that was understood; None for other words."""
    data = question.data
    if not agrees(turn.text):
        return None
    forget(turn)
    milestone = visible_milestone(turn, data["number"])
    if milestone is None:
        return refusals.no_such_number(data["number"])
    said = replace(turn, text=data["text"])
    return perform(said, BY_NAME[data["act"]], milestone, data["slots"])


def _in_context(turn: Turn, milestone: Milestone) -> ReplyReading:
    """The words read as said of this milestone: a count needs its target.

    Where no count is sure, they are read as not about one.
    """
    readings = [
        _read(turn, milestone, context)
        for context in (context_for(milestone), _no_count(milestone))
    ]
    acts = [each for each in readings if each.intent in INTENT_ACTS]
    sure = [each for each in acts if "quota_done" not in each.unsure]
    return (sure or acts or readings)[0]


def _read(turn: Turn, milestone: Milestone, context: ReplyContext) -> ReplyReading:
    whole = understand_reply(turn.text, turn.today, context, turn.office.calendar)
    of_it = [each for each in whole.updates if milestone.number in (each.task_numbers or ())]
    return of_it[0] if of_it else whole


def _no_count(milestone: Milestone) -> ReplyContext:
    return ReplyContext("deadline", None, None, (milestone.number,))


def _several(
    turn: Turn, replies: Sequence[ReplyReading], open_numbers: tuple[int, ...]
) -> Outgoing:
    """Several items in one message: each is read by itself, all are answered together."""
    own_words = _own_words(turn.text, open_numbers)
    wishes, unclear = [], []
    for reply in replies:
        for number in reply.task_numbers or ():
            wish = _wish(turn, number, reply, own_words.get(number, turn.text))
            if wish is None:
                unclear.append(refusals.unclear(number))
            else:
                wishes.append(wish)
    return answers.joined([*unclear, perform_all(turn, wishes)])


def _own_words(text: str, open_numbers: tuple[int, ...]) -> dict[int, str]:
    """The part of a message that speaks of each item."""
    message = read(text)
    cut = parts(message.key, mentions(message.key, open_numbers), says)
    return {
        number: message.words(part.start, part.end).strip(" ,;.\n")
        for part in cut
        for number in part.numbers
    }


def _wish(turn: Turn, number: int, reply: ReplyReading, text: str) -> ActOnItem | None:
    """What a part of a message surely wishes for one item.

    It is read again in the item's context, since a count needs its target.
    """
    milestone = visible_milestone(turn, number)
    if milestone is not None:
        again = _in_context(replace(turn, text=text), milestone)
        reply = again if again.intent in INTENT_ACTS else reply
    if reply.intent not in INTENT_ACTS or _doubtful(reply):
        return None
    return ActOnItem(BY_NAME[INTENT_ACTS[reply.intent]], number, _slots(reply), text)


def _slots(reply: ReplyReading) -> dict[str, Any]:
    """What is sure of what was understood."""
    slots: dict[str, Any] = {}
    if reply.percent is not None:
        slots["percent"] = reply.percent
    if reply.new_deadline is not None and "new_deadline" not in reply.unsure:
        slots["to_date"] = reply.new_deadline.isoformat()
    if reply.quota_done is not None and "quota_done" not in reply.unsure:
        slots["value"] = reply.quota_done
    if reply.document_number and reply.document_date:
        slots["document"] = [reply.document_number, reply.document_date.isoformat()]
    if reply.reason and reply.intent is Intent.BLOCKED:
        slots["reason_blocked"] = reply.reason
    if reply.reason and reply.intent is Intent.EXTENSION:
        slots["reason_extension"] = reply.reason
    return slots
