"""The acts: changes of one milestone by chat, as a table of words, slots and functions.

An act with all its slots filled changes the milestone through `lifecycle` only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.conversation.deadlines import deadline_in
from bot.conversation.notify import notify_others
from bot.conversation.turn import Turn
from bot.texts import answers
from bot.texts.figures import counted
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import item_without_replies
from scheduler.delivery.wording import Item
from scheduler.ladder.recipients import read_directory
from scheduler.ladder.snooze import SnoozeChoice, SnoozeWish
from scheduler.work import lifecycle, undoing
from scheduler.work.documents import add_document
from storage.figures import of_json
from storage.milestone import Milestone

Slots = Mapping[str, Any]
REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    Missing `slots` are asked for, in order, before `run`; `slot_after` ("" for none) is asked
    for afterwards and may stay unanswered.
    """

    name: str
    words: tuple[str, ...]
    run: Callable[[Turn, Milestone, Slots], Outgoing]
    slots: tuple[str, ...] = ()
    slot_after: str = ""


def item_of(turn: Turn, milestone: Milestone) -> Item:
    """The milestone as an answer shows it, without its replies."""
    return item_without_replies(turn.office, milestone, turn.now)


def notify_lead(turn: Turn, milestone: Milestone, message: Outgoing) -> None:
    """Send a decision to the lead, in working time."""
    people = read_directory(turn.session, turn.today)
    ids = [each.person_id for each in people.recipients_of_post(milestone.lead_post_id)]
    notify_others(turn, [person for person in ids if person], message, milestone.task.on_duty)


