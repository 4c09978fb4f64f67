"""Sentences of the web chat and training mode that are not in the templates."""

from datetime import datetime, timedelta

from bot.texts import days, filing
from scheduler.calendar.working_time import VIETNAM, local_day

WRONG_CODE = "Mã không đúng, đã dùng hoặc đã hết hạn. Đồng chí kiểm tra lại hoặc xin mã mới."
TYPE_A_CODE = "Đồng chí nhập mã một lần do Văn phòng cấp."
SIGN_IN_AGAIN = "Phiên làm việc đã hết. Đồng chí đăng nhập lại."
CODES_WAITING = "Đang có nhiều người nhập mã cùng lúc. Đồng chí thử lại sau ít giây."
UPLOADING = "Đồng chí đang gửi hai tin có tệp cùng lúc; tin này chờ gửi sau."
RELOAD = "Trang đã mở quá lâu. Đồng chí tải lại trang rồi gửi lại."
TOO_MANY_WINDOWS = "Đồng chí đang mở quá nhiều cửa sổ của trang này; đóng bớt rồi tải lại."
NOT_FOR_YOU = "Mục này do Văn phòng và lãnh đạo dùng."
NOTHING_TO_SEND = "Tin trống, chưa gửi."
TOO_LONG = "Tin dài quá 4.000 ký tự; đồng chí chia thành nhiều tin."
NO_SUCH_BUTTON = "Nút này không còn; đồng chí gõ câu trả lời."
NO_SUCH_FILE = "Tệp không còn trên máy chủ; đồng chí gõ lại câu đã hỏi để lập lại tệp."
NO_SUCH_SENT_FILE = "Tệp này không còn ở đây; bản đã lưu làm minh chứng do Văn phòng giữ."
NOT_UNDERSTOOD = "Trang gửi yêu cầu mà chương trình không hiểu."
NOT_A_DAY = "Chưa rõ là ngày nào; ghi như 31/12/2025 hoặc mùng 6 Tết."
ONLY_FORWARD = "Đồng hồ chỉ đi tới: chọn một lúc sau lúc này, trong vòng hai năm."


def too_many_codes(until: datetime) -> str:
    """Says that after too many wrong codes this address may use only a person's own until then."""
    return (
        f"Nhập sai nhiều lần từ máy hoặc mạng này. Đồng chí thử lại sau {time_of_day(until)}; nếu "
        "đã kết nối kênh khác, gõ “mã web” ở đó để có mã dùng được ngay."
    )


def too_many_files(most: int) -> str:
    return f"Mỗi tin gửi được tối đa {most} tệp. Đồng chí chia thành nhiều tin."


def uploads_full(most: int, kept: timedelta) -> str:
    """Says that the uploads reached their quota of `most` bytes; each is kept for a time."""
    return (
        f"Trong {kept.days} ngày qua cả cơ quan đã gửi {filing.size_in_words(most)} tệp từ trang "
        "này, hết chỗ chứa; tin này chưa gửi. Đồng chí gửi tệp qua kênh khác, hoặc gửi lại sau vài "
        "ngày."
    )


def not_a_kept_kind(name: str) -> str:
    """Says that a file's kind is not accepted."""
    return (
        f"{filing.file_in_words(name)} {filing.WHY['bad_kind']}; chưa gửi. Đồng chí bỏ tệp này ra."
    )


def time_of_day(moment: datetime) -> str:
    """The time of day in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%H:%M}"


def moment_words(moment: datetime) -> str:
    """A moment in Vietnam, with its weekday."""
    return f"{days.dated(local_day(moment))} {time_of_day(moment)}"


def clock_advanced(sent: int) -> str:
    """Says how many messages were sent after the training clock was moved."""
    return f"Vừa gửi {sent} tin." if sent else "Không có tin nào phải gửi."
