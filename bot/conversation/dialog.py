"""The open question of a chat, stored so that it survives a restart; and reading its answer."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.conversation.acts import DECISIONS, Act, Slots
from bot.conversation.deadlines import no_such_time, stated
from bot.conversation.turn import Turn
from bot.conversation.villages import read_counts, village_slots
from bot.language.dates.dates import ImpossibleDate, read_date
from bot.language.dates.later import read_later
from bot.language.dates.moments import read_when
from bot.language.replies.asking import asks
from bot.language.replies.documents import day_alone
from bot.language.replies.reasons import bare_reason
from bot.language.replies.replies import ReplyContext, ReplyReading, understand_reply
from bot.language.text.fold import fold
from bot.language.text.text import read
from storage.dialog import Dialog, open_question
from storage.figures import as_json
from storage.milestone import Milestone
from storage.words import Figure, MilestoneShape

ASKS_WHICH_ITEM = "which"
ASKS_TO_CONFIRM = "sure"
ASKS_WHICH_PERSON = "who"
ASKS_ITEM_OF_FILES = "files"
ASKS_IF_MEANT = "meant"
"""Kind of open question: did the speaker mean a forwarded or edited text as a new message?"""
NEXT_PAGE = "more"
"""Stored like an open question: the words that ask for the next page of the newest list."""
ACTING_FOR = "for"
"""Key of an open question's data: the person whom the secretary acts for."""

YES_WORDS = frozenset({"dung", "dung roi", "dung vay", "dung a", "vang", "phai", "ok", "uh", "u"})
BARE_YES = frozenset({"dung", "dung roi", "dung vay", "dung a", "phai", "phai roi"})
"""Words for yes that only answer a question; the other words for yes may also accept a task."""
STOP_WORDS = frozenset({"thoi", "bo qua", "khong", "dung lai", "ngung", "/thoi"})
_GIVING_UP = r"khong|ko|em|anh|chi|toi|minh|can|xin|gia han|lui|ghi|bao|nua|dau|a|nhe|vay|roi"
GIVES_UP = re.compile(
    rf"(?:(?:da|a) )?(?:thoi|bo qua)[ ,]+(?:{_GIVING_UP})(?: (?:{_GIVING_UP}))*|"
    r"(?:em |toi |minh )?(?:khong|ko) (?:xin|can|lui|ghi|bao)(?: gia han| lui)? nua"
    r"(?: a| nhe| dau)*|"
    r"(?:de sau|huy(?: bo)?|bo di)(?: a| nhe| di| em bao| nha)*"
)
"""Match against fold(text)."""
ASKS_WHY = re.compile(
    r"(?:(?:da|a|the|o|u|vay) )*(?:(?:vi |tai )?sao|de lam gi|ly do gi)"
    r"(?!\w)(?! (?:chep|luc|ke|y)(?!\w)).*"
)
"""Begins like a question for a reason, not like a reason; match against fold(text)."""


def current_question(turn: Turn) -> Dialog | None:
    """The chat's open question, read from the database at most once per message."""
    cache = turn.cache
    if not cache.looked_for:
        cache.question = open_question(turn.session, turn.address.id)
        cache.looked_for = True
    return cache.question


def set_question(turn: Turn, question: str, data: Mapping[str, Any]) -> None:
    """Store this as the chat's open question, in place of any other."""
    row = current_question(turn)
    if row is None:
        row = turn.cache.question = Dialog(address_id=turn.address.id)
        turn.session.add(row)
    proxied = {ACTING_FOR: turn.actor.person_id} if turn.actor.proxy_id is not None else {}
    row.question, row.data, row.asked_at = question, {**data, **proxied}, turn.now
    row.delivery_id = None
    turn.session.flush()


def close_question(turn: Turn) -> None:
    row = current_question(turn)
    if row is not None:
        turn.session.delete(row)
        turn.session.flush()
        turn.cache.question = None


def close_question_about(turn: Turn, milestone: Milestone) -> None:
    """Close the chat's open question if it is about this milestone."""
    row = current_question(turn)
    if row is not None and row.data.get("number") == milestone.number:
        close_question(turn)


def gives_up(text: str) -> bool:
    """Whether the speaker refuses to answer, or gives up what was begun."""
    said = fold(text).strip(" .!")
    return said in STOP_WORDS or GIVES_UP.fullmatch(said) is not None


def asks_back(text: str) -> bool:
    """Whether a text that was asked for as a reason is itself a question."""
    if ASKS_WHY.fullmatch(fold(text).strip()) and not text.strip().endswith("."):
        return True
    return text.rstrip().endswith("?") and asks(read(text).key)


def context_for(milestone: Milestone) -> ReplyContext:
    quota = milestone.shape is MilestoneShape.QUOTA
    return ReplyContext(
        task_kind="quota" if quota else "deadline",
        target=milestone.target if quota else None,
        done=_reached(milestone) if quota else None,
        open_tasks=(milestone.number,),
        figure=milestone.task.figure,
        better=milestone.task.better,
        decimals=milestone.task.decimals,
        unit=milestone.task.measure.strip(),
    )


def _reached(milestone: Milestone) -> Decimal | None:
    """The number reached, 0 before the first; of a level it is not known then."""
    level = milestone.task.figure is Figure.LEVEL
    return milestone.value if level else milestone.value or Decimal(0)