def _accept(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.accept(turn.context(), milestone)
    return answers.accepted(item_of(turn, milestone), turn.today)


def _progress(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.report_progress(turn.context(), milestone, slots.get("percent"))
    return answers.progressed(item_of(turn, milestone))


def _block(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.report_blocked(turn.context(), milestone, slots["reason_blocked"])
    return answers.blocked(item_of(turn, milestone), slots["reason_blocked"])


def _count(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    before, value = milestone.value, of_json(slots["value"])
    assert value is not None
    lifecycle.report_count(turn.context(), milestone, value, slots.get("villages"))
    return counted(item_of(turn, milestone), before)


def _done(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    number, dated = slots.get("document", (None, None))
    day = date.fromisoformat(dated) if dated else None
    lifecycle.submit(turn.context(), milestone, number, day)
    return answers.submitted(item_of(turn, milestone))


def _document(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    number, dated = slots["document"]
    day = date.fromisoformat(dated) if dated else None
    add_document(turn.context(), milestone, number, day)
    return answers.submitted(item_of(turn, milestone))


def _extend(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    to, reason = deadline_in(turn, milestone, slots["to_date"]), slots["reason_extension"]
    lifecycle.ask_extension(turn.context(), milestone, to.on, reason, to.hour)
    return answers.extension_asked(item_of(turn, milestone), to, reason, turn.today)


def _snooze(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    until = lifecycle.snooze(turn.context(), milestone, snooze_wish(slots["snooze"]))
    return answers.snoozed(item_of(turn, milestone), until)


def snooze_wish(stated: str) -> SnoozeWish:
    """A choice by its name, or a moment in ISO 8601."""
    names = {each.value: each for each in SnoozeChoice}
    return names.get(stated) or datetime.fromisoformat(stated)


def _confirm(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.confirm(turn.context(), milestone)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_confirmed(item))
    return answers.confirmed(item)


def _send_back(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_return"]
    lifecycle.send_back(turn.context(), milestone, reason)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_sent_back(item, reason, turn.today))
    return answers.sent_back(item, reason)


def _grant(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.grant_extension(turn.context(), milestone)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_granted(item, turn.today))
    return answers.granted(item, turn.today)


def _move(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    to = deadline_in(turn, milestone, slots["moved_to"])
    had_hour = milestone.due_time is not None
    lifecycle.move_due_date(turn.context(), milestone, to.on, to.hour)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_due_date_moved(item, turn.today))
    return answers.due_date_moved(item, turn.today, had_hour and to.hour is None)


def _refuse(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_refuse"]
    lifecycle.refuse_extension(turn.context(), milestone, reason)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_refused(item, reason, turn.today))
    return answers.refused(item, reason)


def _direct(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    words = slots["reason_direct"]
    lifecycle.give_direction(turn.context(), milestone, words)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_directed(item, words, turn.today))
    return answers.directed(item, words)


def _cancel(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_cancel"]
    lifecycle.cancel(turn.context(), milestone, reason)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_cancelled(item, reason))
    return answers.cancelled(item, reason)


def _reopen(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason, was = slots["reason_reopen"], item_of(turn, milestone)
    undoing.reopen(turn.context(), milestone, reason)
    item = item_of(turn, milestone)
    notify_lead(turn, milestone, answers.notice_reopened(item, was, reason, turn.today))
    return answers.reopened(item, was, reason, turn.today)


_OBSTACLES = [
    f"{lead}{word}"
    for lead in ("", "dang ", "dang bi ", "bi ", "con ", "gap ")
    for word in ("vuong mac", "vuong")
]
ACTS = (
    Act("accept", ("da nhan", "nhan viec", "da nhan viec", "nhan"), _accept),
    Act("progress", ("dang lam",), _progress, slot_after="percent"),
    Act("block", tuple(_OBSTACLES), _block, ("reason_blocked",)),
    Act("count", ("bao so",), _count, ("value",)),
    Act("extend", ("xin gia han",), _extend, ("to_date", "reason_extension")),
    Act("done", ("da xong", "xong"), _done),
    Act("document", ("bo sung van ban", "them van ban"), _document, ("document",)),
    Act("snooze", ("nhac lai sau", "nhac lai"), _snooze, ("snooze",)),
    Act("confirm", ("xac nhan", "xac nhan hoan thanh", "xac nhan xong"), _confirm),
    Act("send_back", ("tra lai",), _send_back, ("reason_return",)),
    Act(
        "grant",
        (
            "dong y gia han",
            "dong y cho gia han",
            "chap thuan gia han",
            "duyet gia han",
            "cho gia han",
            "dong y",
        ),
        _grant,
    ),
    Act(
        "refuse",
        (
            "khong gia han",
            "khong dong y gia han",
            "khong cho gia han",
            "tu choi gia han",
            "khong dong y",
        ),
        _refuse,
        ("reason_refuse",),
    ),
    Act("direct", ("chi dao", "da chi dao", "y kien chi dao"), _direct, ("reason_direct",)),
    Act(
        "move",
        (
            "doi han den",
            "doi han",
            "doi gio han",
            "doi gio",
            "doi den",
            "lui han den",
            "lui han",
            "lui den",
            "gia han den",
        ),
        _move,
        ("moved_to",),
    ),
    Act("follow", ("doi theo",), _move, ("moved_to",)),
    Act("cancel", ("huy viec", "huy", "xoa viec", "xoa"), _cancel, ("reason_cancel",)),
    Act(REOPEN, ("mo lai viec", "mo lai", "khoi phuc"), _reopen, ("reason_reopen",)),
)
ACTS_BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}
DUE_DATE_MOVES = frozenset({"move", "follow"})
ACTS_ONLY_DECIDERS_NAME = DUE_DATE_MOVES | {"direct"}
"""Names of the acts that only a person with the right DECIDE can name by their words; an official
means something else by the same words.
"""
DECISIONS = (
    frozenset({"confirm", "send_back", "grant", "refuse", "direct", "cancel", REOPEN})
    | DUE_DATE_MOVES
)
"""Names of the acts that need a right to decide.

The value of the first slot may follow the words of the act in the same text.
"""


def first_missing_slot(act: Act, milestone: Milestone, slots: Slots) -> str | None:
    """The first missing slot of an act; None when it can be carried out."""
    needed = act.slots
    if act.name == "done" and milestone.asks_document:
        number, dated = slots.get("document", (None, None))
        return "document" if not number else None if dated else "document_date"
    return next((slot for slot in needed if slot not in slots), None)
