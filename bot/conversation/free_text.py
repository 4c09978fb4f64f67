"""Free text: a status in words, or a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.acts import ACTS_BY_NAME, item_of
from bot.conversation.answering import answer_question, card_for_question, card_of
from bot.conversation.by_village import (
    ask_unclear_villages,
    find_and_record_village_counts,
    record_counts_in_quota,
)
from bot.conversation.dialog import (
    ASKS_TO_CONFIRM,
    ASKS_WHICH_ITEM,
    agrees,
    close_question,
    context_for,
    set_question,
)
from bot.conversation.documents import add_stated_document
from bot.conversation.item_number import BEFORE_COUNTS, number_in
from bot.conversation.perform import ActOnItem, perform, perform_all
from bot.conversation.reply_slots import slots_of
from bot.conversation.sweeping import counts_unsaid, swept_early
from bot.conversation.turn import Turn
from bot.conversation.turn_items import led_items, visible_milestone
from bot.language.replies.asking import asks
from bot.language.replies.replies import Intent, ReplyContext, ReplyReading, understand_reply
from bot.language.requests.asked_list import asked_list
from bot.language.text.fold import fold
from bot.language.text.text import read
from bot.texts import answers, refusals
from bot.texts.acts import describe_act
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.dialog import Dialog
from storage.milestone import Milestone

BEFORE_NUMBER = re.compile(
    r"(?:(?:da|vang|ok|thua|bao cao|bc|anh|chi|em|dong chi|dc|con|rieng|va|thi)\W+)*(?:tu )?"
)
"""Words that may stand before the number that begins a message; match against fold(text)."""
MIN_CONFIDENCE = 0.7
"""Below this confidence a reply is shown for confirmation before it is stored."""

INTENT_ACTS = {
    Intent.ACKNOWLEDGE: "accept",
    Intent.IN_PROGRESS: "progress",
    Intent.BLOCKED: "block",
    Intent.QUOTA: "count",
    Intent.DONE: "done",
    Intent.EXTENSION: "extend",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as read once, and the context it was read in."""

    reply: ReplyReading
    context: ReplyContext

    def fits(self, milestone: Milestone) -> bool:
        """Whether the context of this milestone is the same, so that reading again is needless."""
        needed = replace(context_for(milestone), open_tasks=self.context.open_tasks)
        return needed == self.context and milestone.number in self.context.open_tasks

    def last_part_about(self, number: int) -> tuple[str, ReplyReading] | None:
        """The words of the last part of the message about an item, and how they were read."""
        found = [each for each in self.reply.parts if number in (each[1].task_numbers or ())]
        return found[-1] if found else None


def answer_free_text(turn: Turn, questions: bool = True) -> Outgoing | None:
    """A status in the speaker's own words, or (if `questions`) a question.

    None when the text is not understood.
    """
    mine = led_items(turn)
    every = tuple(row.number for row in mine)
    reading = _reading(turn, every)
    named = _named_among(reading.reply, mine)
    added = add_stated_document(turn, reading.reply) or find_and_record_village_counts(turn, named)
    if added is not None:
        return added
    works = bool(turn.about or every)
    answer = None
    if questions:
        answer = card_for_question(turn) or answer_question(turn, reading.reply, works)
    if answer is not None:
        return answer
    if not _says_act(reading.reply):
        return ask_unclear_villages(turn, mine)
    return _status(turn, reading, every)


def answer_pure_question(turn: Turn, marked: bool) -> Outgoing | None:
    """The answer to a message that can only be a question; None for any other.

    `marked`: only one with a question mark.
    """
    asked = asks(read(turn.text).key) or asked_list(turn.text) is not None
    if "?" not in turn.text and (marked or not asked):
        return None
    every = tuple(row.number for row in led_items(turn))
    reply = _reading(turn, every).reply
    named = reply.task_numbers or ()
    if "?" in turn.text and len(named) == 1:
        return card_of(turn, named[0])
    return card_for_question(turn) or answer_question(turn, reply, has_items=bool(every))


