"""Problems of settings: what is wrong and what is expected."""

from collections.abc import Sequence

BAD_PUBLIC_URL = (
    "PUBLIC_URL: cần địa chỉ https:// mà từ Internet vào được, ví dụ https://nhac.xa.vn"
)
BAD_DATABASE = "DATABASE_URL: cần sqlite:///… hoặc postgresql+psycopg://…"

WORKERS_NEED_A_SERVER = (
    "ENGINE=workers: cần DATABASE_URL là postgresql+psycopg://… để nhiều máy dùng chung."
)
WORKERS_ARE_CALLED = (
    "ENGINE=workers: có bot thì cần PUBLIC_URL để Telegram, Zalo gửi tin đến; "
    "nhiều máy không cùng hỏi lấy tin của một bot được."
)


def bad_token(name: str, platform: str) -> str:
    return f"{name}: không phải mã của bot {platform.capitalize()} (dạng 123456:ABC…)."


def bad_url(name: str) -> str:
    return f"{name}: cần địa chỉ bắt đầu bằng http:// hoặc https://."


def bad_number(name: str, least: float, greatest: float) -> str:
    return f"{name}: cần một số từ {least:g} đến {greatest:g}."


def bad_choice(name: str, choices: Sequence[str]) -> str:
    return f"{name}: cần một trong: {', '.join(choices)}."


def no_folder(name: str, path: str) -> str:
    return f"{name}: không có thư mục {path}."


def unreadable_file(name: str, path: str) -> str:
    return f"{name}: không đọc được tệp {path}."
