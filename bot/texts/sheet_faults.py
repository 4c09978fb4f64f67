"""Sentences on faults of an Excel plan: what is wrong and what is expected."""

from collections.abc import Sequence

from bot.texts import plan_columns as columns
from bot.texts.plan_faults import quoted


def same_column(heading: str) -> str:
    return f"hai cột cùng nghĩa “{heading}”; cần giữ một cột"


def not_yes_or_no(field: str, text: str) -> str:
    """Says that a cell has to be x or empty."""
    return f"{columns.TERMS.names[field]}: {quoted(text)} không rõ; cần x hoặc để trống"


NUMBER_OF_MANY = (
    "cột “Số việc” chỉ dùng cho hàng có một việc hoặc một bước; cần mỗi bước một hàng, "
    "hoặc để trống số"
)
HIDDEN_ROW = "hàng này đang ẩn mà có việc; cần cho hiện lại nếu giao việc ấy, hoặc xóa hàng"


def hidden_column(heading: str) -> str:
    return f"cột {quoted(heading)} đang ẩn; cần cho hiện lại nếu dùng cột ấy, hoặc xóa cột"


def hidden_sheet(name: str) -> str:
    return f"trang {quoted(name)} đang ẩn mà có bảng kế hoạch; cần cho hiện lại, hoặc xóa trang"


def second_sheet(name: str, chosen: str) -> str:
    """Says that two visible sheets hold a plan."""
    return (
        f"trang {quoted(name)} và trang {quoted(chosen)} đều có bảng kế hoạch; "
        "cần một trang trong mỗi tệp"
    )


def same_row(line: int) -> str:
    """Says that the row repeats another."""
    return f"hàng này giống hệt hàng {line}; cần xóa một hàng, hoặc ghi cho khác nhau"


def formula_without_value(cell: str) -> str:
    """Says that a formula has no value in the file, as it was never computed."""
    how = "cần mở bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị"
    return f"ô {cell} là công thức chưa có kết quả; {how}"


def several_leads(names: Sequence[str]) -> str:
    listed = ", ".join(map(quoted, names))
    return f"cột “Chủ trì” có nhiều chức danh: {listed}; cần đúng một, còn lại ghi ở cột “Phối hợp”"


def no_column(field: str) -> str:
    """Says that a column that every plan needs is missing."""
    return f"thiếu {columns.TERMS.names[field]}; cần {columns.TERMS.expected[field]}"


def no_year(text: str) -> str:
    """Says that the date of the document has no year."""
    return f"“Ngày văn bản” {quoted(text)} không có năm; cần như 05/01/2026"
