"""What a free message means: an act on items by number, a status in words, or a question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.acts import ACTS, BY_NAME, DECISIONS, Act, Slots
from bot.asking import ask
from bot.doing import perform, visible_milestone
from bot.language.fold import fold
from bot.language.replies import Intent, Reply, ReplyContext, understand_reply
from bot.lists import own
from bot.questions import ADDED, WHICH, added, context_for, remember
from bot.showing import card
from bot.texts import answers, refusals
from bot.texts.acts import understood
from bot.turn import Turn
from scheduler.channel import Outgoing
from storage.milestone import Milestone

NUMBERED = re.compile(r"(\d{1,4})(?:\s+(\S.*))?$", re.DOTALL)
DOUBTFUL = 0.5
"""Below this confidence the program asks back instead of writing."""

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
    match = NUMBERED.match(turn.text)
    if match is None:
        return None
    number, rest = int(match[1]), (match[2] or "").strip()
    act, slots = _named_act(rest)
    if rest and act is None and not ADDED.fullmatch(rest):
        return None
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    if act is not None:
        return perform(turn, act, milestone, slots)
    value = added(rest, milestone)
    if value is not None:
        return perform(turn, BY_NAME["count"], milestone, {"value": value})
    return card(turn, milestone)


def _named_act(rest: str) -> tuple[Act | None, Slots]:
    """The act whose words these are; the reason of a decision may follow them."""
    words = rest.split()
    folded = [fold(word).strip(".,:;!") for word in words]
    for act in ACTS:
        for phrase in act.words:
            length = len(phrase.split())
            if " ".join(folded[:length]) != phrase:
                continue
            more = " ".join(words[length:]).strip(" .,:;")
            if not more:
                return act, {}
            if act.name in DECISIONS and act.slots:
                return act, {act.slots[0]: more}
    return None, {}


def free_text(turn: Turn) -> Outgoing:
    """A status in the speaker's own words, or a question."""
    numbers = turn.about or tuple(item.number for item in own(turn))
    reply = understand_reply(turn.text, turn.today, _context(turn, numbers), turn.office.calendar)
    question = ask(turn, reply, works=bool(numbers))
    if question is not None:
        return question
    updates = reply.updates or (reply,)
    known = [each for each in updates if each.intent in INTENT_ACTS]
    if not known:
        return refusals.not_understood()
    if len(updates) > 1 or len(reply.task_numbers or ()) > 1:
        return _several(turn, known)
    return _one(turn, known[0], numbers)


def _context(turn: Turn, numbers: tuple[int, ...]) -> ReplyContext:
    """What the words are read against: the item whose number they begin with, if it is one."""
    lead = re.match(r"\d{1,4}(?=\s)", turn.text)
    if lead is not None and int(lead[0]) in numbers:
        milestone = visible_milestone(turn, int(lead[0]))
        if milestone is not None:
            return replace(context_for(milestone), open_tasks=numbers)
    return ReplyContext("deadline", None, None, numbers)


def _one(turn: Turn, reply: Reply, numbers: Sequence[int]) -> Outgoing:
    """A status of one item: the one named, or the only one open."""
    named = reply.task_numbers or (tuple(numbers) if len(numbers) == 1 else ())
    if not named:
        if not numbers:
            return refusals.nothing_open()
        remember(turn, WHICH, {"text": turn.text})
        return answers.which([item for item in own(turn) if item.number in numbers], turn.text)
    milestone = visible_milestone(turn, named[0])
    if milestone is None:
        return refusals.no_such_number(named[0])
    reply = _in_context(turn, reply, milestone)
    act, slots = BY_NAME[INTENT_ACTS[reply.intent]], _slots(reply, turn.text)
    if reply.confidence < DOUBTFUL:
        words = understood(act.name, milestone.number)
        return answers.sure(words, words)
    return perform(turn, act, milestone, slots)


def _in_context(turn: Turn, reply: Reply, milestone: Milestone) -> Reply:
    """The same words read again as said of this milestone: a count needs its target."""
    context = context_for(milestone)
    again = understand_reply(turn.text, turn.today, context, turn.office.calendar)
    return again if again.intent in INTENT_ACTS and not again.updates else reply


def _several(turn: Turn, replies: Sequence[Reply]) -> Outgoing:
    """Several items in one message: each is done by itself, all are answered together."""
    done = []
    for reply in replies:
        for number in reply.task_numbers or ():
            milestone = visible_milestone(turn, number)
            if milestone is None:
                done.append(refusals.no_such_number(number))
                continue
            act = BY_NAME[INTENT_ACTS[reply.intent]]
            done.append(perform(turn, act, milestone, _slots(reply, turn.text)))
    blocks = tuple(block for message in done for block in message.blocks)
    buttons = tuple(row for message in done for row in message.buttons)
    return Outgoing(blocks, buttons)


def _slots(reply: Reply, text: str) -> dict[str, Any]:
    """What the understanding already filled in."""
    slots: dict[str, Any] = {}
    if reply.percent is not None:
        slots["percent"] = reply.percent
    if reply.new_deadline is not None:
        slots["to_date"] = reply.new_deadline.isoformat()
    if reply.quota_done is not None:
        slots["value"] = reply.quota_done
    if reply.document_number and reply.document_date:
        slots["document"] = [reply.document_number, reply.document_date.isoformat()]
    if reply.intent is Intent.BLOCKED:
        slots["reason_blocked"] = reply.reason or text
    if reply.intent is Intent.EXTENSION and reply.reason:
        slots["reason_extension"] = reply.reason
    return slots