def take_status_with_numbers(turn: Turn) -> Outgoing | None:
    """A status that begins with the numbers of its items; None for any other text."""
    every = tuple(row.number for row in led_items(turn))
    reading = _reading(turn, every)
    place = reading.reply.first_named
    if place is None or BEFORE_NUMBER.fullmatch(fold(turn.text[:place])) is None:
        return None
    if (added := add_stated_document(turn, reading.reply)) is not None:
        return added
    return _status(turn, reading, every) if _says_act(reading.reply) else None


def _named_among(reply: ReplyReading, rows: Sequence[Milestone]) -> Sequence[Milestone]:
    """Of these milestones those that the message names; all where it names no item."""
    named = {number for _, part in reply.parts for number in part.task_numbers or ()}
    return [row for row in rows if row.number in named] if named else rows


def _says_act(reply: ReplyReading) -> bool:
    return any(each.intent in INTENT_ACTS for each in reply.updates or (reply,))


def _status(turn: Turn, reading: Reading, every: tuple[int, ...]) -> Outgoing | None:
    reply = reading.reply
    if len(reply.updates) > 1 or len(reply.task_numbers or ()) > 1:
        return _several(turn, reply.updates or (reply,), reading)
    return _one(turn, reading, every)


def _reading(turn: Turn, numbers: tuple[int, ...]) -> Reading:
    """The text, read in the context of the item it begins with, or of the only possible one."""
    named = number_in(turn.text, BEFORE_COUNTS)
    meant = turn.about or numbers
    number = named or (meant[0] if len(meant) == 1 else 0)
    milestone = visible_milestone(turn, number) if number in (*numbers, *turn.about) else None
    context = ReplyContext("deadline", None, None, numbers)
    if milestone is not None:
        context = replace(context_for(milestone), open_tasks=numbers)
    return Reading(_read(turn, context), context)


def _one(turn: Turn, reading: Reading, every: tuple[int, ...]) -> Outgoing | None:
    """Take a status of the item named, or of the only one it can be about; ask if several can."""
    if reading.reply.task_numbers:
        return take_status_of(turn, reading.reply.task_numbers[0], reading)
    numbers = turn.about or _in_last_digest(turn, every) or every
    if len(numbers) == 1:
        return take_status_of(turn, numbers[0], reading)
    if not numbers:
        return _without_work(turn)
    set_question(turn, ASKS_WHICH_ITEM, {"text": turn.text, "numbers": list(numbers)})
    return answers.ask_which_item(
        [item_of(turn, row) for row in led_items(turn) if row.number in numbers]
    )


def _without_work(turn: Turn) -> Outgoing | None:
    """Answer what looks like a status from a person who leads no item.

    From a person who decides it rarely is a status: then None, unless it begins with the number of
    an item.
    """
    if not turn.may(Action.DECIDE):
        return refusals.NOTHING_OPEN
    lead = number_in(turn.text, BEFORE_COUNTS)
    milestone = visible_milestone(turn, lead) if lead is not None else None
    return refusals.part_unclear(milestone.number) if milestone else None


