"""Proposed task blocks: what they lack, and how a new due date or kind changes them."""

from collections.abc import Mapping
from typing import Any

from scheduler.calendar.deadline import Deadline
from storage.words import TaskKind

PlanBlock = Mapping[str, Any]

CLARITIES: Mapping[int, frozenset[str]] = {
    5: frozenset({"nguoi", "viec", "trach_nhiem", "quy_trinh", "hieu_qua"}),
    6: frozenset({"nguoi", "viec", "thoi_gian", "trach_nhiem", "hieu_qua", "tham_quyen"}),
}
"""The keys of the clarities a task must state, in communes with five of them and with six."""

TIMES = ("due", "closes", "opens", "phases", "repeats")
NUMBERS = ("target", "start", "measure", "figure", "better", "decimals")
"""The keys that only a quota has."""
REQUIRED_KEYS: Mapping[TaskKind, tuple[str, ...]] = {
    TaskKind.DATED: ("due",),
    TaskKind.PHASED: ("phases",),
    TaskKind.QUOTA: ("target", "due"),
    TaskKind.CAMPAIGN: ("closes", "opens"),
    TaskKind.STANDING: (),
}
"""Required keys of each kind, besides lead and sector, in the order in which they are asked."""


def kind_of(block: PlanBlock) -> TaskKind:
    return TaskKind(block["kind"])


def missing_keys(block: PlanBlock) -> list[str]:
    """The required keys that a block lacks, in the order in which they are asked."""
    wanted = ("title", "lead", "sector", *REQUIRED_KEYS[kind_of(block)])
    return [name for name in wanted if not block.get(name)]


def missing_clarities(block: PlanBlock, count: int) -> list[str]:
    """The clarities that a block lacks in a commune that requires `count` (5 or 6) of them."""
    stated = block.get("ro", {})
    return sorted(name for name in CLARITIES[count] if not stated.get(name))


def due_in(block: PlanBlock) -> Deadline | None:
    phases = block.get("phases") or ()
    last = block.get("due") or block.get("closes") or (phases[-1]["due"] if phases else None)
    return Deadline.fromisoformat(last) if last else None


def opens_in(block: PlanBlock) -> Deadline | None:
    return Deadline.fromisoformat(block["opens"]) if block.get("opens") else None


def phases_in(block: PlanBlock) -> list[tuple[str, Deadline, str]]:
    """The title, due date and own lead, if any, of each phase."""
    return [
        (each["title"], Deadline.fromisoformat(each["due"]), each.get("lead", ""))
        for each in block.get("phases", ())
    ]


def takes_hour(block: PlanBlock) -> bool:
    """Whether the due date of a block of this kind may have an hour."""
    return kind_of(block) is not TaskKind.CAMPAIGN


def with_due(block: PlanBlock, due: Deadline) -> dict[str, Any]:
    """The block with another due date: of its last phase, or of the campaign's end."""
    day = due.isoformat()
    if kind_of(block) is TaskKind.PHASED and block.get("phases"):
        *before, last = block["phases"]
        return {**block, "phases": [*before, {**last, "due": day}]}
    name = "closes" if kind_of(block) in (TaskKind.CAMPAIGN, TaskKind.STANDING) else "due"
    if kind_of(block) is TaskKind.PHASED:
        return {**without_times(block), "kind": TaskKind.DATED.value, "due": day}
    return {**block, name: day}


def with_kind(block: PlanBlock, kind: TaskKind) -> dict[str, Any]:
    """The block changed to another kind, keeping the dates and numbers that kind can have."""
    due, opens = due_in(block), block.get("opens")
    changed = {**without_times(block), "kind": kind.value}
    if kind in (TaskKind.PHASED, TaskKind.STANDING):
        changed.pop("number", None)
    if kind is not TaskKind.QUOTA:
        for name in NUMBERS:
            changed.pop(name, None)
    if kind is TaskKind.PHASED and block.get("phases"):
        return {**changed, "phases": block["phases"]}
    if opens and kind in (TaskKind.CAMPAIGN, TaskKind.DATED, TaskKind.QUOTA):
        changed["opens"] = opens
    if due is not None and kind is not TaskKind.STANDING:
        return with_due(changed, due if takes_hour(changed) else Deadline(due.on))
    return changed


def without_times(block: PlanBlock) -> dict[str, Any]:
    return {name: value for name, value in block.items() if name not in TIMES}
