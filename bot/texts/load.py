"""The words on the picture of the reminder load."""

from datetime import date

from bot.queries.load import Load
from bot.texts import days

A_DAY = "số tin nhắc một ngày"
ALL_POSTS = "mọi chức danh"


def title(load: Load) -> str:
    """From when to when."""
    span = f"{days.full(load.days[0])} đến {days.full(load.days[-1])}" if load.days else ""
    return f"Số tin nhắc theo ngày và chức danh, {span}"


def day(day: date) -> str:
    """A Monday under the picture."""
    return days.short(day)
