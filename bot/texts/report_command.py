"""Help and output of `nhacviec report`."""

from collections.abc import Mapping, Sequence

from bot.texts import list_report

CALLED: Mapping[str, str] = {
    "period": "kết quả kỳ",
    "scores": "theo cán bộ",
    **{asked.value: name.lower() for asked, name in list_report.NAMES.items()},
}
"""By report: its subject."""
FROM = "Từ ngày (2025-10-01); không ghi ngày nào thì là tháng vừa rồi hoặc tháng này."
TO = "Đến hết ngày (2025-10-31)."
UNIT = "Chỉ đơn vị này (tên hoặc tên tắt)."
SECTOR = "Chỉ lĩnh vực này (tên hoặc tên tắt)."
PERSON = "Chỉ người này (họ tên, tên gọi hoặc chức danh)."
FORM = "Mẫu văn bản: party (Đảng), ubnd (ủy ban)."
OUTPUT = "Tệp kết quả; không ghi thì đặt theo tên báo cáo, trong thư mục này."

READING = "Đang đọc số liệu"
WRITING = "Đang dựng tệp"


def name_list(reports: Sequence[str]) -> str:
    descriptions = (f"{name} ({CALLED[name]})" if name in CALLED else name for name in reports)
    return f"Báo cáo: {', '.join(descriptions)}."


def format_list(names: Sequence[str]) -> str:
    return f"Dạng tệp: {', '.join(names)}."


def not_one_of(name: str, known: Sequence[str]) -> str:
    return f"Không có “{name}”. Chọn một trong: {'; '.join(known)}."


def several(name: str, known: Sequence[str]) -> str:
    return f"“{name}” có thể là {'; '.join(known)}. Xin ghi rõ họ tên hoặc chức danh."


def written(path: str, summary: Sequence[str]) -> str:
    return "\n".join((f"Đã ghi {path}", *summary))
