"""A plan in a sheet: rows as blocks of a plan file, each fault with its row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from bot.importers.faults import BadPlan, Fault
from bot.importers.plan_dates import stretch_in
from bot.importers.plan_known import KnownBlocks, plan_of
from bot.importers.plan_values import Plan
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
"""Rows in which the column headings are looked for."""
LONGEST_KEY = 40
NUMBERS = ("target", "start")
SWITCHES = ("document", "on_duty", "confidential")
KINDLESS = {
    TaskKind.DATED: ("due", "opens", "document"),
    TaskKind.PHASED: ("phases",),
    TaskKind.QUOTA: ("target", "start", "measure", "due", "opens", "document"),
    TaskKind.CAMPAIGN: ("opens", "due", "document"),
    TaskKind.STANDING: ("opens", "due"),
}
"""The fields of a sheet that a kind of task has."""

_STEP = re.compile(r"(?P<title>[^:]+?)\s*(?::|–|-(?=\s))\s*(?P<due>\S.*)")


@dataclass(slots=True)
class SheetRows:
    """What a sheet says: its document, a block for each row with the row, faults, and columns that
    were not read.
    """

    source: dict[str, Any] = field(default_factory=dict)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def is_plan(sheets: Sequence[PaperSheet]) -> bool:
    """Whether some sheet has a row of headings as plans have them."""
    return any(_headings(sheet) is not None for sheet in sheets)


def plan_in_sheets(
    sheets: Sequence[PaperSheet], filename: str, known: KnownBlocks, today: date, calendar: Calendar
) -> tuple[Plan, SheetRows]:
    """The plan that sheets state, and its rows. Raises BadPlan with every fault."""
    rows = read_rows(sheets, filename, known, today)
    if not rows.blocks:
        raise BadPlan(filename, rows.faults)
    lines: dict[Path, int] = {("tasks",): rows.lines[0]}
    lines |= {("tasks", at): line for at, line in enumerate(rows.lines)}
    plan = plan_of(
        known, rows.source, rows.blocks, filename, calendar, lines, columns.TERMS, rows.faults
    )
    rows.blocks = [_resolved(block, plan.source.dated, calendar) for block in rows.blocks]
    return plan, rows


def _resolved(block: Mapping[str, Any], source: date, calendar: Calendar) -> dict[str, Any]:
    """The block with every date as a day: words are read from the day of the document on."""
    told = dict(block)
    for name in ("due", "closes"):
        if name in told:
            told[name] = stretch_in(told[name], source, calendar).last.isoformat()
    if "opens" in told:
        told["opens"] = stretch_in(told["opens"], source, calendar).first.isoformat()
    if "phases" in told:
        told["phases"] = [
            {**each, "due": stretch_in(each["due"], source, calendar).last.isoformat()}
            for each in told["phases"]
        ]
    return told


def read_rows(
    sheets: Sequence[PaperSheet], filename: str, known: KnownBlocks, today: date
) -> SheetRows:
    """The blocks of the first sheet with headings, before they are checked."""
    rows = SheetRows()
    found = next(
        ((sheet, place) for sheet in sheets if (place := _headings(sheet)) is not None), None
    )
    if found is None:
        rows.faults.append(Fault(1, columns.no_table()))
        return rows
    sheet, heading = found
    named = _columns(sheet.rows[heading], heading + 1, rows)
    rows.source = _source(sheets, sheet.rows[:heading], filename, today)
    keys: set[str] = set()
    for at, cells in enumerate(sheet.rows[heading + 1 :], heading + 2):
        told = {name: cells[column] for column, name in named.items() if _cell(cells, column)}
        if not told.get("title") and len(told) < 2:
            continue
        rows.blocks.append(_block(told, at, known, keys, rows))
        rows.lines.append(at)
    if not rows.blocks:
        rows.faults.append(Fault(heading + 1, columns.no_rows()))
    return rows


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _headings(sheet: PaperSheet) -> int | None:
    """The row of the sheet's headings, if it has one that names work and who leads it."""
    if fold(sheet.name).strip() in columns.SOURCE_SHEETS | columns.HELP_SHEETS:
        return None
    for at, cells in enumerate(sheet.rows[:HEADING_ROWS]):
        found = {_field(cell) for cell in cells}
        if {"title", "lead"} <= found or ("title" in found and len(found - {None}) >= 3):
            return at
    return None


def _field(heading: str) -> str | None:
    """The field of a heading, with or without accents, in brackets or not."""
    told = re.sub(r"\s+", " ", re.sub(r"\(.*?\)|[*:.]", " ", fold(heading))).strip()
    for column in columns.COLUMNS:
        if told and told in (fold(column.heading), *column.others):
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
    return found


