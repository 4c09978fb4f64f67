"""Reads a plan from a spreadsheet: rows become blocks of a plan file, faults name their row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from bot.importers.faults import BadPlan, Fault
from bot.importers.plan_dates import resolved
from bot.importers.plan_identity import keep_identity
from bot.importers.plan_keys import MAX_KEY, key_of, slug
from bot.importers.plan_known import KnownBlocks, plan_of
from bot.importers.plan_sheet_checks import (
    RowTexts,
    lead_faults,
    marked_cells,
    other_sheets,
    repeated_rows,
    with_empty_required_cells,
)
from bot.importers.plan_stored import StoredTask
from bot.importers.plan_values import Plan
from bot.importers.sheet_cells import number_in, phases_in, with_rule
from bot.importers.yaml_lines import Path
from bot.language.papers.lines import text_lines
from bot.language.papers.parts import PaperSheet
from bot.language.papers.source import source_of
from bot.language.requests import proposing
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns
from scheduler.calendar.working_time import Calendar
from storage.words import TaskKind

HEADING_ROWS = 30
"""Number of first rows in which the column headings are looked for."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
NUMBERS = ("target", "start")
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
    `renamed` stored tasks with their new titles.
    """

    source: dict[str, Any] = field(default_factory=dict)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    written_keys: set[str] = field(default_factory=set)
    renamed: list[tuple[StoredTask, str]] = field(default_factory=list)


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
    lines: dict[Path, int] = {("tasks",): rows.lines[0]}
    lines |= {("tasks", at): line for at, line in enumerate(rows.lines)}

    def planned() -> Plan:
        return plan_of(
            known, rows.source, rows.blocks, filename, calendar, lines, columns.TERMS, rows.faults
        )

    plan = planned()
    kept = keep_identity(rows.blocks, frozenset(rows.written_keys), plan, stored)
    if kept.blocks != rows.blocks:
        rows.blocks, rows.renamed = kept.blocks, kept.renamed
        plan = planned()
    rows.blocks = [resolved(block, plan.source.dated, calendar) for block in rows.blocks]
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
    rows.source = _source(sheets, sheet.rows[:heading], filename, today)
    if not YEAR.search(dated := rows.source["date"]):
        rows.faults.append(Fault(1, columns.no_year(dated)))
        rows.source["date"] = today.isoformat()
    keys: set[str] = set()
    filled: list[tuple[int, RowTexts]] = []
    for at, cells in enumerate(sheet.rows[heading + 1 :], heading + 2):
        texts = {name: cells[column] for column, name in named.items() if _cell(cells, column)}
        texts = with_rule(texts)
        if not texts.get("title") and len(texts) < 2:
            continue
        filled.append((at, texts))
        block = _block(texts, at, known, keys, rows)
        rows.blocks.append(with_empty_required_cells(block, frozenset(named.values()), known))
        rows.lines.append(at)
        if texts.get("key"):
            rows.written_keys.add(block["key"])
    rows.faults += lead_faults(filled, known)
    rows.faults += (*repeated_rows(filled), *marked_cells(sheet, heading, rows.lines))
    if not rows.blocks:
        rows.faults.append(Fault(heading + 1, columns.NO_ROWS))
    return rows


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


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
            rows.faults.append(Fault(row, columns.same_column(cell.strip())))
        else:
            found[at] = name
    absent = [name for name in ("title", "sector", "lead") if name not in found.values()]
    rows.faults += [Fault(row, columns.no_column(name)) for name in absent]
    return found


def _block(
    texts: Mapping[str, str], row: int, known: KnownBlocks, keys: set[str], rows: SheetRows
) -> dict[str, Any]:
    """The block of one row; `texts` are its cells by field."""
    kind = _kind(texts)
    block: dict[str, Any] = {"kind": kind.value if isinstance(kind, TaskKind) else kind, "ro": {}}
    times = KIND_FIELDS[kind] if isinstance(kind, TaskKind) else ("due", "opens", *NUMBERS)
    block["key"] = key_of(texts, keys)
    for name, text in texts.items():
        if name.startswith("ro."):
            block["ro"][name.removeprefix("ro.")] = text
        elif name == "lead":
            block["lead"] = known.post(text) or text
        elif name == "support":
            parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
            block["support"] = list(dict.fromkeys(known.post(part) or part for part in parts))
        elif name in NUMBERS and name in times:
            block[name] = number_in(text)
        elif name in FLAGS:
            block |= _flag(name, text, row, rows, times)
        elif name == "phases" and name in times:
            block["phases"] = phases_in(text)
        elif name not in ("kind", "key", "phases", *NUMBERS) and _takes(name, times):
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
    if texts.get("phases"):
        return TaskKind.PHASED
    return TaskKind.DATED if texts.get("due") else TaskKind.STANDING


def _flag(name: str, text: str, row: int, rows: SheetRows, times: Sequence[str]) -> dict[str, bool]:
    answer = fold(text).strip()
    if answer not in columns.YES | columns.NO:
        rows.faults.append(Fault(row, columns.not_yes_or_no(name, text)))
    wanted = answer in columns.YES and (name != "document" or name in times)
    return {name: True} if wanted else {}


def _source(
    sheets: Sequence[PaperSheet], above: Sequence[Sequence[str]], filename: str, today: date
) -> dict[str, Any]:
    """The source block: from the sheet about the document, else from the lines above the table."""
    found = dict(_source_fields(sheets)) or _source_above(above)
    stem = PurePath(filename).stem
    name = (found.get("name") or found.get("title") or stem)[:200]
    source = {
        "key": f"bang-{slug(name)}"[:MAX_KEY].strip("-"),
        "name": name,
        "title": (found.get("title") or name)[:500],
        "date": found.get("date") or today.isoformat(),
    }
    return {**source, **({"number": found["number"]} if found.get("number") else {})}


def _source_fields(sheets: Sequence[PaperSheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        if fold(sheet.name).strip() not in columns.SOURCE_SHEETS:
            continue
        for cells in sheet.rows:
            label = fold(cells[0]).strip(" :*.") if cells else ""
            for name, heading, others, _ in columns.SOURCE:
                if label in (fold(heading), *others) and _cell(cells, 1):
                    yield name, _cell(cells, 1)


def _source_above(above: Sequence[Sequence[str]]) -> dict[str, str]:
    lines = text_lines("\n".join(cell for cells in above for cell in cells if cell))
    found = source_of(lines, [])
    fields = {"title": found.title, "number": found.number}
    if found.dated is not None:
        fields["date"] = found.dated.isoformat()
    return {name: text for name, text in fields.items() if text}
