"""What `nhacviec report` says."""

from collections.abc import Sequence

NAME = (
    "Báo cáo: period (kết quả kỳ), scores (theo cán bộ), overdue, soon, unreported, decide, open, "
    "done, on_time, late."
)
FORMAT = "Dạng tệp: docx, xlsx, pdf, png, ics."
FROM = "Từ ngày (2025-10-01); không ghi ngày nào thì là tháng vừa rồi hoặc tháng này."
TO = "Đến hết ngày (2025-10-31)."
UNIT = "Chỉ đơn vị này (tên hoặc tên tắt)."
SECTOR = "Chỉ lĩnh vực này."
PERSON = "Chỉ người này (họ tên hoặc chức danh)."
FORM = "Mẫu văn bản: party (Đảng), ubnd (ủy ban)."
OUTPUT = "Tệp kết quả; không ghi thì đặt theo tên báo cáo, trong thư mục này."
BACKWARD_DAYS = "--from đứng sau --to."

READING = "Đang đọc số liệu"
WRITING = "Đang dựng tệp"


def not_one_of(name: str, known: Sequence[str]) -> str:
    """What was named is not there."""
    return f"Không có “{name}”. Chọn một trong: {'; '.join(known)}."


def written(path: str, summary: Sequence[str]) -> str:
    """Where the file is, and what it says."""
    return "\n".join((f"Đã ghi {path}", *summary))
