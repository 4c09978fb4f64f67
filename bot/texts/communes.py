"""Help and output of `nhacviec commune`, and the page of a suspended commune."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.texts import days

COMMUNES = "Các xã của cơ sở dữ liệu: thêm, xem, tạm dừng, mở lại."
ADD = "Thêm một xã. Kế hoạch nạp sau bằng nhacviec import."
LIST = "Mỗi xã một dòng: khóa, tên, số người đã kết nối, số việc đang mở, bot, tình trạng."
SUSPEND = "Tạm dừng một xã: không nhắc, không gửi; tin gửi đến vẫn được giữ."
RESUME = "Mở lại một xã: xử lý tin đã giữ, nhắc lại từ bước mới nhất."

KEY = "Khóa của xã: chữ thường không dấu, số, dấu gạch nối, ví dụ xa-an-hai."
NAME = "Tên của xã, ví dụ “Xã An Hải”."
PLACE = "Địa danh ghi trên văn bản, ví dụ “An Hải”."

BAD_KEY = "Khóa của xã chỉ gồm chữ thường không dấu, số và dấu gạch nối, dài nhất 40 ký tự."
BAD_NAME = "Tên của xã không được trống và dài nhất 200 ký tự."
SUSPENDED_PAGE = (
    "Xã đang tạm dừng dùng Nhắc việc. Tin đã gửi vẫn được giữ và sẽ được xử lý khi mở lại."
)
NONE = "Chưa có xã nào. Thêm bằng nhacviec commune add, hoặc nạp một kế hoạch."


@dataclass(frozen=True, slots=True)
class CommuneListing:
    """One line of `commune list`; `bots` are platform names, `suspended_at` is aware or None."""

    key: str
    name: str
    people: int
    open: int
    bots: tuple[str, ...]
    suspended_at: datetime | None


def key_exists(key: str) -> str:
    return f"Đã có xã mang khóa {key}."


def unknown_key(key: str, known: Sequence[str]) -> str:
    return f"Không có xã mang khóa {key}. Các xã: {', '.join(known) or '(chưa có xã nào)'}."


def commune_added(key: str, name: str, tokens: Sequence[str]) -> list[str]:
    """Says that the commune is added, and what to do next; `tokens`: paths of its token files."""
    lines = [f"Đã thêm {name}, khóa {key}."]
    if tokens:
        lines.append(f"Đặt mã bot vào {' hoặc '.join(tokens)}.")
    else:
        lines.append("Muốn xã có bot riêng thì đặt SECRETS_DIR; mã đặt trong thư mục con của xã.")
    lines.append(f"Tiếp theo: nạp kế hoạch có commune.key là {key}, rồi cấp mã bằng lệnh")
    lines.append(f'nhacviec invite "Chánh Văn phòng Đảng ủy" --commune {key}')
    return lines


def commune_made(key: str, name: str, dry_run: bool) -> str:
    """Says that an import adds the commune that its file states."""
    will = "Sẽ lập" if dry_run else "Đã lập"
    return f"{will} xã mới theo tệp: {name}, khóa {key}. Nạp cho xã đã có thì ghi thêm --commune."


def commune_lines(rows: Iterable[CommuneListing]) -> list[str]:
    return [
        f"{row.key}  {row.name}  {row.people} người  {row.open} việc đang mở  "
        f"{', '.join(row.bots) or 'chưa có bot'}{_state(row)}"
        for row in rows
    ]


def _state(row: CommuneListing) -> str:
    return "" if row.suspended_at is None else f"  TẠM DỪNG từ {days.moment(row.suspended_at)}"


def suspended(name: str, at: datetime) -> str:
    return (
        f"{name} tạm dừng từ {days.moment(at)}: không nhắc, không gửi tin, không trả lời; "
        "tin gửi đến vẫn được giữ. Mở lại bằng nhacviec commune resume."
    )


def resumed(name: str) -> str:
    return f"{name} hoạt động trở lại; tin đã giữ được xử lý, việc đến hạn được nhắc ngay."


def not_suspended(name: str) -> str:
    return f"{name} không bị tạm dừng."