def _in_last_digest(turn: Turn, every: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the speaker's items that the last digest had."""
    lately = turn.last_digest_numbers()
    return tuple(number for number in every if number in lately)


def take_status_of(turn: Turn, number: int, reading: Reading | None = None) -> Outgoing | None:
    """Take the text as a status of this item, confirmed if unsure; None when not understood."""
    milestone = visible_milestone(turn, number)
    if milestone is None:
        return refusals.no_such_number(number)
    villages = record_counts_in_quota(turn, milestone)
    if villages is not None:
        return villages
    known = reading.reply if reading is not None and reading.fits(milestone) else None
    reply = _in_context(turn, milestone, known)
    if reply.intent not in INTENT_ACTS:
        return ask_unclear_villages(turn, [milestone])
    act, slots = ACTS_BY_NAME[INTENT_ACTS[reply.intent]], slots_of(reply)
    own = milestone.lead_post_id in turn.actor.post_ids
    unsure = _intent_unsure(reply)
    if (act.name == "extend" or unsure) and not own and turn.may(Action.DECIDE):
        return refusals.part_unclear(number)
    if unsure:
        data = {"act": act.name, "number": number, "slots": slots, "text": turn.text}
        set_question(turn, ASKS_TO_CONFIRM, data)
        shown, item = {} if milestone.task.confidential else slots, item_of(turn, milestone)
        return answers.confirm_understood(item, describe_act(act.name, shown, item.measure))
    return perform(turn, act, milestone, slots)


def _intent_unsure(reply: ReplyReading) -> bool:
    """Whether the act itself is unsure; if only a field is, the caller asks for that field."""
    return "intent" in reply.unsure or (reply.confidence < MIN_CONFIDENCE and not reply.unsure)


def act_if_confirmed(turn: Turn, question: Dialog) -> Outgoing | None:
    """Carry out the act that was shown if the text is a yes; None for any other text."""
    data = question.data
    if not agrees(turn.text):
        return None
    close_question(turn)
    milestone = visible_milestone(turn, data["number"])
    if milestone is None:
        return refusals.no_such_number(data["number"])
    said = replace(turn, text=data["text"])
    return perform(said, ACTS_BY_NAME[data["act"]], milestone, data["slots"])


def _in_context(turn: Turn, milestone: Milestone, known: ReplyReading | None) -> ReplyReading:
    """Read the text as about this milestone, since the meaning of a count depends on its target.

    If no count is certain, the text is read once more as if the milestone were no quota. `known` is
    an earlier reading in this context, if there is one.
    """
    context, no_count = context_for(milestone), _no_count(milestone)
    first = known or _read_of(turn, milestone, context)
    if context == no_count or _is_act(first) and "quota_done" not in first.unsure:
        return first
    second = _read_of(turn, milestone, no_count)
    acts = [each for each in (second, first) if _is_act(each)]
    return acts[0] if acts else first


def _is_act(reply: ReplyReading) -> bool:
    return reply.intent in INTENT_ACTS


def _read_of(turn: Turn, milestone: Milestone, context: ReplyContext) -> ReplyReading:
    whole = _read(turn, context)
    of_it = [each for each in whole.updates if milestone.number in (each.task_numbers or ())]
    return of_it[0] if of_it else whole


def _read(turn: Turn, context: ReplyContext) -> ReplyReading:
    return understand_reply(turn.text, turn.today, context, turn.office.calendar)


def _no_count(milestone: Milestone) -> ReplyContext:
    return ReplyContext("deadline", None, None, (milestone.number,))


def _several(turn: Turn, replies: Sequence[ReplyReading], reading: Reading) -> Outgoing:
    """A status of several items: each is read by itself; one message answers all.

    Words like "the rest" end nothing whose turn has not come.
    """
    wishes, unclear = [], []
    for reply in replies:
        for number in reply.task_numbers or ():
            wish = _act_meant(turn, number, reply, reading)
            if wish is None or counts_unsaid(turn, wish):
                unclear.append(refusals.part_unclear(number))
            else:
                wishes.append(wish)
    early = swept_early(turn, wishes)
    if early:
        wishes = [wish for wish in wishes if wish.number not in {row.number for row in early}]
        unclear.append(answers.not_opened([item_of(turn, row) for row in early], turn.today))
    return answers.joined_messages([*unclear, *([perform_all(turn, wishes)] if wishes else [])])


def _act_meant(turn: Turn, number: int, reply: ReplyReading, reading: Reading) -> ActOnItem | None:
    """The act that a part of a message means for one item; None if that is unsure.

    The part is read again if the item's context differs, since a count needs its target.
    """
    text, alone = reading.last_part_about(number) or (turn.text, None)
    milestone = visible_milestone(turn, number)
    if milestone is not None:
        known = alone if reading.fits(milestone) else None
        again = _in_context(replace(turn, text=text), milestone, known)
        reply = again if _is_act(again) else reply
    if not _is_act(reply) or _intent_unsure(reply):
        return None
    return ActOnItem(ACTS_BY_NAME[INTENT_ACTS[reply.intent]], number, slots_of(reply), text)
