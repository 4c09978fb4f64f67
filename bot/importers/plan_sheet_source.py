"""The document of a plan's sheet: told on a sheet of its own, or in the lines above the table."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from bot.importers.plan_keys import MAX_KEY, key_from_text
from bot.importers.sheet_cells import cell_in
from bot.language.papers.lines import text_lines
from bot.language.papers.parts import PaperSheet
from bot.language.papers.source import source_of
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns


def source_in(
    sheets: Sequence[PaperSheet], above: Sequence[Sequence[str]], filename: str, today: date
) -> dict[str, Any]:
    """The source block: from the sheet about the document, else from the lines above the table."""
    found = dict(_source_fields(sheets)) or _source_above(above)
    stem = PurePath(filename).stem
    name = (found.get("name") or found.get("title") or stem)[:200]
    source = {
        "key": f"bang-{key_from_text(name)}"[:MAX_KEY].strip("-"),
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
                if label in (fold(heading), *others) and cell_in(cells, 1):
                    yield name, cell_in(cells, 1)


def _source_above(above: Sequence[Sequence[str]]) -> dict[str, str]:
    lines = text_lines("\n".join(cell for cells in above for cell in cells if cell))
    found = source_of(lines, [])
    fields = {"title": found.title, "number": found.number}
    if found.dated is not None:
        fields["date"] = found.dated.isoformat()
    return {name: text for name, text in fields.items() if text}
