"""Read which document a plan's sheet comes from: from a sheet of its own or above the table."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from bot.importers.plan_keys import MAX_KEY, key_from_text
from bot.importers.plan_stored import StoredSource, StoredTask
from bot.importers.sheet_cells import cell_in
from bot.language.papers.lines import text_lines
from bot.language.papers.parts import PaperSheet
from bot.language.papers.source import source_of
from bot.language.text.fold import fold
from bot.texts import plan_columns as columns

SHEET = "bang-"
"""Begins the keys of documents that came as sheets."""
FEWEST_SAME = 2
"""So many rows, and half of them, have to be stored under a document for it to be meant."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def known_document(
    source: Mapping[str, Any], titles: Sequence[str], stored: Iterable[StoredTask]
) -> StoredSource | None:
    """The stored document of the same year that a sheet is a new edition of, if its file has
    another name: that of the same number, else the one that has most of its rows.
    """
    year = _YEAR.search(str(source["date"]))
    known: dict[StoredSource, set[str]] = defaultdict(set)
    for task in stored:
        found = task.source
        if found and found.key.startswith(SHEET) and year and found.dated.year == int(year[0]):
            known[found].add(fold(task.title))
    if any(each.key == source["key"] for each in known):
        return None
    number = _bare(source.get("number", ""))
    for each in known:
        if number and _bare(each.number) == number:
            return each
    if number:
        return None
    shared = {each: sum(fold(title) in of_it for title in titles) for each, of_it in known.items()}
    best = max(shared, key=lambda each: shared[each], default=None)
    if best is None or shared[best] < max(FEWEST_SAME, (len(titles) + 1) // 2):
        return None
    return best


def of_document(source: Mapping[str, Any], known: StoredSource) -> dict[str, Any]:
    """The source block of a sheet that is a new edition of a stored document."""
    titled = source["title"] != source["name"]
    kept = {
        "key": known.key,
        "name": known.name,
        "title": source["title"] if titled else known.title,
    }
    return {**source, **kept, **({"number": known.number} if known.number else {})}


def _bare(number: str) -> str:
    return re.sub(r"\s", "", fold(number))


def source_in(
    sheets: Sequence[PaperSheet], above: Sequence[Sequence[str]], filename: str, today: date
) -> dict[str, Any]:
    """The source block: from the sheet about the document, else from the lines above the table."""
    found = dict(_source_fields(sheets)) or _source_above(above)
    stem = PurePath(filename).stem
    name = (found.get("name") or found.get("title") or stem)[:200]
    source = {
        "key": f"{SHEET}{key_from_text(name)}"[:MAX_KEY].strip("-"),
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
