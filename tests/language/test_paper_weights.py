"""What a paper says of the weight of its orders: stamps, words, headings, cells."""

import pytest

from bot.language.papers.lines import text_lines
from bot.language.papers.obligations import read_conclusion
from bot.language.papers.parts import PaperPart, PaperTable
from storage.words import Weight
from tests.importers.papers import CALENDAR, RECEIVED

HEAD = """ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG
ĐẢNG ỦY XÃ MẪU
Số: 12-KL/ĐU
{stamp}
Xã Mẫu, ngày 10 tháng 11 năm 2025

KẾT LUẬN
về một số nhiệm vụ trọng tâm tháng 11

"""
PLAIN = "Giao Phòng Kinh tế rà soát hộ nghèo, hoàn thành trước ngày 30/11/2025."
OTHER = "Giao Công an xã tuần tra dịp Tết, báo cáo trước ngày 15/12/2025."


def weights(body: str, stamp: str = "") -> list[Weight | None]:
    text = HEAD.format(stamp=stamp) + body
    found = read_conclusion(text_lines(text), RECEIVED, CALENDAR)
    return [one.weight for one in found.obligations]


@pytest.mark.parametrize(
    "stamp", ["HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN", "Độ khẩn: Hỏa tốc", "HỎA TỐC HẸN GIỜ"]
)
def test_a_stamp_makes_all_that_a_paper_orders_urgent(stamp: str) -> None:
    assert weights(f"I. NHIỆM VỤ\n1. {PLAIN}\n2. {OTHER}", stamp) == [Weight.URGENT] * 2


@pytest.mark.parametrize("stamp", ["", "V/v khẩn trương rà soát hộ nghèo", "KHẨN TRƯƠNG"])
def test_a_paper_without_a_stamp_has_no_weight(stamp: str) -> None:
    assert weights(f"I. NHIỆM VỤ\n1. {PLAIN}\n2. {OTHER}", stamp) == [None, None]


@pytest.mark.parametrize(
    ("order", "weight"),
    [
        ("Giao Phòng Kinh tế báo cáo hỏa tốc về thiệt hại trước ngày 15/11/2025.", Weight.URGENT),
        ("Giao Phòng Kinh tế rà soát hộ nghèo (khẩn) trước ngày 15/11/2025.", Weight.URGENT),
        (
            "Giao Phòng Kinh tế giải phóng mặt bằng, xác định đây là nhiệm vụ trọng tâm, "
            "hoàn thành trước ngày 15/12/2025.",
            Weight.KEY,
        ),
        ("Giao Phòng Kinh tế khẩn trương rà soát hộ nghèo trước ngày 15/11/2025.", None),
        (
            "Giao Phòng Kinh tế xây dựng kế hoạch thực hiện các nhiệm vụ trọng tâm năm 2026 "
            "trước ngày 15/12/2025.",
            None,
        ),
    ],
)
def test_the_words_of_an_order_tell_its_own_weight(order: str, weight: Weight | None) -> None:
    assert weights(f"I. NHIỆM VỤ\n1. {order}\n2. {OTHER}") == [weight, None]


def test_a_heading_marks_what_stands_below_it() -> None:
    body = f"I. NHIỆM VỤ TRỌNG TÂM\n1. {PLAIN}\nII. NHIỆM VỤ THƯỜNG XUYÊN\n1. {OTHER}"
    assert weights(body) == [Weight.KEY, None]


def test_a_heading_over_most_of_a_paper_marks_nothing() -> None:
    body = f"I. MỘT SỐ NHIỆM VỤ TRỌNG TÂM\n1. {PLAIN}\n2. {OTHER}"
    assert weights(body) == [None, None]


def test_a_column_of_a_table_tells_the_weight() -> None:
    table = PaperTable(
        (
            ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Mức độ"),
            ("1", "Rà soát hộ nghèo", "Phòng Kinh tế", "30/11/2025", "Khẩn"),
            ("2", "Tuần tra dịp Tết", "Công an xã", "15/12/2025", "Trọng tâm"),
            ("3", "Tổng kết năm", "Văn phòng", "31/12/2025", ""),
        )
    )
    parts: list[PaperPart] = [*text_lines(HEAD.format(stamp="") + "I. NHIỆM VỤ"), table]
    found = read_conclusion(parts, RECEIVED, CALENDAR)
    assert [one.weight for one in found.obligations] == [Weight.URGENT, Weight.KEY, None]
