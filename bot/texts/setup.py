"""Prompts and output of `nhacviec setup`."""

from collections.abc import Sequence
from pathlib import Path

from bot.texts.reach import NAMES

SETUP = "Hướng dẫn cài đặt lần đầu: mã bot, kế hoạch, tên xã, mã kết nối. Chạy lại được."
WELCOME = (
    "Cài đặt Nhắc việc trong thư mục này. Enter để giữ nguyên hoặc bỏ qua; Ctrl+C để dừng, "
    "chạy lại lúc nào cũng được."
)
WHERE = {
    "telegram": "Mã bot Telegram: nhắn /newbot cho @BotFather trong Telegram rồi dán mã vào đây.",
    "zalo": "Mã bot Zalo: tạo bot ở Zalo Bot Platform rồi dán mã vào đây.",
}
NO_TOKEN = "Đây không phải mã của bot (dạng 123456:ABC…). Chép lại cả dòng rồi dán lần nữa."  # nosec B105 # a sentence about a token
PAGE = (
    "Địa chỉ trang web trong cơ quan mà cán bộ gõ vào trình duyệt, ví dụ http://10.20.1.5:8080. "
    "Không dùng trang web thì bỏ qua."
)
PAGE_PROMPT = "Địa chỉ"
BAD_PAGE = "Cần địa chỉ như http://10.20.1.5:8080, bắt đầu bằng http:// hoặc https://."
TRAINING = (
    "Chưa có mã bot và chưa có trang web nên chương trình chạy tập dượt với kế hoạch mẫu: "
    "nhacviec run, rồi mở địa chỉ in ra. Khi có mã, chạy lại nhacviec setup."
)
DONE = "Xong. Chạy chương trình: nhacviec run. Kiểm tra bất cứ lúc nào: nhacviec check."
NO_PLAN_IMPORTED = "Chưa nạp kế hoạch. Khi có, chạy lại nhacviec setup."
MANY = (
    "Cơ sở dữ liệu này có nhiều xã. Nạp kế hoạch, cấp mã cho từng xã bằng nhacviec import, "
    "nhacviec invite --commune."
)
PLAN = "Kế hoạch: chọn một số dưới đây, hoặc gõ đường dẫn tệp .yaml của cơ quan."
PLAN_PROMPT = "Số hoặc tệp"
YEAR_PROMPT = "Năm của kế hoạch"
AGAIN_WITH_PLAN = "Chưa nạp gì. Sửa tệp rồi gõ lại, chọn kế hoạch khác, hoặc Enter để bỏ qua."
KEPT_PLAN = "kế hoạch đã nạp"
NAME_PROMPT = "Tên xã"
PLACE_PROMPT = "Thuộc tỉnh, thành phố"
BAD_NAME = "Cần tên, ví dụ: xã Bình Minh; không quá 200 chữ."
NO_SECRETARY = "Kế hoạch không có chức danh Chánh Văn phòng (rank: secretary), nên chưa cấp mã."
ASK_NEW_CODE = "Cấp mã mới cho chức danh này?"


def token_of(platform: str) -> str:
    """The prompt for a token, whose input is hidden."""
    return f"Mã {NAMES[platform]} (không hiện khi gõ)"


def bot_is(platform: str, name: str) -> str:
    return f"{NAMES[platform]}: bot {name}, mã dùng được."


def refused(platform: str) -> str:
    return f"{NAMES[platform]} không nhận mã này. Xem lại mã, hoặc Enter để bỏ qua."


def unreachable(platform: str) -> str:
    return (
        f"Không liên lạc được {NAMES[platform]} nên chưa kiểm tra được mã. Kiểm tra mạng của máy."
    )


def keep_anyway(platform: str) -> str:
    return f"Vẫn ghi mã {NAMES[platform]} này?"


def set_in_environment(name: str) -> str:
    """Says that the environment sets this value, which takes precedence over .env."""
    return f"{name} đang đặt bằng biến môi trường (hoặc tệp mã), không đổi ở đây."


def settings_written(path: Path, names: Sequence[str]) -> str:
    return f"Đã ghi {', '.join(names)} vào {path} (chỉ tài khoản này đọc được)."


def kept_settings(path: Path, names: Sequence[str]) -> str:
    return f"{', '.join(names)} trong {path}"


def kept_copy(path: Path) -> str:
    return f"tệp {path}"


def setup_stopped(kept: Sequence[str]) -> str:
    """Says that the set-up was stopped; `kept`: what it had done by then."""
    done = f"Đã giữ: {'; '.join(kept)}." if kept else "Chưa ghi gì."
    return f"Đã dừng. {done} Chạy lại nhacviec setup để làm tiếp."


def bad_year(first: int, last: int) -> str:
    return f"Cần một năm từ {first} đến {last}, ví dụ {first + 1}."


def cannot_write(path: Path, reason: str) -> str:
    return f"Không ghi được {path}: {reason}."


def plan_line(number: int, name: str) -> str:
    return f"  {number}. {name}"


def no_plan(said: str) -> str:
    """Says that the answer is neither a number of the list nor a file."""
    return f"Không có “{said}”. Gõ một số trong danh sách, hoặc đường dẫn tệp."


def commune_present(name: str, count: int) -> str:
    """Says that this commune is stored, with `count` open milestones; Enter adds no plan."""
    return f"Đã có {name}: {count} việc còn mở. Muốn nạp thêm kế hoạch thì chọn, không thì Enter."


def plan_copied(path: Path) -> str:
    """Says that a copy of the plan was written into this folder."""
    return (
        f"Đã chép kế hoạch vào {path}. Chức danh, việc của xã khác thì sửa tệp này rồi nạp lại: "
        f"nhacviec import {path}"
    )


def copy_there(path: Path) -> str:
    """Says that a copy exists already and is used as it is."""
    return f"Đã có tệp {path}, nạp tệp đó (không chép đè)."


def holders_linked(post: str, names: Sequence[str]) -> str:
    """Says which holders of the post have a chat."""
    return f"{post}: {', '.join(names)} đã kết nối."
