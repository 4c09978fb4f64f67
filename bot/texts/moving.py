"""Help and output of `nhacviec move`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.moving.rows import TableDigest

MOVE = "Chuyển toàn bộ dữ liệu sang cơ sở dữ liệu khác (SQLite, PostgreSQL); bản cũ giữ nguyên."
TO = "Cơ sở dữ liệu đích, còn trống: postgresql://nguoi-dung@may-chu/ten-csdl hoặc sqlite:///tệp."
COPYING = "Đang chuyển và đối chiếu"
TARGET_IS_SOURCE = "Đích chính là cơ sở dữ liệu đang dùng (DATABASE_URL)."
BAD_TARGET = "--to: cần địa chỉ dạng postgresql://nguoi-dung@may-chu/ten-csdl hoặc sqlite:///tệp."
NO_SOURCE = "Chưa có dữ liệu nào để chuyển: cơ sở dữ liệu trong DATABASE_URL chưa có xã nào."
STILL_RUNNING = (
    "Đang có chương trình chạy trên một trong hai cơ sở dữ liệu. Dừng lại rồi chuyển, "
    "kẻo mất những gì ghi trong lúc chuyển."
)
HALF_MOVED = (
    "Cơ sở dữ liệu này đang chuyển dở, chưa dùng được. "
    "Để chuyển nốt, chạy lại nhacviec move với DATABASE_URL là bản cũ."
)
CHANGED = (
    "Bản cũ đã thay đổi từ lần chuyển dở trước, phần đã chép không còn đúng. "
    "Tạo lại cơ sở dữ liệu đích cho trống rồi chuyển lại từ đầu. Bản cũ còn nguyên."
)
NEWER_TARGET = "Cơ sở dữ liệu đích do bản mới hơn ghi. Hãy dùng bản chương trình mới hơn."


def unreachable(reason: str) -> str:
    return f"Không mở được cơ sở dữ liệu đích: {reason}"


def not_empty(table: str) -> str:
    return f"Đích đã có dữ liệu (bảng {table}). Chỉ chuyển vào cơ sở dữ liệu trống; chưa ghi gì."


def row_refused(where: str) -> str:
    return (
        f"Đích không nhận một giá trị ở {where}: quá dài, hoặc có ký tự lạ. "
        "Bản cũ còn nguyên. Sửa giá trị đó rồi chạy lại, sẽ chuyển tiếp từ chỗ dở."
    )


def copy_differs(table: str) -> str:
    """Says that this table differs after the copy; the source is unchanged, the copy unusable."""
    return f"Đối chiếu thấy bảng {table} hai bên khác nhau. Bản cũ còn nguyên; đừng dùng bản mới."


def copy_done(seen: Sequence["TableDigest"], url: str) -> list[str]:
    """Lists the rows copied by table, and the setting to write into .env."""
    lines = [
        f"{each.name:<14} {each.rows:>9} dòng  {each.digest[:16]}" for each in seen if each.rows
    ]
    lines.append(
        f"Đã chuyển {sum(each.rows for each in seen)} dòng; số dòng và mã băm hai bên khớp."
    )
    lines.append(f"Ghi vào .env rồi chạy lại chương trình:\nDATABASE_URL={url}")
    if "***" in url:
        lines.append("(thay *** bằng mật khẩu)")
    lines.append("Bản cũ còn nguyên; giữ đến khi bản mới chạy ổn rồi hãy cất đi, đừng chạy nó nữa.")
    return lines
