"""Lines that `nhacviec check` prints."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import days
from storage.audit import ChainFault

AUDIT = "Chỉ kiểm tra nhật ký thay đổi: dòng nào bị sửa, thêm hoặc mất."
BROKEN = {
    ChainFault.CHANGED: "Nhật ký: dòng {place} đã bị sửa hoặc không nối với dòng trước.",
    ChainFault.MISSING: "Nhật ký: mất dòng, bắt đầu từ dòng {place}.",
    ChainFault.CUT: "Nhật ký: mất các dòng cuối, bắt đầu từ dòng {place}.",
    ChainFault.NOT_IN_CHAIN: "Nhật ký: có dòng do chương trình khác ghi (mã {place}).",
}
SETTINGS = "Cấu hình: đọc được."
NEWER = "Cơ sở dữ liệu: do bản mới hơn ghi; hãy dùng bản chương trình mới hơn."

LETTERS = "ĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""A font with these letters has every Vietnamese letter."""


def finding_line(sound: bool, text: str) -> str:
    """One finding with its mark: good or bad."""
    return f"{'tốt ' if sound else 'LỖI '} {text}"


def no_database(reason: str) -> str:
    return f"Cơ sở dữ liệu: không mở được ({reason}); xem lại DATABASE_URL."


def schema_line(standing: str | None, newest: bool) -> str:
    """The line on the schema: its revision (None: no tables), and whether it is the newest."""
    if standing is None:
        return "Cơ sở dữ liệu: chưa có; nạp kế hoạch trước, ví dụ: nhacviec import plans/…"
    later = "" if newest else ", sẽ nâng cấp (có sao lưu trước) khi chạy"
    return f"Cơ sở dữ liệu: mở được, bản {standing}{later}."


def integrity(faults: Sequence[str]) -> str:
    """The line on the faults that the database found in itself."""
    if not faults:
        return "Cơ sở dữ liệu: tự kiểm tra toàn vẹn, không có lỗi."
    return f"Cơ sở dữ liệu: bị hỏng ({'; '.join(faults[:3])}); hãy khôi phục từ bản sao lưu."


def evidence_lost(commune: str, numbers: Sequence[int]) -> str:
    """Says that evidence files of a commune, for items of these numbers, are missing or changed."""
    of = f" của việc {', '.join(map(str, numbers))}" if numbers else ""
    return (
        f"Minh chứng của {commune}: có tệp{of} bị mất hoặc bị đổi; khôi phục từ bản sao lưu hoặc "
        "đề nghị nộp lại."
    )


def chain_cut(commune: str, place: int, copy: str) -> str:
    """Says that the row at which a backup's audit chain ended is missing or changed."""
    return (
        f"Nhật ký thay đổi của {commune}: dòng {place} có trong bản sao lưu {copy} đã mất hoặc bị "
        "thay."
    )


def chain_ends_whole(count: int) -> str:
    """Says that the audit chains continue those of all `count` backups."""
    return f"Nhật ký thay đổi: khớp với {count} bản sao lưu."


def last_tick(at: datetime | None) -> str:
    """The line on the engine's last tick; None: never."""
    return f"Lượt làm việc gần nhất: {days.moment(at) if at else 'chưa có; chạy nhacviec run'}."


def ready_messages(count: int, oldest: datetime | None) -> str:
    """The line on ready messages: their number, and since when the oldest waits."""
    if oldest is None:
        return "Tin chờ gửi: không có tin nào quá giờ."
    return f"Tin chờ gửi: {count}, cũ nhất từ {days.moment(oldest)}."


def messages_put_aside(count: int) -> str:
    return f"Tin nhận chưa xử lý được, đã để riêng: {count}."


def last_backup(at: datetime | None) -> str:
    """The line on the newest nightly backup; None: there is none."""
    return f"Bản sao lưu gần nhất: {days.moment(at) if at else 'chưa có; chạy nhacviec backup'}."


def font(name: str, whole: bool) -> str:
    """The line on the charts' font, and whether it has every letter."""
    return f"Phông chữ của hình vẽ: {name}, {'đủ' if whole else 'thiếu'} chữ tiếng Việt."


def not_writable(place: str) -> str:
    """Says that this account cannot write to a folder of ours, or to the database's file."""
    return f"{place}: không ghi được; xem chủ sở hữu và quyền ghi."


def free_space(place: str, size: int) -> str:
    """The line on a disk's free space (`size` in bytes)."""
    return f"Ổ đĩa của {place}: còn {size / 1_073_741_824:.1f} GB."


def unreachable(platform: str) -> str:
    return f"{platform}: không liên lạc được."


def token_answer(platform: str, name: str) -> str:
    """The line on a token: the name of its bot, '' if the platform refuses the token."""
    return f"{platform}: bot {name}." if name else f"{platform}: mã bot không được chấp nhận."


def row_security(held: bool) -> str:
    """The line on whether row-level security is in force; a superuser bypasses it."""
    if held:
        return "Dữ liệu các xã: PostgreSQL giữ riêng từng xã."
    return "Dữ liệu các xã: tài khoản là superuser nên PostgreSQL không giữ riêng từng xã."


def owner(owns: bool) -> str:
    """Whether the program's role owns the tables, so that it could lift row-level security."""
    if owns:
        return "Dữ liệu các xã: tài khoản của chương trình là chủ các bảng; đặt OWNER_DATABASE_URL."
    return "Dữ liệu các xã: tài khoản của chương trình không phải chủ các bảng."


def folder_without_commune(name: str) -> str:
    """Says that a folder of tokens is not named by any commune's key."""
    return f"SECRETS_DIR/{name}: không có xã mang khóa này."


def no_token(where: str) -> str:
    """Says that a file has no readable token."""
    return f"SECRETS_DIR/{where}: không đọc được mã bot (dạng 123456:ABC…)."


def same_token(places: Sequence[str]) -> str:
    """Says that several communes have one token, so only one would receive messages."""
    return f"Cùng một mã bot ở nhiều xã: {', '.join(places)}."


def tokens(count: int, answering: int) -> str:
    return f"Mã bot của các xã: {count} mã, {answering} bot trả lời."


def clock_skew(platform: str, seconds: float) -> str:
    """The line on the difference between the machine's clock and the platform's."""
    return f"Đồng hồ máy lệch {abs(seconds):.0f} giây so với {platform}."


def chain_end(commune: str, place: int, digest: str) -> str:
    """The line on the last entry of a commune's audit chain, to be noted and compared later."""
    end = f", dòng cuối {digest[:16]}" if place else ""
    return f"Nhật ký thay đổi của {commune}: {place} dòng{end}."
