"""Conclusions of thirteen communes: exactly their obligations are found."""

from datetime import date

import pytest

from bot.language.papers.lines import text_lines
from bot.language.papers.obligations import read_conclusion
from bot.language.papers.parts import PaperPart, PaperTable
from tests.importers.papers import (
    CALENDAR,
    FOLDER,
    RECEIVED,
    conclusion_of,
    faults,
    marked,
    match,
)

SEED = "nguyen-luong-bang"
EVERY = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", EVERY)
def test_exactly_the_obligations_are_found(name: str) -> None:
    text, labels = marked(name)
    scored, left = match(labels, conclusion_of(text).obligations)
    assert [one.label.words for one in scored if not (one.found or one.label.general)] == []
    assert [one.clause for one in left] == []


@pytest.mark.parametrize("name", EVERY)
def test_kind_date_number_sector_and_lead_match_the_manual_reading(name: str) -> None:
    text, labels = marked(name)
    scored, _ = match(labels, conclusion_of(text).obligations)
    wrong = {one.label.words: said for one in scored if (said := list(faults(one)))}
    assert wrong == {}


def test_each_clause_and_sentence_is_quoted_from_the_paper() -> None:
    text, _ = marked(SEED)
    whole = " ".join(text.split())
    for one in conclusion_of(text).obligations:
        assert one.clause in whole
        assert one.clause in one.sentence
        assert all(part in whole for part in one.sentence.split("  "))


def test_sections_of_results_and_shortcomings_give_no_obligation() -> None:
    text, _ = marked(SEED)
    found = conclusion_of(text).obligations
    assert {one.section.split(".")[0] for one in found} == {"III"}
    assert {one.headings[0] for one in found} == {"MỘT SỐ NHIỆM VỤ TRỌNG TÂM 3 THÁNG CUỐI NĂM"}


def test_title_number_and_date_of_the_paper_are_read() -> None:
    told = conclusion_of(marked("tan-hoa")[0]).source
    assert (told.number, told.dated) == ("15-KL/ĐU", date(2025, 11, 10))
    assert told.title.startswith("Kết luận của Ban Chấp hành Đảng bộ xã")
    without_number = conclusion_of(marked(SEED)[0]).source
    assert (without_number.number, without_number.dated) == ("", date(2025, 10, 8))


def test_a_goal_without_a_number_uses_the_reported_number() -> None:
    (joined,) = [
        one
        for one in conclusion_of(marked(SEED)[0]).obligations
        if one.title.endswith("năm 2025") and one.unit == "đồng chí"
    ]
    assert (joined.start, joined.target) == (11, 33)
    assert "11/33 đồng chí" in joined.basis


def test_a_paper_without_orders_proposes_nothing() -> None:
    report = """BÁO CÁO
    Kết quả công tác tháng 10

    I. KẾT QUẢ
    - Tổ chức thành công hội nghị sơ kết; chỉ đạo gieo cấy xong 100% diện tích.
    II. HẠN CHẾ
    - Một số chi bộ cần tiếp tục nâng cao chất lượng sinh hoạt.
    """
    assert conclusion_of(report).obligations == ()


TABLE = PaperTable(
    (
        ("TT", "Nội dung công việc", "Cơ quan\nchủ trì", "Phối hợp", "Thời gian\nhoàn thành"),
        ("I", "XÂY DỰNG ĐẢNG", "", "", ""),
        (
            "1",
            "Kiểm điểm, xếp loại cuối năm",
            "Ban Xây dựng Đảng",
            "Các chi bộ",
            "Trước 15/12/2025",
        ),
        ("2", "Báo cáo công tác dân vận", "UB MTTQ xã", "", "Hằng tháng"),
        ("II", "KINH TẾ - XÃ HỘI", "", "", ""),
        ("3", "Dự toán ngân sách năm 2026", "Phòng Kinh tế", "Văn phòng HĐND và UBND", "10/12"),
        ("4", "Thu quỹ đền ơn đáp nghĩa đạt 100%", "Phòng VH-XH, Công an xã", "", "Quý IV/2025"),
    )
)


def test_each_table_row_is_an_obligation() -> None:
    head = text_lines("KẾT LUẬN\nHội nghị\n\nNgày 08/10/2025, Ban Chấp hành kết luận như sau:")
    parts: list[PaperPart] = [*head, *text_lines("I. NHIỆM VỤ QUÝ IV"), TABLE]
    found = read_conclusion(parts, RECEIVED, CALENDAR).obligations
    assert [(one.section, one.title, one.due, one.lead, one.every) for one in found] == [
        ("I.1", "Kiểm điểm, xếp loại cuối năm", date(2025, 12, 14), "Ban Xây dựng Đảng", None),
        ("I.2", "Báo cáo công tác dân vận", None, "UB MTTQ xã", "month"),
        ("I.3", "Dự toán ngân sách năm 2026", date(2025, 12, 10), "Phòng Kinh tế", None),
        ("I.4", "Thu quỹ đền ơn đáp nghĩa đạt 100%", date(2025, 12, 31), "Phòng VH-XH", None),
    ]
    assert [one.sector for one in found[:3:2]] == ["xây dựng Đảng", "kinh tế - xã hội"]
    assert found[0].supports == ("Các chi bộ",)
    assert found[3].supports == ("Công an xã",)
    assert (found[3].target, found[3].unit) == (100, "%")
