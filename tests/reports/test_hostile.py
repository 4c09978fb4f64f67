"""Hostile text is plain text in every format."""

import io
from collections.abc import Sequence

from docx import Document
from openpyxl import load_workbook

from bot.reports.catalogue import render
from bot.texts.document import Report
from storage.milestone import Milestone
from tests.corpus import STORABLE
from tests.reports.office import DECEMBER, Archive
from tests.reports.test_contract import HELD, read

AT_ONCE = 5


def test_every_format_contains_hostile_text_unchanged(archive: Archive) -> None:
    """A PDF may contain characters missing in its font; it is only rendered here."""
    for first in range(0, len(STORABLE), AT_ONCE):
        entitle(archive, STORABLE[first : first + AT_ONCE])
        report = read(archive, "period")
        for name in ("docx", "xlsx", "ics"):
            HELD[name](render(report, name), report)
        assert render(report, "pdf").startswith(b"%PDF")
        is_plain(archive.report("open", DECEMBER))


def entitle(archive: Archive, words: Sequence[str]) -> None:
    """Give titles to the first milestones."""
    given = iter(words)

    def change(row: Milestone) -> None:
        row.title = row.task.title = row.task.basis = row.task.quote = next(given)

    for number in range(1, len(words) + 1):
        archive.change(number, change)


def is_plain(report: Report) -> None:
    """No cell is a formula or a link, no paper has a field, nothing was worked out."""
    book = load_workbook(io.BytesIO(render(report, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(cell.hyperlink for cell in cells)
    body = Document(io.BytesIO(render(report, "docx"))).element.body.xml
    assert "w:instrText" not in body
    assert "w:hyperlink" not in body
    words = "".join(str(cell.value) for cell in cells) + body
    assert ">49<" not in words
