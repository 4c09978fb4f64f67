"""Proposed blocks that are not complete yet: what they lack, and what becomes of them when told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from storage.words import TaskKind

PlanBlock = Mapping[str, Any]

CLARITIES: Mapping[int, frozenset[str]] = {
    5: frozenset({"nguoi", "viec", "trach_nhiem", "quy_trinh", "hieu_qua"}),
    6: frozenset({"nguoi", "viec", "thoi_gian", "trach_nhiem", "hieu_qua", "tham_quyen"}),
}
"""What a task states, of a commune with five of them and of one with six."""

TIMES = ("due", "closes", "opens", "phases")
NEEDS: Mapping[TaskKind, tuple[str, ...]] = {
    TaskKind.DATED: ("due",),
    TaskKind.PHASED: ("phases",),
    TaskKind.QUOTA: ("target", "due"),
    TaskKind.CAMPAIGN: ("closes", "opens"),
    TaskKind.STANDING: (),
}
"""What each kind must have beside a lead and a sector, in the order it is asked for."""


def kind_of(block: PlanBlock) -> TaskKind:
    """The kind of a block."""
    return TaskKind(block["kind"])


def missing_in(block: PlanBlock) -> list[str]:
    """What a block lacks to become a task, who leads first."""
    wanted = ("title", "lead", "sector", *NEEDS[kind_of(block)])
    return [name for name in wanted if not block.get(name)]


def unclear_in(block: PlanBlock, asked: int) -> list[str]:
    """The clarities that a task of a commune with so many should state and does not."""
    told = block.get("ro", {})
    return sorted(name for name in CLARITIES[asked] if not told.get(name))


def due_in(block: PlanBlock) -> date | None:
    """The last day a block tells."""
    phases = block.get("phases") or ()
    told = block.get("due") or block.get("closes") or (phases[-1]["due"] if phases else None)
    return date.fromisoformat(told) if told else None


def opens_in(block: PlanBlock) -> date | None:
    """The first day a block tells, of a campaign."""
    return date.fromisoformat(block["opens"]) if block.get("opens") else None


def phases_in(block: PlanBlock) -> list[tuple[str, date]]:
    """The steps of a block."""
    return [(each["title"], date.fromisoformat(each["due"])) for each in block.get("phases", ())]


def with_due(block: PlanBlock, due: date) -> dict[str, Any]:
    """The block due on that day: the last step of a phased one, the end of a campaign."""
    told = due.isoformat()
    if kind_of(block) is TaskKind.PHASED and block.get("phases"):
        *before, last = block["phases"]
        return {**block, "phases": [*before, {**last, "due": told}]}
    name = "closes" if kind_of(block) in (TaskKind.CAMPAIGN, TaskKind.STANDING) else "due"
    if kind_of(block) is TaskKind.PHASED:
        return {**without_times(block), "kind": TaskKind.DATED.value, "due": told}
    return {**block, name: told}


def with_kind(block: PlanBlock, kind: TaskKind) -> dict[str, Any]:
    """The block as one of that kind, with what the new kind can use of its dates and number."""
    due, opens = due_in(block), block.get("opens")
    changed = {**without_times(block), "kind": kind.value}
    if kind is not TaskKind.QUOTA:
        for name in ("target", "start", "measure"):
            changed.pop(name, None)
    if kind is TaskKind.PHASED and block.get("phases"):
        return {**changed, "phases": block["phases"]}
    if opens and kind in (TaskKind.CAMPAIGN, TaskKind.DATED, TaskKind.QUOTA):
        changed["opens"] = opens
    if due is not None and kind is not TaskKind.STANDING:
        return with_due(changed, due)
    return changed


def without_times(block: PlanBlock) -> dict[str, Any]:
    """The block without any date."""
    return {name: value for name, value in block.items() if name not in TIMES}
