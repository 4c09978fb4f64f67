"""The columns of an Excel plan: headings, accepted synonyms, help texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.texts.plan_faults import Terms
from storage.words import TaskKind

FILE_NAME = "mau-ke-hoach.xlsx"
NO_TABLE = (
    "không thấy hàng tiêu đề có cột “Nhiệm vụ” và “Chủ trì”; cần bảng mẫu, gõ “mẫu” trong chat"
)
NO_ROWS = "bảng không có việc nào dưới hàng tiêu đề"


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column. `field` is the key in plan files; `others` are folded synonyms of the heading."""

    field: str
    heading: str
    help: str
    others: tuple[str, ...] = ()
    width: int = 16


COLUMNS: tuple[PlanColumn, ...] = (
    PlanColumn(
        "title",
        "Nhiệm vụ",
        "Bắt buộc. Tên việc, một câu ngắn, không quá 200 chữ.",
        (
            "ten nhiem vu",
            "ten cong viec",
            "nhiem vu cu the",
            "nhiem vu/giai phap",
            "nhiem vu, giai phap",
            "noi dung",
            "noi dung cong viec",
            "noi dung nhiem vu",
            "cong viec",
            "viec",
        ),
        44,
    ),
    PlanColumn(
        "sector",
        "Lĩnh vực",
        "Bắt buộc. Chọn một lĩnh vực đã có, hoặc ghi lĩnh vực mới.",
        ("mang", "khoi", "linh vuc cong tac"),
        22,
    ),
    PlanColumn(
        "kind",
        "Loại",
        "Có hạn, Nhiều bước, Chỉ tiêu, Đợt, Thường xuyên. Để trống thì suy từ các cột khác.",
        ("loai viec", "loai nhiem vu"),
        14,
    ),
    PlanColumn(
        "lead",
        "Chủ trì",
        "Bắt buộc. Đúng một chức danh hoặc đơn vị của xã, không ghi tên người.",
        (
            "co quan chu tri",
            "don vi chu tri",
            "chuc danh chu tri",
            "nguoi chu tri",
            "co quan, don vi chu tri",
            "chu tri thuc hien",
            "nguoi thuc hien",
            "nguoi phu trach",
            "dong chi phu trach",
            "don vi thuc hien",
        ),
        30,
    ),
    PlanColumn(
        "support",
        "Phối hợp",
        "Các chức danh, đơn vị phối hợp, cách nhau bằng dấu chấm phẩy.",
        ("co quan phoi hop", "don vi phoi hop"),
        30,
    ),
    PlanColumn(
        "opens",
        "Bắt đầu",
        "Ngày bắt đầu của đợt hoặc chỉ tiêu. Ô ngày, hoặc gõ như 15/12, quý I.",
        ("tu ngay", "ngay bat dau", "bat dau tu"),
        13,
    ),
    PlanColumn(
        "due",
        "Hạn",
        "Ngày hết hạn, hoặc ngày kết thúc đợt. Ô ngày, hoặc gõ: 31/12, hết tháng 11, Tết - 30.",
        (
            "thoi han",
            "thoi gian hoan thanh",
            "han hoan thanh",
            "ngay hoan thanh",
            "ket thuc",
            "ngay ket thuc",
            "tien do",
            "tien do thuc hien",
            "den ngay",
            "thoi gian",
            "ngay den han",
        ),
        13,
    ),
    PlanColumn(
        "repeats",
        "Lặp lại",
        "Với việc lặp lại: ngày 31 hằng tháng; thứ Sáu cuối tháng; hai tuần một lần, đến hết năm.",
        ("dinh ky", "lap", "chu ky", "tan suat"),
        24,
    ),
    PlanColumn(
        "phases",
        "Các bước",
        "Với việc nhiều bước, cả trong một ô: dự thảo: 30/11 (Phòng Kinh tế); ban hành: 31/12. "
        "Chủ trì riêng của bước ghi trong ngoặc.",
        ("cac moc", "moc", "lo trinh"),
        34,
    ),
    PlanColumn(
        "step",
        "Bước",
        "Với việc nhiều bước, mỗi bước một hàng: tên bước. Hàng đầu ghi tên việc, các hàng sau để "
        "trống tên việc hoặc ghi lại; mỗi hàng có hạn, và chủ trì nếu khác.",
        ("giai doan", "cong doan", "khau", "ten buoc"),
        24,
    ),
    PlanColumn(
        "target",
        "Chỉ tiêu",
        "Số phải đạt, như 33 hoặc 97,5. Mức không được vượt thì ghi: không quá 4%.",
        ("so luong", "so phai dat", "muc tieu"),
        10,
    ),
    PlanColumn(
        "start", "Đã đạt", "Số đã đạt đến lúc giao.", ("da co", "hien co", "da thuc hien"), 10
    ),
    PlanColumn(
        "measure",
        "Đơn vị tính",
        "Đếm cái gì: đồng chí, giấy, hộ, %, % chỉ tiêu.",
        ("dvt", "don vi do"),
        13,
    ),
    PlanColumn(
        "figure",
        "Cách tính",
        "Cộng dồn (33 đồng chí), Phần trăm (của số giao), Mức từ (hài lòng từ 97%), Mức không quá "
        "(hộ nghèo không quá 4%). Để trống thì suy từ đơn vị tính.",
        ("kieu chi tieu", "cach tinh chi tieu"),
        14,
    ),
    PlanColumn("clause", "Mục", "Mục của văn bản, như III.1.2.", ("muc van ban", "dieu khoan"), 10),
    PlanColumn(
        "quote", "Trích văn bản", "Câu của văn bản giao việc.", ("trich dan", "cau van ban"), 40
    ),
    PlanColumn("basis", "Căn cứ", "Căn cứ của ngày mà văn bản không ghi.", ("can cu ngay",), 26),
    PlanColumn(
        "document",
        "Hỏi số văn bản",
        "x nếu khi xong phải báo số và ngày văn bản.",
        ("can so van ban", "ra van ban"),
        12,
    ),
    PlanColumn("weight", "Mức độ", "Khẩn, Trọng tâm hoặc Thường.", ("uu tien", "do khan"), 13),
    PlanColumn("on_duty", "Nhắc cả ngày nghỉ", "x nếu nhắc cả ngày nghỉ, lễ.", ("truc",), 12),
    PlanColumn("confidential", "Theo chế độ riêng", "x nếu trong chat chỉ hiện số việc.", (), 12),
    PlanColumn("ro.nguoi", "Rõ người", "Ai làm, ai giúp.", (), 26),
    PlanColumn("ro.viec", "Rõ việc", "Làm những gì.", (), 26),
    PlanColumn("ro.trach_nhiem", "Rõ trách nhiệm", "Ai chịu trách nhiệm trước ai.", (), 26),
    PlanColumn("ro.quy_trinh", "Rõ quy trình", "Các khâu, ai trình ai.", (), 26),
    PlanColumn(
        "ro.hieu_qua", "Rõ hiệu quả", "Thế nào là xong, là tốt.", ("san pham", "ket qua"), 26
    ),
    PlanColumn("ro.thoi_gian", "Rõ thời gian", "Nếu xã theo 6 rõ.", (), 20),
    PlanColumn("ro.tham_quyen", "Rõ thẩm quyền", "Nếu xã theo 6 rõ.", (), 20),
    PlanColumn(
        "number",
        "Số việc",
        "Không bắt buộc. Số người ta gõ trong chat cho việc hoặc bước này, từ 1 đến 5000; "
        "để trống thì lấy số tiếp theo.",
        ("so hieu viec", "so cua viec"),
        10,
    ),
    PlanColumn(
        "key",
        "Mã việc",
        "Không bắt buộc. Giữ nguyên mã thì lần gửi sau sửa đúng việc ấy dù đổi tên.",
        ("ma", "ma nhiem vu"),
        18,
    ),
)
IGNORED = frozenset({"tt", "stt", "so tt", "so thu tu", "ghi chu"})
"""Headings of columns that are skipped."""