def _block(
    told: Mapping[str, str], row: int, known: KnownBlocks, keys: set[str], rows: SheetRows
) -> dict[str, Any]:
    kind = _kind(told)
    block: dict[str, Any] = {"kind": kind.value if isinstance(kind, TaskKind) else kind, "ro": {}}
    times = KINDLESS[kind] if isinstance(kind, TaskKind) else ()
    block["key"] = _key(told, keys)
    for name, text in told.items():
        if name.startswith("ro."):
            block["ro"][name.removeprefix("ro.")] = text
        elif name == "lead":
            block["lead"] = known.post(text) or text
        elif name == "support":
            parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
            block["support"] = list(dict.fromkeys(known.post(part) or part for part in parts))
        elif name in NUMBERS and name in times:
            block[name] = _number(text)
        elif name in SWITCHES:
            block |= _switch(name, text, row, rows, times)
        elif name == "phases" and name in times:
            block["phases"] = _phases(text)
        elif name not in ("kind", "key", "phases", *NUMBERS) and _takes(name, times):
            block[name] = text
    if kind in (TaskKind.CAMPAIGN, TaskKind.STANDING) and "due" in block:
        block["closes"] = block.pop("due")
    return block


def _takes(name: str, times: Sequence[str]) -> bool:
    """Whether a kind of task has this field: those of time and number differ by kind."""
    return name not in ("due", "opens", "measure") or name in times


def _kind(told: Mapping[str, str]) -> TaskKind | str:
    """The kind a row names, or the one its other cells fit; what is neither stays as written."""
    if named := told.get("kind"):
        called = fold(named).strip(" .")
        return proposing.KINDS.get(called, named)
    if told.get("target"):
        return TaskKind.QUOTA
    if told.get("phases"):
        return TaskKind.PHASED
    return TaskKind.DATED if told.get("due") else TaskKind.STANDING


def _key(told: Mapping[str, str], keys: set[str]) -> str:
    """The code of a row, or one made from its title; alike ones are told apart by a number."""
    if written := told.get("key"):
        return written
    made = slug(told.get("title", "viec"))
    key, count = made, 1
    while key in keys:
        count += 1
        key = f"{made[: LONGEST_KEY - 3]}-{count}"
    keys.add(key)
    return key


def slug(text: str) -> str:
    """A code of a text: lower-case letters without accents, digits, hyphens, not too long."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_KEY].strip("-")
    return made or "viec"


def _number(text: str) -> int | str:
    """The whole number in a cell; other words are left to be refused."""
    bare = re.sub(r"(?<=\d)[.\s](?=\d{3}(?!\d))", "", text).strip(" %")
    return int(bare) if re.fullmatch(r"\d{1,9}", bare) else text


def _switch(
    name: str, text: str, row: int, rows: SheetRows, times: Sequence[str]
) -> dict[str, bool]:
    told = fold(text).strip()
    if told not in columns.YES | columns.NO:
        rows.faults.append(Fault(row, columns.not_yes_or_no(name, text)))
    wanted = told in columns.YES and (name != "document" or name in times)
    return {name: True} if wanted else {}


def _phases(text: str) -> list[dict[str, Any]] | str:
    """The steps in a cell; words that are no list of them are left to be refused."""
    found: list[dict[str, Any]] = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        step = _STEP.fullmatch(part)
        if step is None:
            return text
        key = f"buoc-{len(found) + 1}"
        found.append({"key": key, "title": step["title"], "due": step["due"]})
    return found


def _source(
    sheets: Sequence[PaperSheet], above: Sequence[Sequence[str]], filename: str, today: date
) -> dict[str, Any]:
    """The document: of the sheet that tells of it, else of the lines above the table."""
    told = dict(_told(sheets)) or _told_above(above)
    stem = PurePath(filename).stem
    name = (told.get("name") or told.get("title") or stem)[:200]
    source = {
        "key": f"bang-{slug(name)}"[:LONGEST_KEY].strip("-"),
        "name": name,
        "title": (told.get("title") or name)[:500],
        "date": told.get("date") or today.isoformat(),
    }
    return {**source, **({"number": told["number"]} if told.get("number") else {})}


def _told(sheets: Sequence[PaperSheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        if fold(sheet.name).strip() not in columns.SOURCE_SHEETS:
            continue
        for cells in sheet.rows:
            called = fold(cells[0]).strip(" :*.") if cells else ""
            for name, heading, others, _ in columns.SOURCE:
                if called in (fold(heading), *others) and _cell(cells, 1):
                    yield name, _cell(cells, 1)


def _told_above(above: Sequence[Sequence[str]]) -> dict[str, str]:
    lines = text_lines("\n".join(cell for cells in above for cell in cells if cell))
    found = source_of(lines, [])
    told = {"title": found.title, "number": found.number}
    if found.dated is not None:
        told["date"] = found.dated.isoformat()
    return {name: text for name, text in told.items() if text}
