"""What is wrong with a setting, and what is expected."""

BAD_TOKEN = "TELEGRAM_BOT_TOKEN: không phải mã của bot Telegram (dạng 123456:ABC…)."
BAD_ZALO_TOKEN = "ZALO_BOT_TOKEN: không phải mã của bot Zalo (dạng 123456:ABC…)."
BAD_PUBLIC_URL = (
    "PUBLIC_URL: cần địa chỉ https:// mà từ Internet vào được, ví dụ https://nhac.xa.vn"
)
BAD_DATABASE = "DATABASE_URL: cần sqlite:///… hoặc postgresql+psycopg://…"


def bad_url(name: str) -> str:
    """Not an address."""
    return f"{name}: cần địa chỉ bắt đầu bằng http:// hoặc https://."


def bad_number(name: str, least: float, greatest: float) -> str:
    """Not a number in its range."""
    return f"{name}: cần một số từ {least:g} đến {greatest:g}."