KINDS: Mapping[TaskKind, str] = {
    TaskKind.DATED: "Có hạn",
    TaskKind.PHASED: "Nhiều bước",
    TaskKind.QUOTA: "Chỉ tiêu",
    TaskKind.CAMPAIGN: "Đợt",
    TaskKind.STANDING: "Thường xuyên",
}
YES = frozenset({"x", "co", "yes", "true", "1", "dung"})
NO = frozenset({"", "khong", "no", "false", "0"})

PLAN_SHEET, SOURCE_SHEET, HELP_SHEET = "Kế hoạch", "Văn bản", "Hướng dẫn"
SOURCE_SHEETS = frozenset({"van ban", "van ban giao"})
HELP_SHEETS = frozenset({"huong dan"})
SOURCE: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("name", "Tên văn bản", ("ten", "van ban"), "Kế hoạch công tác năm 2026"),
    ("number", "Số, ký hiệu", ("so", "so ky hieu", "so van ban"), "12-KH/ĐU"),
    ("title", "Trích yếu", ("trich yeu noi dung",), "Kế hoạch công tác của Đảng ủy năm 2026"),
    ("date", "Ngày văn bản", ("ngay", "ngay ban hanh", "ngay ky"), "05/01/2026"),
)
"""Rows of the sheet on the source document: field, heading, synonyms, example."""

