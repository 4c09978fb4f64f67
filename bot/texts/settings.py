"""Sentences on wrong settings: what is wrong and what is expected."""

from collections.abc import Sequence

BAD_PUBLIC_URL = (
    "PUBLIC_URL: cần địa chỉ https:// mà từ Internet vào được, ví dụ https://nhac.xa.vn"
)
NOT_TEXT = "không phải chữ UTF-8"
BAD_OWNER = (
    "OWNER_DATABASE_URL: chỉ dùng với PostgreSQL, cùng cơ sở dữ liệu với DATABASE_URL, dạng "
    "postgresql+psycopg://…"
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


def empty_file(name: str, path: str) -> str:
    """Says that a file that should hold a secret is empty."""
    return f"{name}: tệp {path} đang trống; ghi mã vào đó, hoặc bỏ dòng {name}."


def set_twice(name: str) -> str:
    """Says that a secret is set both itself and by a file."""
    return f"{name} và {name}_FILE cùng được đặt; chỉ giữ một."


def misspelt(name: str, near: str) -> str:
    return f"{name}: không có cấu hình tên này; có phải {near}?"


def unreadable_env(path: str, reason: str) -> str:
    return f"{path}: không đọc được tệp cấu hình ({reason})."


def unreadable_line(place: str) -> str:
    """Says that a line of .env cannot be read. Its text is not shown: it may hold a secret."""
    return f"{place}: không đọc được; cần TÊN=giá trị, hoặc # ở đầu dòng ghi chú."


def unused(name: str) -> str:
    """Says that a name in .env is not a setting, and does not resemble one."""
    return f"{name} không phải cấu hình của chương trình, không dùng đến."
