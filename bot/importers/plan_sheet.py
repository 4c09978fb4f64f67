"""Reads a plan from a spreadsheet: rows become blocks of a plan file, faults name their row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.importers.faults import BadPlan, Fault
from bot.importers.plan_dates import with_iso_dates
from bot.importers.plan_identity import keep_identity
from bot.importers.plan_keys import key_of
from bot.importers.plan_known import KnownBlocks, plan_of
from bot.importers.plan_sheet_checks import (
    RowTexts,
    lead_faults,
    marked_cells,
    other_sheets,
    repeated_rows,
    with_empty_required_cells,
)
from bot.importers.plan_sheet_source import known_document, of_document, source_in
from bot.importers.plan_sheet_steps import (
    goes_on,
    number_faults,
    with_first_step,
    with_next_step,
    with_steps,
)
from bot.importers.plan_stored import StoredTask
from bot.importers.plan_values import Plan
from bot.importers.sheet_cells import cell_in, number_in_cell, numbers_in, phases_in_cell, with_rule
from bot.importers.yaml_lines import Path
from bot.language.papers.parts import PaperSheet
from bot.language.requests import proposing
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns
from bot.texts import sheet_faults
from scheduler.calendar.working_time import Calendar
from storage.words import TaskKind

HEADING_ROWS = 30
"""Number of first rows in which the column headings are looked for."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
NUMBERS = ("target", "start", "figure")
NOT_COPIED = frozenset({"kind", "key", "phases", "step", "number", *NUMBERS})
"""Fields that are read in a way of their own, or not at all for some kinds of task."""
FLAGS = ("document", "on_duty", "confidential")
KIND_FIELDS = {
    TaskKind.DATED: ("due", "opens", "document"),
    TaskKind.PHASED: ("phases",),
    TaskKind.QUOTA: ("target", "start", "measure", "due", "opens", "document"),
    TaskKind.CAMPAIGN: ("opens", "due", "document"),
    TaskKind.STANDING: ("opens", "due", "repeats"),
}
"""The fields of time and number that each kind of task has in a sheet."""


