"""A mark of secrecy is found wherever it stands in a file."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from matplotlib.font_manager import findfont
from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from bot.importers.bounded import bears_mark
from bot.importers.file_marks import bears_mark_anywhere
from bot.importers.paper_faults import MarkedPaper
from bot.importers.paper_reading import read_paper
from tests.importers.files import docx_of, pdf_of, repacked, xlsx_of
from tests.pictures import png

BODY = "KẾ HOẠCH\nRà soát việc quản lý tài liệu mật, tối mật tại các cơ quan.\nGiao Công an xã."
FONT = findfont("DejaVu Sans")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_BOX = (
    f'<w:r xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>TỐI </w:t></w:r><w:r><w:t>MẬT</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
WATERMARK = (
    f'<w:r xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
    '<v:textpath string="MẬT"/></v:shape></w:pict></w:r>'
)


def saved(paper: object) -> bytes:
    written = io.BytesIO()
    paper.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def in_header() -> bytes:
    paper = Document(io.BytesIO(docx_of(BODY)))
    paper.sections[0].header.paragraphs[0].text = "MẬT"
    return saved(paper)


def drawn(shape: str) -> bytes:
    paper = Document(io.BytesIO(docx_of(BODY)))
    paper.paragraphs[0]._p.append(parse_xml(shape))
    return saved(paper)


def in_title() -> bytes:
    paper = Document(io.BytesIO(docx_of(BODY)))
    paper.core_properties.title = "Tài liệu mật"
    return saved(paper)


def in_table() -> bytes:
    paper = Document(io.BytesIO(docx_of(BODY)))
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "UBND XÃ MẪU\nSố 12\nMẬT", "Độc lập - Tự do"
    return saved(paper)


def book(change: str) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["STT", "Việc"])
    if change == "header":
        margin = sheet.oddHeader
        assert margin is not None
        margin.center.text = "MẬT"
    elif change == "comment":
        sheet["B1"].comment = Comment("Độ mật: Mật", "An")
    elif change == "hidden":
        hidden = made.create_sheet("Phụ lục")
        hidden.sheet_state = "hidden"
        hidden["C9"] = "TUYỆT MẬT"
    return saved(made)


def pdf(change: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of(BODY, FONT))))
    if change == "stamp":
        writer.add_annotation(0, FreeText(text="MẬT", rect=(50, 700, 120, 730)))
    else:
        writer.add_metadata({"/Title": "TÀI LIỆU MẬT"})
    return saved_pdf(writer)


def saved_pdf(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


MARKED = {
    "docx body": docx_of(f"MẬT\n{BODY}"),
    "docx header": in_header(),
    "docx text box": drawn(TEXT_BOX),
    "docx watermark": drawn(WATERMARK),
    "docx table": in_table(),
    "docx title": in_title(),
    "xlsx cell": xlsx_of(("Việc", [["STT", "Việc"], ["", "Số 12-KH/ĐU (M)"]])),
    "xlsx sheet name": xlsx_of(("TỐI_MẬT", [["STT", "Việc"]])),
    "xlsx header": book("header"),
    "xlsx comment": book("comment"),
    "xlsx hidden sheet": book("hidden"),
    "pdf line": pdf_of(f"Số: 12/KH-UBND\nMẬT\n{BODY}", FONT),
    "pdf stamp": pdf("stamp"),
    "pdf title": pdf("title"),
    "txt": f"TUYỆT MẬT\n{BODY}".encode(),
}
UNMARKED = {
    "docx": docx_of(BODY),
    "docx urgent": docx_of(f"HỎA TỐC\nLƯU HÀNH NỘI BỘ\n{BODY}"),
    "xlsx": xlsx_of(("Bảo mật", [["STT", "Tên"], ["1", "Mật"]])),
    "pdf": pdf_of(BODY, FONT),
    "txt": BODY.encode(),
    "picture": png(),
    "broken pdf": b"%PDF-1.7 MAT",
    "broken docx": docx_of(f"MẬT\n{BODY}")[:700],
}


@pytest.mark.parametrize("content", MARKED.values(), ids=MARKED)
def test_a_mark_is_found_wherever_it_stands(content: bytes) -> None:
    assert bears_mark_anywhere(content)
    with pytest.raises(MarkedPaper):
        read_paper(content)


@pytest.mark.parametrize("content", UNMARKED.values(), ids=UNMARKED)
def test_a_file_without_a_mark_bears_none(content: bytes) -> None:
    assert not bears_mark_anywhere(content)


def test_a_broken_part_hides_no_mark_of_the_others() -> None:
    assert bears_mark_anywhere(repacked(MARKED["docx body"], {"customXml/a.xml": b"<a"}))


async def test_a_child_process_finds_the_same() -> None:
    assert await bears_mark(MARKED["docx text box"])
    assert not await bears_mark(UNMARKED["docx"])
    assert not await bears_mark(UNMARKED["picture"])
    assert not await bears_mark(b"")
