"""Faults of a plan's sheet where it is unclear: the office mends the sheet, nothing is guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.importers.faults import Fault
from bot.importers.plan_known import KnownBlocks
from bot.language.papers.agencies import JOINING, canonical
from bot.language.papers.parts import PaperSheet
from bot.texts import sheet_faults
from storage.words import TaskKind

REQUIRED_FIELDS = {
    TaskKind.DATED: ("due",),
    TaskKind.PHASED: ("phases",),
    TaskKind.QUOTA: ("target", "measure", "due"),
    TaskKind.CAMPAIGN: ("opens", "closes"),
}
"""The fields that a kind of task cannot do without, beside title, sector and lead."""
FIELD_OF_KEY = {"closes": "due"}

RowTexts = Mapping[str, str]
"""The filled cells of a row, by field."""

_LISTED = re.compile(r"[;\n]")


def with_empty_required_cells(
    block: dict[str, Any], named: frozenset[str], known: KnownBlocks
) -> dict[str, Any]:
    """The block with an empty text for each required cell that is empty.

    A missing column, reported as a fault of its own, gets a stand-in value, so that the other cells
    are still checked.
    """
    kind, stand_ins = block["kind"], {"title": "…", "sector": known.sectors[0]}
    stand_ins["lead"] = known.posts[0]["name"] if known.posts else ""
    wanted = REQUIRED_FIELDS.get(kind, ())
    given = {name: "" if name in named else text for name, text in stand_ins.items()}
    given |= {name: "" for name in wanted if FIELD_OF_KEY.get(name, name) in named}
    return {**given, **block}


def lead_faults(rows: Sequence[tuple[int, RowTexts]], known: KnownBlocks) -> Iterator[Fault]:
    """A fault for each row whose lead cell names several posts."""
    for line, texts in rows:
        if leads := several_leads(texts.get("lead", ""), known):
            yield Fault(line, sheet_faults.several_leads(leads))


def several_leads(text: str, known: KnownBlocks) -> Sequence[str]:
    """The leads that a cell names if there are several, otherwise none; a comma may be part of one
    name.
    """
    if known.called_exactly(text):
        return ()
    listed = _parts(_LISTED, text)
    if len(listed) > 1:
        return listed
    joined = _parts(JOINING, text)
    if not joined or canonical(text) != canonical(joined[0]):
        return ()
    found = {tuple(known.posts_named(part)): part for part in reversed(joined)}
    found.pop((), None)
    return tuple(reversed(found.values())) if len(found) > 1 else ()


def _parts(marks: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in marks.split(text) if part.strip(" .,:")]


def repeated_rows(rows: Sequence[tuple[int, RowTexts]]) -> Iterator[Fault]:
    """A fault for each row that says the same as an earlier one."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for line, texts in rows:
        earlier = first.setdefault(tuple(sorted(texts.items())), line)
        if earlier != line:
            yield Fault(line, sheet_faults.same_row(earlier))


def marked_cells(sheet: PaperSheet, heading: int, read: Sequence[int]) -> Iterator[Fault]:
    """A fault for each hidden row or column with work, and each formula without a stored value.

    `heading`: the index of the row of headings; `read`: the numbers of rows with work.
    """
    for line in sheet.hidden_rows:
        if line in read:
            yield Fault(line, sheet_faults.HIDDEN_ROW)
    for column in sheet.hidden_columns:
        cells = sheet.rows[heading]
        if column <= len(cells) and cells[column - 1]:
            yield Fault(heading + 1, sheet_faults.hidden_column(cells[column - 1]))
    for name in sheet.uncomputed:
        line = int(re.sub(r"\D", "", name) or 0)
        if line in read:
            yield Fault(line, sheet_faults.formula_without_value(name))


def other_sheets(chosen: PaperSheet, plans: Sequence[PaperSheet]) -> Iterator[Fault]:
    """A fault for each hidden sheet with a plan, and each plan beside the one that is read."""
    for sheet in plans:
        if sheet.hidden:
            yield Fault(1, sheet_faults.hidden_sheet(sheet.name))
        elif sheet is not chosen:
            yield Fault(1, sheet_faults.second_sheet(sheet.name, chosen.name))