@dataclass(slots=True)
class SheetRows:
    """The content of a sheet: `source` block, task `blocks` with the row number of each in `lines`,
    faults, the headings of `unused` columns, the `written_keys` that it states itself, and the
    `renamed` stored tasks with their new titles. `phase_lines` are the row numbers of phases that
    stand in rows, by the place of their task and their own. `edition_of` names the stored
    document that this is a new edition of, if its file is called otherwise.
    """

    source: dict[str, Any] = field(default_factory=dict)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    phase_lines: dict[tuple[int, int], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    written_keys: set[str] = field(default_factory=set)
    renamed: list[tuple[StoredTask, str]] = field(default_factory=list)
    edition_of: str = ""


def is_plan(sheets: Sequence[PaperSheet]) -> bool:
    """Whether a sheet has the column headings of a plan."""
    return any(_headings(sheet) is not None for sheet in sheets)


def plan_in_sheets(
    sheets: Sequence[PaperSheet],
    filename: str,
    known: KnownBlocks,
    today: date,
    calendar: Calendar,
    stored: Sequence[StoredTask] = (),
) -> tuple[Plan, SheetRows]:
    """The plan and its rows; `today` dates one without a document date. Raises BadPlan.

    A row whose title was mended keeps the key of its task among the `stored`.
    """
    rows = read_rows(sheets, filename, known, today)
    if not rows.blocks:
        raise BadPlan(filename, rows.faults)
    titles = [str(block.get("title", "")) for block in rows.blocks]
    if (edition := known_document(rows.source, titles, stored)) is not None:
        rows.source, rows.edition_of = of_document(rows.source, edition), edition.name
    lines: dict[Path, int] = {("tasks",): rows.lines[0]}
    lines |= {("tasks", at): line for at, line in enumerate(rows.lines)}
    for (at, place), line in rows.phase_lines.items():
        lines |= {("tasks", at, "phases"): rows.lines[at], ("tasks", at, "phases", place): line}

    def planned() -> Plan:
        return plan_of(
            known, rows.source, rows.blocks, filename, calendar, lines, columns.TERMS, rows.faults
        )

    plan = planned()
    kept = keep_identity(rows.blocks, frozenset(rows.written_keys), plan, stored)
    if kept.blocks != rows.blocks:
        rows.blocks, rows.renamed = kept.blocks, kept.renamed
        plan = planned()
    rows.blocks = [with_iso_dates(block, plan.source.dated, calendar) for block in rows.blocks]
    return plan, rows


def read_rows(
    sheets: Sequence[PaperSheet], filename: str, known: KnownBlocks, today: date
) -> SheetRows:
    """The blocks of the first sheet with headings, not yet validated."""
    rows = SheetRows()
    plans = [sheet for sheet in sheets if _headings(sheet) is not None]
    sheet = next((each for each in plans if not each.hidden), plans[0] if plans else None)
    heading = _headings(sheet) if sheet else None
    if sheet is None or heading is None:
        rows.faults.append(Fault(1, columns.NO_TABLE))
        return rows
    rows.faults += other_sheets(sheet, plans)
    named = _columns(sheet.rows[heading], heading + 1, rows)
    rows.source = source_in(sheets, sheet.rows[:heading], filename, today)
    if not YEAR.search(dated := rows.source["date"]):
        rows.faults.append(Fault(1, sheet_faults.no_year(dated)))
        rows.source["date"] = today.isoformat()
    keys: set[str] = set()
    filled: list[tuple[int, RowTexts]] = []
    for at, cells in enumerate(sheet.rows[heading + 1 :], heading + 2):
        texts = {name: cells[column] for column, name in named.items() if cell_in(cells, column)}
        texts = with_steps(with_rule(texts), known)
        if not {"title", "step"} & texts.keys() and len(texts) < 2:
            continue
        filled.append((at, texts))
        _take(rows, texts, at, known, frozenset(named.values()), keys)
    rows.faults += lead_faults(filled, known)
    read = [*rows.lines, *rows.phase_lines.values()]
    rows.faults += (*repeated_rows(filled), *marked_cells(sheet, heading, read))
    if not rows.blocks:
        rows.faults.append(Fault(heading + 1, columns.NO_ROWS))
    return rows


def _take(
    rows: SheetRows,
    texts: RowTexts,
    at: int,
    known: KnownBlocks,
    named: frozenset[str],
    keys: set[str],
) -> None:
    """Add the task of row `at`, or one more phase of the task above; `named` are the columns."""
    if rows.blocks and goes_on(rows.blocks[-1], texts):
        rows.blocks[-1] = with_next_step(rows.blocks[-1], texts, known)
        _note_phase(rows, at)
        return
    block = _block(texts, at, known, keys, rows)
    if "step" in texts:
        block = with_first_step(block, texts, known)
    elif number := texts.get("number"):
        block["number"] = number_in_cell(number)
        rows.faults += number_faults(block, at)
    rows.blocks.append(with_empty_required_cells(block, named, known))
    rows.lines.append(at)
    if "step" in texts:
        _note_phase(rows, at)
    if texts.get("key"):
        rows.written_keys.add(block["key"])


def _note_phase(rows: SheetRows, line: int) -> None:
    """Keep the row of the newest phase."""
    rows.phase_lines[len(rows.blocks) - 1, len(rows.blocks[-1]["phases"]) - 1] = line


def _headings(sheet: PaperSheet) -> int | None:
    """The index of the row with column headings; None without one."""
    if fold(sheet.name).strip() in columns.SOURCE_SHEETS | columns.HELP_SHEETS:
        return None
    for at, cells in enumerate(sheet.rows[:HEADING_ROWS]):
        found = {_field(cell) for cell in cells}
        if {"title", "lead"} <= found or ("title" in found and len(found - {None}) >= 3):
            return at
    return None


def _field(heading: str) -> str | None:
    """The field of a column heading; None if unknown. Accents and text in brackets are ignored."""
    name = re.sub(r"\s+", " ", re.sub(r"\(.*?\)|[*:.]", " ", fold(heading))).strip()
    for column in columns.COLUMNS:
        if name and name in (fold(column.heading), *column.others):
            return column.field
    return None


def _columns(cells: Sequence[str], row: int, rows: SheetRows) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        name = _field(cell)
        if name is None:
            if cell.strip() and fold(cell).strip(" .") not in columns.IGNORED:
                rows.unused.append(cell.strip())
        elif name in found.values():
            rows.faults.append(Fault(row, sheet_faults.same_column(cell.strip())))
        else:
            found[at] = name
    absent = [name for name in ("title", "sector", "lead") if name not in found.values()]
    rows.faults += [Fault(row, sheet_faults.no_column(name)) for name in absent]
    return found


def _block(
    texts: Mapping[str, str], row: int, known: KnownBlocks, keys: set[str], rows: SheetRows
) -> dict[str, Any]:
    """The block of one row; `texts` are its cells by field."""
    kind = _kind(texts)
    block: dict[str, Any] = {"kind": kind.value if isinstance(kind, TaskKind) else kind, "ro": {}}
    times = KIND_FIELDS[kind] if isinstance(kind, TaskKind) else ("due", "opens", *NUMBERS)
    block["key"] = key_of(texts, keys)
    if "target" in times:
        block |= numbers_in(texts)
    for name, text in texts.items():
        if name.startswith("ro."):
            block["ro"][name.removeprefix("ro.")] = text
        elif name == "lead":
            block["lead"] = known.post(text) or text
        elif name == "support":
            parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
            block["support"] = list(dict.fromkeys(known.post(part) or part for part in parts))
        elif name in FLAGS:
            block |= _flag(name, text, row, rows, times)
        elif name == "phases" and name in times:
            block["phases"] = phases_in_cell(text, known)
        elif name not in NOT_COPIED and _takes(name, times):
            block[name] = proposing.WEIGHTS.get(fold(text), text) if name == "weight" else text
    if kind in (TaskKind.CAMPAIGN, TaskKind.STANDING) and "due" in block:
        block["closes"] = block.pop("due")
    return block


def _takes(name: str, times: Sequence[str]) -> bool:
    """Whether a kind of task with these `times` fields has the field."""
    return name not in ("due", "opens", "measure", "repeats") or name in times


def _kind(texts: Mapping[str, str]) -> TaskKind | str:
    """The kind a row names (as written, if unknown), else the kind its other cells suggest."""
    if written := texts.get("kind"):
        return proposing.KINDS.get(fold(written).strip(" ."), written)
    if texts.get("target"):
        return TaskKind.QUOTA
    if texts.get("phases") or texts.get("step"):
        return TaskKind.PHASED
    return TaskKind.DATED if texts.get("due") else TaskKind.STANDING


def _flag(name: str, text: str, row: int, rows: SheetRows, times: Sequence[str]) -> dict[str, bool]:
    answer = fold(text).strip()
    if answer not in columns.YES | columns.NO:
        rows.faults.append(Fault(row, sheet_faults.not_yes_or_no(name, text)))
    wanted = answer in columns.YES and (name != "document" or name in times)
    return {name: True} if wanted else {}
