"""Write the two document templates that the program ships: bot/reports/formats/templates/*.docx.

usage: python tools/templates.py

An office may replace these files, so their wording is here and nowhere in the program.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).parents[1] / "bot" / "reports" / "formats" / "templates"
FONT = "Times New Roman"
BODY, SMALL, TABLE = 14, 12, 12


class Paper:
    """A document template being written with python-docx."""

    def __init__(self) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(BODY)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        normal.paragraph_format.space_after = Pt(0)
        self._number_pages(section)

    def heading(
        self, across: int, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]
    ) -> None:
        """Two columns of (text, style) lines without borders; the left one is `across` mm wide."""
        table = self.document.add_table(1, 2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        self._margins(table, 0)
        for place, (width, lines) in enumerate(((across, left), (178 - across, right))):
            table.columns[place].width = table.rows[0].cells[place].width = Mm(width)
            self._lines(table.rows[0].cells[place], lines)

    def title(self, kind: str, title: str, rule: str) -> None:
        """The kind of the document and its subject."""
        self.line("", "plain")
        self.line(kind, "kind")
        self.line(title, "centre bold")
        self.line(rule, "centre")

    def line(self, text: str, style: str, into: Any = None) -> None:
        """One paragraph; `style` is a list of words such as "centre bold small"."""
        paragraph = into if into is not None else self.document.add_paragraph()
        run = paragraph.add_run(text)
        words = style.split()
        run.bold = "bold" in words or "kind" in words
        run.italic = "italic" in words
        run.underline = "underlined" in words
        run.font.size = Pt(16 if "kind" in words else SMALL if "small" in words else BODY)
        if "narrow" in words:
            run.font.size = Pt(13)
        if "centre" in words or "kind" in words:
            paragraph.alignment = ALIGN.CENTER
        if "body" in words:
            paragraph.alignment = ALIGN.JUSTIFY
            form = paragraph.paragraph_format
            form.first_line_indent, form.space_after = Mm(10), Pt(6)
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        if "head" in words:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before = Pt(6)

    def sections(self, part: str, table_title: str) -> None:
        """The template loop over all sections: their sentences, then their tables."""
        self.line("{{ intro }}", "body")
        self.line("{%p for section in sections %}", "plain")
        self.line(part, "body bold head")
        self.line("{%p for point in section.points %}", "plain")
        self.line("{{ point }}", "body")
        self.line("{%p endfor %}", "plain")
        self.line("{%p for table in section.tables %}", "plain")
        self.line(table_title, "body bold head")
        self._table()
        self.line("", "small")
        self.line("{%p endfor %}", "plain")
        self.line("{%p endfor %}", "plain")
        self.line("{%p if closing %}", "plain")
        self.line("{{ closing }}", "body head")
        self.line("{%p endif %}", "plain")

    def signed(self, receivers: Sequence[str], by: Sequence[str]) -> None:
        """Recipients and signature; the row is not split across pages."""
        self.line("", "small head")
        table = self.document.add_table(1, 2)
        table.autofit = False
        left, right = table.rows[0].cells
        for place, cell in enumerate((left, right)):
            table.columns[place].width = cell.width = Mm(82)
        self._lines(
            left, [(receivers[0], "underlined"), *((each, "small") for each in receivers[1:])]
        )
        blank = [("", "centre")] * 4
        self._lines(
            right,
            [(each, "centre bold") for each in by] + blank + [("{{ signer }}", "centre bold")],
        )
        row = table.rows[0]._tr.get_or_add_trPr()
        row.append(OxmlElement("w:cantSplit"))

    def save(self, name: str) -> None:
        """Save the template under a file name."""
        self.document.core_properties.author = "Nhắc việc"
        self.document.save(str(FOLDER / name))

    def _lines(self, cell: Any, lines: Sequence[tuple[str, str]]) -> None:
        for number, (text, style) in enumerate(lines):
            self.line(text, style, cell.paragraphs[0] if number == 0 else cell.add_paragraph())

    def _table(self) -> None:
        table = self.document.add_table(4, 3)
        table.style = "Table Grid"
        self._margins(table, 1)
        rows = (
            ("{%tc for title in table.columns %}", "{{ title }}", "{%tc endfor %}"),
            ("{%tr for row in table.rows %}", "", ""),
            ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", ""),
        )
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                style = (
                    "small centre bold"
                    if row is table.rows[0] or text == "{{ title }}"
                    else "small"
                )
                self.line(text, style, cell.paragraphs[0])

    def _margins(self, table: Any, sides: int) -> None:
        """Set the left and right margin of every cell, in mm."""
        margins = OxmlElement("w:tblCellMar")
        for side in ("w:left", "w:right"):
            margin = OxmlElement(side)
            margin.set(qn("w:w"), str(Mm(sides).twips))
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        # Word requires this order of elements.
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)

    def _number_pages(self, section: Any) -> None:
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            if kind:
                part = OxmlElement("w:fldChar")
                part.set(qn("w:fldCharType"), kind)
            else:
                part = OxmlElement("w:instrText")
                part.text = text
            run._r.append(part)


def party() -> None:
    """The Party's form: no national heading, T/M, parts as I-, II-, III-."""
    paper = Paper()
    paper.heading(
        across=80,
        left=(
            ("ĐẢNG BỘ {{ place|upper }}", "centre small"),
            ("ĐẢNG ỦY {{ commune|upper }}", "centre bold small"),
            ("*", "centre"),
            ("Số       -BC/ĐU", "centre"),
        ),
        right=(
            ("ĐẢNG CỘNG SẢN VIỆT NAM", "centre bold underlined"),
            ("", "centre small"),
            ("{{ date_line }}", "centre italic narrow"),
        ),
    )
    paper.title("{{ kind }}", "{{ title }}", "-----")
    paper.sections(
        "{{ section.roman }}- {{ section.title|upper }}", "{{ table.number }}- {{ table.title }}"
    )
    paper.signed(
        (
            "Nơi nhận:",
            "- Thường trực {{ superior }} (để báo cáo),",
            "- Các đồng chí Ủy viên Ban Chấp hành Đảng bộ {{ commune }},",
            "- Các cơ quan, đơn vị liên quan,",
            "- Lưu Văn phòng Đảng ủy.",
        ),
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
    )
    paper.save("party.docx")


def ubnd() -> None:
    """The administration's form (Nghị định 30/2020): national heading, TM., parts as I., II."""
    paper = Paper()
    paper.heading(
        across=70,
        left=(
            ("ỦY BAN NHÂN DÂN", "centre bold narrow"),
            ("{{ commune|upper }}", "centre bold narrow underlined"),
            ("", "centre small"),
            ("Số:       /BC-UBND", "centre narrow"),
        ),
        right=(
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "centre bold small"),
            ("Độc lập - Tự do - Hạnh phúc", "centre bold narrow underlined"),
            ("", "centre small"),
            ("{{ date_line }}", "centre italic narrow"),
        ),
    )
    paper.title("{{ kind }}", "{{ title }}", "")
    paper.sections(
        "{{ section.roman }}. {{ section.title|upper }}", "{{ table.number }}. {{ table.title }}"
    )
    paper.signed(
        (
            "Nơi nhận:",
            "- UBND {{ place }} (để báo cáo);",
            "- Thường trực Đảng ủy, HĐND {{ commune }};",
            "- Chủ tịch, các Phó Chủ tịch UBND {{ commune }};",
            "- Các cơ quan, đơn vị liên quan;",
            "- Lưu: VT.",
        ),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    )
    paper.save("ubnd.docx")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    party()
    ubnd()