def counts_shares(milestone: Milestone) -> bool:
    """Whether the numbers of a quota are per cent."""
    return milestone.task.measure.strip().startswith("%")


FULL_REPLIES = {
    "to_date": "xin lui den {text}",
    "document": "da xong, so {text}",
    "value": "dat {text}",
    "percent": "dang lam {text}",
}
"""By slot: the full sentence into which a bare answer is put, so that the reader of replies
understands it.
"""


SLOTS_BY_PHRASE = frozenset({"snooze", "moved_to"})
PERCENT = re.compile(r"(?P<percent>100|\d{1,2}) ?%?")
ADDED = re.compile(r"\+\s*(\d{1,5}(?:[.,]\d{1,3})?)(?:\s*%)?")


def count_after_addition(text: str, milestone: Milestone) -> int | str | None:
    """The new count, as a slot holds it, if the whole text is an addition such as "+3"."""
    match = ADDED.fullmatch(text.strip())
    return as_json((milestone.value or 0) + Decimal(match[1].replace(",", "."))) if match else None


def read_first_slot(act: Act, text: str, turn: Turn) -> Slots:
    """The first slot of a decision or snooze, read from the text after the act's words; empty if
    the text is no value of it.
    """
    if not act.slots or act.name not in DECISIONS | {"snooze"}:
        return {}
    slot = act.slots[0]
    reason = slot.startswith("reason")
    return {slot: bare_reason(text)} if reason else _choice(slot, text, turn)


def _choice(slot: str, text: str, turn: Turn) -> Slots:
    """A snooze choice or due date given as a bare phrase."""
    if slot == "snooze":
        later = snooze_said(text, turn)
        return {slot: later} if later else {}
    try:
        found = read_date(text, turn.today, turn.office.calendar)
    except ImpossibleDate:
        return {}
    return {slot: stated(found.due, found.time, found.hour_alone)} if found else {}


def snooze_said(text: str, turn: Turn) -> str | None:
    """A snooze choice by its name, or a moment in ISO 8601; None if the text is neither."""
    later = read_later(text)
    if later is not None:
        return later
    try:
        when = read_when(text, turn.today, turn.office.calendar)
    except ImpossibleDate:
        return None
    moment = when.moment(turn.now) if when is not None and when.rule is None else None
    return moment.isoformat() if moment else None


def read_slot(slot: str, text: str, turn: Turn, milestone: Milestone) -> Slots:
    """The value of a slot in an answer, with other slots it also fills; empty if there is none."""
    if slot.startswith("reason"):
        if asks_back(text):
            return {}
        return {slot: bare_reason(text)} if sum(c.isalpha() for c in text) >= 2 else {}
    if slot == "value" and (sum_ := count_after_addition(text, milestone)) is not None:
        return {slot: sum_}
    if no_such_time(slot, turn):
        return {}
    if slot in SLOTS_BY_PHRASE:
        return _choice(slot, text, turn)
    if slot == "percent" and (bare := PERCENT.fullmatch(text.strip())):
        return {slot: int(bare["percent"])}
    if slot == "document_date":
        whole = _read("document", text, turn, milestone)
        if whole and whole["document"][1]:
            return whole
        day = day_alone(text, turn.today, turn.office.calendar)
        return {slot: day.isoformat()} if day else {}
    if slot == "value" and (found := read_counts(text, milestone)).counts:
        return {} if found.unsure else village_slots(found, milestone)
    read = _read(slot, text, turn, milestone)
    return read or _read(slot, FULL_REPLIES[slot].format(text=text), turn, milestone)


def _read(slot: str, text: str, turn: Turn, milestone: Milestone) -> Slots:
    reply = understand_reply(text, turn.today, context_for(milestone), turn.office.calendar)
    found: dict[str, Any] = {}
    if slot == "to_date" and reply.new_deadline is not None:
        found["to_date"] = stated(reply.new_deadline, reply.new_hour, reply.hour_alone)
        if reply.reason:
            found["reason_extension"] = reply.reason
    if slot == "document" and reply.document_number:
        found["document"] = document_of(reply)
    if slot == "value" and reply.quota_done is not None:
        found["value"] = as_json(reply.quota_done)
    if slot == "percent" and reply.percent is not None:
        found["percent"] = reply.percent
    return found


def document_of(reply: ReplyReading) -> list[str | None]:
    """A document as a slot holds it: its number, and its date or None."""
    dated = reply.document_date
    return [reply.document_number, dated.isoformat() if dated else None]


def ask_data(turn: Turn, act: Act, milestone: Milestone, slots: Slots, slot: str) -> dict[str, Any]:
    """The data to store with an open question for a slot: all that is needed to carry out the act
    once it is answered.
    """
    return {
        "act": act.name,
        "number": milestone.number,
        "slots": dict(slots),
        "slot": slot,
        "text": turn.text,
    }


def agrees(text: str) -> bool:
    """Whether the text is a plain yes."""
    return fold(text).strip(" .!") in YES_WORDS


def is_only_an_answer(text: str) -> bool:
    """Whether the text has a meaning only as the answer to a question."""
    return gives_up(text) or fold(text).strip(" .!") in BARE_YES
