"""A mark of secrecy on a paper is told from a paper that only speaks of secrets."""

import unicodedata

import pytest

from bot.language.papers.marks import (
    PaperWords,
    bears_mark,
    is_marked_paper,
    table_bears_mark,
)

MARKS = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "Mật",
    "Tối mật",
    "Tuyệt Mật",
    "M Ậ T",
    "T Ố I  M Ậ T",
    "[MẬT]",
    "- MẬT -",
    "*** TỐI MẬT ***",
    "MẬT - HỎA TỐC",
    "HỎA TỐC - TỐI MẬT",
    "TUYỆT MẬT (Bản số: 03)",
    "MẬT, tài liệu thu hồi",
    "Độ mật: Mật",
    "Độ mật: mật",
    "Mức độ mật: TỐI MẬT",
    "Mức độ bảo mật: Mật",
    "Tài liệu mật",
    "TÀI LIỆU TỐI MẬT",
    "VĂN BẢN MẬT",
    "Tài liệu này có độ Mật",
    "Văn bản này thuộc bí mật nhà nước độ Tối mật, không được sao chụp khi chưa được phép.",
    "Số 12-KL/ĐU (M)",
    "Theo Kế hoạch số 07-KH/ĐU(TM) của tỉnh, đề nghị các chi bộ tổ chức thực hiện nghiêm túc.",
    "Số: 12/BC-UBND MẬT Nguyễn Lương Bằng, ngày 5 tháng 10 năm 2025",
    "MẬT Nguyễn Lương Bằng, ngày 5 tháng 10 năm 2025",
    "ỦY BAN NHÂN DÂN XÃ NGUYỄN LƯƠNG BẰNG MẬT",
    "TOI MAT",
]
NONE = [
    "",
    "NHIỆM VỤ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT, TỐI MẬT",
    "Rà soát tài liệu mật, tối mật.",
    "3. Tài liệu mật",
    "Danh mục văn bản mật",
    "Quản lý, sử dụng văn bản mật trên mạng tại các cơ quan, đơn vị.",
    "Bí mật nhà nước gồm các độ TUYỆT MẬT, TỐI MẬT, MẬT theo Luật Bảo vệ bí mật nhà nước.",
    "Dấu “MẬT” hình chữ nhật, cỡ 20 mm x 8 mm",
    "Văn bản có đóng dấu MẬT phải được lưu ở tủ riêng.",
    "Ủy ban nhân dân xã chỉ đạo kiểm tra văn bản đóng dấu MẬT",
    "Đảng ủy yêu cầu các chi bộ nộp lại tài liệu độ TỐI MẬT",
    "Văn bản này quy định việc bảo vệ bí mật nhà nước.",
    "Kế hoạch này quy định việc bảo mật dữ liệu.",
    "- Tối mật;",
    "- Mật",
    "a) Mật",
    "mật",
    "Mật.",
    "Độ mật",
    "Độ mật: Không",
    "Độ mật: Thường",
    "Độ mật: ............",
    "HỎA TỐC",
    "THƯỢNG KHẨN",
    "LƯU HÀNH NỘI BỘ",
    "Tài liệu lưu hành nội bộ",
    "Chiều dài (M)",
    "MẬT ĐỘ DÂN SỐ",
    "MẬT KHẨU",
    "NGUYỄN VĂN MẬT",
    "Đ/c Nguyễn Văn Mật",
    "Thôn Mật",
    "Bí mật",
    "BÍ MẬT",
    "Số 45-KH/ĐU",
    "Số: 12/BC-UBND xã Mật Sơn",
]


@pytest.mark.parametrize("line", MARKS)
def test_a_mark_of_a_paper_is_recognised(line: str) -> None:
    assert bears_mark(line)
    assert bears_mark(unicodedata.normalize("NFD", line))
    assert is_marked_paper(PaperWords(("KẾ HOẠCH", line, "Giao Công an xã tuần tra.")))
    assert is_marked_paper(PaperWords(names=(line.replace(" ", "_"),))) or "_" in line


@pytest.mark.parametrize("line", NONE)
def test_a_line_that_only_speaks_of_secrets_is_no_mark(line: str) -> None:
    assert not bears_mark(line)
    assert not bears_mark(unicodedata.normalize("NFD", line))


@pytest.mark.parametrize(
    "rows",
    [
        [["UBND XÃ MẪU\nSố: 12/BC-UBND\nMẬT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]],
        [["Độ mật", "Mật"]],
        [["Số", "Độ mật"], ["12", "Thường"], ["13", "Mật"]],
        [["Số", "Mức độ mật"], ["12", "tối mật"]],
        [["", "MẬT", ""], ["STT", "Nội dung", ""]],
        [["", "Mật"]],
        [["Số 12", "TỐI MẬT"]],
        [["Quân số", "MẬT"]],
    ],
)
def test_a_cell_with_a_mark_marks_the_table(rows: list[list[str]]) -> None:
    assert table_bears_mark(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [["Họ đệm", "Tên"], ["Nguyễn Văn", "Mật"]],
        [["NGUYỄN VĂN", "MẬT"]],
        [["STT", "Thôn"], ["1", "Mật"]],
        [["Số văn bản", "Thường", "Mật", "Tối mật"], ["", "12", "3", "1"]],
        [["Loại", "Số lượng"], ["Tuyệt mật", "0"], ["Tối mật", "1"], ["Mật", "3"]],
        [["Số", "Độ mật"], ["12", "Thường"]],
        [["Nội dung"], ["Tập huấn bảo vệ bí mật nhà nước"]],
        [[], [""]],
    ],
)
def test_a_table_that_only_speaks_of_secrets_is_not_marked(rows: list[list[str]]) -> None:
    assert not table_bears_mark(rows)
