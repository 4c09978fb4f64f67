"""Faults of the numbers of a quota in a plan."""

from decimal import Decimal

from bot.texts.amounts import digits

VILLAGES_OF_SUM = "chỉ số cộng dồn mới chia theo thôn; cần bỏ villages, hoặc ghi figure: sum"
ONLY_LEVELS_LOWER = (
    "chỉ mức phải giữ (figure: level) mới tính là không quá (better: lower); cần sửa cách tính"
)
MORE_THAN_WHOLE = "một mức tính bằng % không quá 100; cần số từ 0 đến 100"


def too_exact(number: Decimal, most: int) -> str:
    """Says that a number has more decimal places than the quota counts."""
    return f"{digits(number)} có quá {most} chữ số thập phân; cần số tròn hơn, hoặc sửa decimals"
