"""Everything that can be done with one milestone, as a table: words, what is asked, what is done.

`words` are folded. An act with all its slots filled is carried out through `lifecycle` only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.texts import answers
from bot.turn import Turn
from scheduler import lifecycle
from scheduler.channel import Outgoing
from scheduler.items import items
from scheduler.notices import notify
from scheduler.recipients import directory
from scheduler.wording import Item
from scheduler.working_time import opening
from storage.milestone import Milestone

Slots = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `slots` are asked for in this order when missing; `later` only after it is done."""

    name: str
    words: tuple[str, ...]
    run: Callable[[Turn, Milestone, Slots], Outgoing]
    slots: tuple[str, ...] = ()
    later: str = ""


def item_of(turn: Turn, milestone: Milestone) -> Item:
    """The milestone as it is told now."""
    return items(turn.session, turn.office, [milestone], turn.today)[0]


def _tell_lead(turn: Turn, milestone: Milestone, message: Outgoing) -> None:
    """News of a decision for the lead, in working time."""
    people = directory(turn.session, turn.today)
    heard = [each.person_id for each in people.of_post(milestone.task.lead_post_id)]
    notify(
        turn.session,
        milestone.commune_id,
        [person for person in heard if person and person != turn.person.id],
        message,
        turn.now,
        opening(turn.now, turn.office.calendar, milestone.task.on_duty),
    )


def _accept(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.accept(turn.occasion(), milestone)
    return answers.accepted(item_of(turn, milestone), turn.today)


def _progress(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.progress(turn.occasion(), milestone, slots.get("percent"))
    return answers.progressed(item_of(turn, milestone))


def _block(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.block(turn.occasion(), milestone, slots["reason_blocked"])
    return answers.blocked(item_of(turn, milestone), slots["reason_blocked"])


def _count(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.count(turn.occasion(), milestone, slots["value"])
    return answers.counted(item_of(turn, milestone))


def _done(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    number, dated = slots.get("document", (None, None))
    day = date.fromisoformat(dated) if dated else None
    lifecycle.submit(turn.occasion(), milestone, number, day)
    return answers.submitted(item_of(turn, milestone))


def _extend(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    to_date, reason = date.fromisoformat(slots["to_date"]), slots["reason_extension"]
    lifecycle.ask_extension(turn.occasion(), milestone, to_date, reason)
    return answers.extension_asked(item_of(turn, milestone), to_date, reason, turn.today)


def _confirm(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.confirm(turn.occasion(), milestone)
    item = item_of(turn, milestone)
    _tell_lead(turn, milestone, answers.told_confirmed(item))
    return answers.confirmed(item)


def _send_back(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_return"]
    lifecycle.send_back(turn.occasion(), milestone, reason)
    item = item_of(turn, milestone)
    _tell_lead(turn, milestone, answers.told_sent_back(item, reason, turn.today))
    return answers.sent_back(item, reason)


def _grant(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    lifecycle.grant(turn.occasion(), milestone)
    item = item_of(turn, milestone)
    _tell_lead(turn, milestone, answers.told_granted(item, turn.today))
    return answers.granted(item, turn.today)


def _refuse(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_refuse"]
    lifecycle.refuse(turn.occasion(), milestone, reason)
    item = item_of(turn, milestone)
    _tell_lead(turn, milestone, answers.told_refused(item, reason, turn.today))
    return answers.refused(item, reason)


def _cancel(turn: Turn, milestone: Milestone, slots: Slots) -> Outgoing:
    reason = slots["reason_cancel"]
    lifecycle.cancel(turn.occasion(), milestone, reason)
    item = item_of(turn, milestone)
    _tell_lead(turn, milestone, answers.told_cancelled(item, reason))
    return answers.cancelled(item, reason)


ACTS = (
    Act("accept", ("da nhan", "nhan viec", "da nhan viec"), _accept),
    Act("progress", ("dang lam",), _progress, later="percent"),
    Act("block", ("vuong mac",), _block, ("reason_blocked",)),
    Act("count", ("bao so",), _count, ("value",)),
    Act("extend", ("xin gia han",), _extend, ("to_date", "reason_extension")),
    Act("done", ("da xong", "xong"), _done),
    Act("confirm", ("xac nhan",), _confirm),
    Act("send_back", ("tra lai",), _send_back, ("reason_return",)),
    Act("grant", ("dong y gia han", "cho gia han", "dong y"), _grant),
    Act(
        "refuse",
        ("khong gia han", "khong dong y gia han", "khong dong y"),
        _refuse,
        ("reason_refuse",),
    ),
    Act("cancel", ("huy viec", "huy"), _cancel, ("reason_cancel",)),
)
BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}
DECISIONS = frozenset({"confirm", "send_back", "grant", "refuse", "cancel"})
"""Acts whose reason may follow their words at once: nothing else is said in that way."""


def missing(act: Act, milestone: Milestone, slots: Slots) -> str | None:
    """The first thing still to be asked before the act can be carried out."""
    needed = act.slots
    if act.name == "done" and milestone.asks_document:
        needed = ("document",)
    return next((slot for slot in needed if slot not in slots), None)
