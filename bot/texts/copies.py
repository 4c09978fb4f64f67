"""Output of `nhacviec backup` and `restore`, and notices about backups to the secretary."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from bot.texts import days, filing
from bot.texts.answers import say
from bot.texts.restoring import ended_again_sentence
from scheduler.work.end_after_restore import EndedCounts
from storage.manifest import EndedKind

BACKUP = "Sao lưu cơ sở dữ liệu, kể cả khi chương trình đang chạy."
RESTORE = "Khôi phục cơ sở dữ liệu từ một bản sao lưu; bản đang dùng được giữ lại."
BACKUP_FILE = "Tệp sao lưu sẽ ghi; bỏ trống thì ghi vào BACKUP_DIR như mỗi đêm."
RESTORE_FILE = "Tệp sao lưu."
REPLACE = "Cho phép thay cơ sở dữ liệu đang có dữ liệu; bản cũ được giữ lại."
RESEND = "Gửi lại, hoặc không, những tin đến hạn từ lúc sao lưu đến nay. Không nói thì hỏi."

COPYING = "Đang sao lưu và mở kiểm tra bản sao"
READING = "Đang đọc kiểm tra bản sao lưu"

BEFORE_RESTORE = "truoc-khoi-phuc"
EMPTY = "co-so-trong"
WOULD_REPLACE = (
    "Cơ sở dữ liệu đang có dữ liệu. Thêm --replace để thay; bản đang dùng sẽ được giữ lại."
)
HALF_RESTORED = (
    "Lần khôi phục trước bị dừng giữa chừng: chạy lại lệnh “nhacviec restore TỆP --replace” trước "
    "khi dùng tiếp."
)
NIGHT_FAILED = say(
    "Đêm qua chưa sao lưu được dữ liệu. Chương trình vẫn chạy và sẽ tự thử lại. "
    "Đồng chí báo người quản trị máy kiểm tra ổ đĩa (lệnh “nhacviec check”)."
)


def backup_exists(path: str) -> str:
    """Says that the file exists: a backup never overwrites one."""
    return f"{path}: đã có tệp này; chọn tên khác."


def backup_written(path: str, size: int) -> str:
    return f"Đã sao lưu vào {path} ({filing.size_in_words(size)}), đã mở kiểm tra."


def not_a_backup(path: str) -> str:
    return f"{path}: không phải bản sao lưu nguyên vẹn của chương trình này. Chưa thay đổi gì."


def replaced_database_kept(path: str) -> str:
    """Says where the replaced database is kept."""
    return f"Cơ sở dữ liệu trước đó được giữ tại {path}."


def backup_restored(since: datetime | None) -> str:
    """Says that the backup is restored; `since`: its last tick, None if it has none."""
    return "Đã khôi phục." if since is None else f"Đã khôi phục về lúc {days.moment(since)}."


def ask_resend(count: int, since: datetime) -> str:
    """Asks whether `count` reminders due since the backup are sent again."""
    return f"Từ {days.moment(since)} đến nay có {count} lượt nhắc có thể đã gửi. Gửi lại?"


def reminders_not_resent(count: int, since: datetime) -> str:
    """Says that the reminders due since the backup count as sent."""
    return f"{count} lượt nhắc từ {days.moment(since)} đến nay coi như đã gửi, không gửi lại."


LIST_UNREADABLE = (
    "Không đọc được cơ sở dữ liệu đang có: những kết nối ngắt, dữ liệu cá nhân xóa sau bản sao lưu "
    "gần nhất có thể trở lại; đồng chí kiểm tra lại sau khi khôi phục."
)


def ended_again(found: Collection[EndedCounts]) -> list[str]:
    """Lists what was ended again in all communes together."""
    total: Counter[EndedKind] = sum((each.counts for each in found), Counter())
    unlinked = [name for each in found for name in each.unlinked]
    lines = [f"Đã kết thúc mọi phiên đăng nhập, mọi mã chưa dùng.{ended_again_sentence(total)}"]
    if unlinked:
        lines.append(f"Chưa có người nhận tin, cần cấp mã mới: {', '.join(unlinked)}.")
    return lines


def files_mended(count: int) -> str:
    """Says that changed evidence files were replaced by those of the backup."""
    return f"Đã thay {count} tệp minh chứng bị đổi bằng tệp trong bản sao lưu."
