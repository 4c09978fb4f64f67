"""Reading Word, PDF and text files, and the files that are refused."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from matplotlib import get_data_path
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from bot.importers.bounded import read_in_child
from bot.importers.paper_faults import MarkedPaper, RefusedPaper
from bot.importers.paper_limits import LARGEST
from bot.importers.paper_reading import ReadPaper, decode, encode, read_paper
from bot.language.papers.obligations import Conclusion, read_conclusion
from bot.language.papers.parts import PaperLine
from bot.texts.papers import REFUSED
from tests.importers.files import docx_of, letterhead_docx, numbered_docx, pdf_of, repacked
from tests.importers.papers import CALENDAR, RECEIVED, marked, match

FONT = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"
SEED = "nguyen-luong-bang"


def orders(paper: ReadPaper) -> Conclusion:
    return read_conclusion(paper.parts, RECEIVED, CALENDAR)


@pytest.mark.parametrize("name", [SEED, "tan-hoa", "phuong-nam-son", "kim-bang"])
def test_word_pdf_and_text_of_a_paper_give_the_same_obligations(name: str) -> None:
    text, labels = marked(name)
    for content in (docx_of(text), pdf_of(text, FONT), text.encode(), text.encode("utf-16")):
        scored, left = match(labels, orders(read_paper(content)).obligations)
        assert [one.label.words for one in scored if not (one.found or one.label.general)] == []
        assert [one.clause for one in left] == []


def test_automatic_word_numbering_makes_the_outline() -> None:
    content = numbered_docx(
        [
            (-1, "KẾT LUẬN"),
            (-1, "Ngày 08/10/2025, sau khi thảo luận, Ban Chấp hành kết luận các nội dung sau:"),
            (0, "KẾT QUẢ"),
            (1, "Tổ chức tốt đại hội."),
            (0, "NHIỆM VỤ"),
            (1, "Xây dựng Đảng"),
            (2, "Giao Văn phòng Đảng ủy trình chương trình công tác trước 15/12/2025."),
            (2, "Duy trì sinh hoạt chi bộ."),
            (1, "Kinh tế"),
            (2, "Lập dự toán ngân sách."),
        ]
    )
    found = orders(read_paper(content)).obligations
    assert [one.section for one in found] == ["II.1.1", "II.1.2", "II.2.1"]
    assert found[0].lead == "Văn phòng Đảng ủy"


def test_a_letterhead_in_a_table_and_bold_headings_are_read() -> None:
    content = letterhead_docx(
        "Số 12-KL/ĐU",
        "Mẫu, ngày 10 tháng 11 năm 2025",
        "về nhiệm vụ tháng 11",
        [
            "*Đánh giá tình hình",
            "Các chi bộ tổ chức tốt sinh hoạt; giải quyết 12 đơn thư.",
            "*Nhiệm vụ thời gian tới",
            "Giao Công an xã mở đợt cao điểm từ 15/12/2025 đến 15/01/2026.",
        ],
    )
    told = orders(read_paper(content))
    assert (told.source.number, str(told.source.dated)) == ("12-KL/ĐU", "2025-11-10")
    assert [one.lead for one in told.obligations] == ["Công an xã"]


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedPaper) as refused:
        read_paper(content)
    assert refused.value.why in REFUSED
    return refused.value.why


WORD = docx_of("KẾT LUẬN\nGiao Công an xã tuần tra.")


def test_oversized_files_and_zip_bombs_are_refused() -> None:
    assert refusal(b"a" * (LARGEST + 1)) == "too_big"
    dense = b"<x>" + b" " * (4 * 1024 * 1024) + b"</x>"
    assert refusal(repacked(WORD, {"word/extra.xml": dense})) == "bomb"
    many = {f"word/part{at}.xml": b"<x/>" for at in range(2_001)}
    assert refusal(repacked(WORD, many)) == "bomb"


def test_files_with_macros_or_external_content_are_refused() -> None:
    assert refusal(repacked(WORD, {"word/vbaProject.bin": b"x"})) == "macros"
    types = read_part(WORD, "[Content_Types].xml").replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    assert refusal(repacked(WORD, {"[Content_Types].xml": types})) == "macros"
    book = saved(Workbook())
    assert refusal(repacked(book, {"xl/externalLinks/externalLink1.xml": b"<x/>"})) == "external"
    assert refusal(repacked(WORD, {"word/_rels/settings.xml.rels": template(b"attachedTemplate")}))
    links = repacked(WORD, {"word/_rels/footnotes.xml.rels": template(b"hyperlink")})
    assert read_paper(links).kind == "docx"


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert refusal(repacked(WORD, {"word/document.xml": laughs})) == "broken"


def test_encrypted_broken_old_and_textless_files_are_refused() -> None:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of(marked(SEED)[0], FONT))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    assert refusal(saved(writer)) == "encrypted"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert refusal(ole) == "old_office"
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert refusal(WORD[: len(WORD) // 2]) == "broken"
    assert refusal(b"%PDF-1.7 not one") == "broken"
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    assert refusal(saved(blank)) == "scan"
    assert refusal(b"\x89PNG\r\n\x1a\n") == "picture"
    assert refusal(b"MZ\x90\x00\x03") == "bad_kind"
    assert refusal(b" \n ") == "empty"
    assert refusal(zip_of("notes.txt")) == "bad_kind"


@pytest.mark.parametrize(
    "line",
    ["MẬT", "TỐI MẬT", "Độ mật: Mật", "Số 12-KL/ĐU (M)", "Theo Kế hoạch số 07-KH/ĐU(TM) của tỉnh"],
)
def test_a_mark_of_secrecy_is_refused(line: str) -> None:
    for content in (f"KẾT LUẬN\n{line}\nGiao Công an xã tuần tra.".encode(), docx_of(line)):
        with pytest.raises(MarkedPaper):
            read_paper(content)


def test_mentioning_secrecy_is_not_a_secrecy_mark() -> None:
    text = (
        "KẾT LUẬN\nI. NHIỆM VỤ BẢO VỆ BÍ MẬT NHÀ NƯỚC\n"
        "- Thực hiện nghiêm quy định về bảo vệ bí mật nhà nước.\n"
        "- Rà soát việc quản lý, sử dụng tài liệu mật, tối mật trên mạng tại các cơ quan.\n"
    )
    assert len(orders(read_paper(text.encode())).obligations) == 2


async def test_a_child_process_reads_the_same() -> None:
    paper = read_paper(WORD)
    assert decode(encode(paper)) == paper
    assert await read_in_child(WORD) == paper
    with pytest.raises(RefusedPaper, match="broken"):
        await read_in_child(WORD[:500])
    with pytest.raises(MarkedPaper):
        await read_in_child("TUYỆT MẬT\nnội dung".encode())


def test_tracked_deletions_are_skipped_and_insertions_read() -> None:
    document = read_part(WORD, "word/document.xml").decode()
    changed = document.replace(
        "<w:r><w:t>KẾT LUẬN</w:t></w:r>",
        "<w:del><w:r><w:delText>BÁO CÁO</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>KẾT LUẬN</w:t></w:r></w:ins>",
    )
    assert changed != document
    paper = read_paper(repacked(WORD, {"word/document.xml": changed.encode()}))
    assert isinstance(paper.parts[0], PaperLine)
    assert paper.parts[0].text == "KẾT LUẬN"


def read_part(content: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name)


def template(kind: bytes) -> bytes:
    base = b"http://schemas.openxmlformats.org/"
    return (
        b'<Relationships xmlns="%spackage/2006/relationships"><Relationship Id="r1" '
        b'Type="%sofficeDocument/2006/relationships/%s" Target="http://x.example/a.dotm" '
        b'TargetMode="External"/></Relationships>' % (base, base, kind)
    )


def saved(book: Workbook | PdfWriter) -> bytes:
    written = io.BytesIO()
    book.save(written) if isinstance(book, Workbook) else book.write(written)
    return written.getvalue()


def zip_of(name: str) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as parts:
        parts.writestr(name, "x")
    return written.getvalue()


def test_a_text_of_book_length_is_refused() -> None:
    assert refusal(("Giao Công an xã tuần tra. " * 10_000).encode()) == "too_long"