TERMS = Terms(
    names={
        **{column.field.removeprefix("ro."): f"cột “{column.heading}”" for column in COLUMNS},
        "closes": "cột “Hạn”",
        "better": "cột “Cách tính”",
        "date": "“Ngày văn bản”",
        "name": "“Tên văn bản”",
        "number": "“Số, ký hiệu”",
        "phases.title": "tên bước",
        "phases.due": "hạn của bước",
        "phases.lead": "chủ trì của bước",
        "tasks.number": "cột “Số việc”",
        "phases.number": "cột “Số việc”",
    },
    expected={
        "title": "tên việc, không quá 200 chữ",
        "lead": "một chức danh của xã",
        "sector": "tên lĩnh vực, không quá 60 chữ",
        "due": "một ngày, như 31/12, 15h 20/10 hoặc hết tháng 11",
        "closes": "ngày kết thúc đợt",
        "opens": "ngày bắt đầu đợt",
        "repeats": "như ngày 31 hằng tháng, thứ Sáu cuối tháng",
        "kind": "Có hạn, Nhiều bước, Chỉ tiêu, Đợt hoặc Thường xuyên",
        "weight": "Khẩn, Trọng tâm hoặc Thường",
        "figure": "Cộng dồn, Phần trăm, Mức từ hoặc Mức không quá",
        "target": "một số lớn hơn 0, như 33 hoặc 97,5",
        "start": "một số từ 0, như 11 hoặc 97,5",
        "phases": "như dự thảo: 30/11; ban hành: 31/12",
        "date": "ngày có năm, như 05/01/2026",
        "number": "số, ký hiệu như 12-KH/ĐU, không quá 60 chữ",
        "tasks.number": "một số từ 1 đến 5000",
        "phases.number": "một số từ 1 đến 5000",
        "phases.lead": "một chức danh của xã",
        "phases.title": "một tên, không quá 200 chữ",
        "phases.due": "một ngày, như 31/12, 15h 20/10 hoặc hết tháng 11",
        "key": "chữ thường không dấu, số và gạch nối, như ket-nap-dang-vien, không quá 40 chữ",
        "quote": "một câu, không quá 500 chữ",
        "basis": "một câu, không quá 500 chữ",
        **{
            column.field.removeprefix("ro."): "một câu, không quá 500 chữ"
            for column in COLUMNS
            if column.field.startswith("ro.")
        },
    },
)


def unused(headings: Sequence[str]) -> str:
    return f"Cột không dùng: {', '.join(headings)}."


EXAMPLE = "Ví dụ"
HELP_HEADINGS = ("Cột", "Ghi gì")
HELP_NOTES = (
    "Mỗi hàng của trang “Kế hoạch” là một việc. Thứ tự cột tùy ý, tiêu đề có dấu hay không dấu.",
    "Gửi tệp này cho Nhắc việc để xem trước; còn lỗi hoặc chưa đồng ý thì chưa ghi gì.",
    "Không ghi tên người; không đưa nội dung thuộc bí mật nhà nước vào tệp này.",
)
