"""State secrecy marks are distinguished from ordinary text."""

import unicodedata

import pytest

from bot.language.text.secrecy import is_marked

MARKED = [
    "Mật",
    "MẬT",
    "(Mật)",
    "[MẬT] 12 xong",
    "Mật: số liệu quân số",
    "12 xong, văn bản mật số 12",
    "em gửi công văn Mật hôm qua",
    "12 xong, báo cáo này đóng dấu MẬT",
    "tài liệu có độ mật",
    "tài liệu Tối mật",
    "TUYỆT MẬT",
    "tuyệt mật, không chuyển",
    "hồ sơ tối  mật",
    "12 xong, số 12-BC/ĐU (M)",
    "12-BC/ĐU(M) ngày 18/11",
    "12-BC/ĐU (TM)",
    "báo cáo (M)",
    "M Ậ T",
    "Mậ\u200bt: 12",
    "TOI MAT",
    "van ban tuyet mat",
    "12 xong, tai lieu mat",
    "em gui van ban do mat",
    "bao-cao-mat.docx",
    "12_BC_DU_MAT.pdf",
    "KH quân sự_Mật.pdf",
    "TỐI MẬT - kế hoạch.docx",
    "12-BC-DU (M).pdf",
    "12-BC-ĐU_M.pdf",
    "đã rà soát, gửi kèm văn bản mật số 12",
    "quản lý đô thị: báo cáo tối mật",
]
INNOCENT = [
    "",
    "12 xong",
    "đã tổ chức bí mật bỏ phiếu",
    "bỏ phiếu kín, bí mật đúng quy định",
    "Bí mật nhà nước: đã tập huấn Luật bảo vệ",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "mật độ dân số cao",
    "Mật độ dân số thôn 3",
    "Mật ong rừng bán tại hội chợ",
    "đã làm mô hình nuôi ong lấy mật",
    "bảo mật hệ thống",
    "BẢO MẬT THÔNG TIN",
    "đổi mật khẩu tài khoản rồi",
    "Mật khẩu mới",
    "quan hệ mật thiết với dân",
    "đ/c Mật xin nghỉ",
    "giao chị Mật làm",
    "đồng chí Nguyễn Văn Mật, Trưởng thôn",
    "bác Mật đã ký",
    "thông tin mật thiết",
    "bản mật mã",
    "toi mat dien thoai, mai em bao cao",
    "bao cao mat tran to quoc",
    "mat tran da xong",
    "mat dien ca ngay",
    "giai phong mat bang xong 60%",
    "bao cao mat bang",
    "lam mat ho so roi",
    "tối mất điện nên chưa gửi",
    "12 đạt 15 (m)",
    "dài 120 (m)",
    "áo size (M)",
    "T/M Đảng ủy",
    "số 45-KH/ĐU ngày 18/11",
    "45-KH/MTTQ ngày 18/11",
    "12-BC-DU.pdf",
    "bao-cao-mat-tran.docx",
    "anh_hoi_nghi.jpg",
    "ngọt như mật",
    "đã tập huấn quản lý tài liệu mật cho cán bộ",
    "rà soát xong tài liệu mật, tối mật còn lưu",
    "Quy chế quản lý văn bản mật.docx",
    "quy-che-quan-ly-tai-lieu-mat.docx",
    "công văn hỏa tốc",
    "HỎA TỐC",
    "thượng khẩn",
    "tài liệu lưu hành nội bộ",
    "LƯU HÀNH NỘI BỘ",
]


@pytest.mark.parametrize("text", MARKED)
def test_secrecy_marks_are_detected(text: str) -> None:
    assert is_marked(text)
    assert is_marked(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", INNOCENT)
def test_ordinary_text_is_not_taken_as_a_secrecy_mark(text: str) -> None:
    assert not is_marked(text)
    assert not is_marked(unicodedata.normalize("NFD", text))
