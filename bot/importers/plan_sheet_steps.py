"""Rows of a sheet that are phases of the task in the row above: the column of steps."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.importers.faults import Fault
from bot.importers.plan_known import KnownBlocks
from bot.importers.sheet_cells import number_in_cell, phases_in_cell
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns
from bot.texts import sheet_faults
from storage.words import TaskKind

RowTexts = Mapping[str, str]


def with_steps(texts: RowTexts, known: KnownBlocks) -> dict[str, str]:
    """The cells of a row; all steps of a task in its one cell are moved to the column of such."""
    step = texts.get("step", "")
    if step and "phases" not in texts and isinstance(phases_in_cell(step, known), list):
        found = {name: text for name, text in texts.items() if name != "step"}
        return {**found, "phases": step}
    return dict(texts)


def goes_on(block: Mapping[str, Any], texts: RowTexts) -> bool:
    """Whether a row is one more phase of the task above: it has a step, and no other title."""
    if "step" not in texts or block["kind"] not in (TaskKind.PHASED, TaskKind.STANDING):
        return False
    if block["kind"] == TaskKind.STANDING and (block.get("closes") or block.get("repeats")):
        return False
    title = texts.get("title", "")
    return not title or fold(title) == fold(block.get("title", ""))


def with_first_step(
    block: Mapping[str, Any], texts: RowTexts, known: KnownBlocks
) -> dict[str, Any]:
    """The block of a task whose first phase stands in its own row; its lead leads the task."""
    kept = {name: value for name, value in block.items() if name not in ("phases", "basis")}
    step = {name: text for name, text in texts.items() if name != "lead"}
    return {**kept, "kind": TaskKind.PHASED.value, "phases": [_phase(step, 1, known)]}


def with_next_step(block: Mapping[str, Any], texts: RowTexts, known: KnownBlocks) -> dict[str, Any]:
    """The block above with the phase of this row."""
    phases = list(block.get("phases", ()))
    kept = {name: value for name, value in block.items() if name not in ("opens", "closes")}
    phase = _phase(texts, len(phases) + 1, known)
    if phase.get("lead") == block.get("lead"):
        phase.pop("lead", None)
    return {**kept, "kind": TaskKind.PHASED.value, "phases": [*phases, phase]}


def number_faults(block: dict[str, Any], line: int) -> Iterator[Fault]:
    """A fault, the number removed, where a row stands for many items or none yet."""
    if block["kind"] in (TaskKind.PHASED, TaskKind.STANDING):
        block.pop("number")
        yield Fault(line, sheet_faults.NUMBER_OF_MANY)


def _phase(texts: RowTexts, place: int, known: KnownBlocks) -> dict[str, Any]:
    phase: dict[str, Any] = {
        "key": f"buoc-{place}",
        "title": texts["step"],
        "due": texts.get("due", ""),
    }
    if lead := texts.get("lead"):
        phase["lead"] = known.post(lead) or lead
    if number := texts.get("number"):
        phase["number"] = number_in_cell(number)
    if basis := texts.get("basis"):
        phase["basis"] = basis
    if fold(texts.get("document", "")).strip() in columns.YES:
        phase["document"] = True
    return phase
