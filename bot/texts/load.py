"""Words on the chart of reminders per day and post."""

from datetime import date

from bot.queries.load import Load
from bot.texts import days

REMINDERS_PER_DAY = "số tin nhắc một ngày"
ALL_POSTS = "mọi chức danh"


def title(load: Load) -> str:
    span = f"{days.full(load.days[0])} đến {days.full(load.days[-1])}" if load.days else ""
    return f"Số tin nhắc theo ngày và chức danh, {span}"


def day(day: date) -> str:
    """The label of a Monday on the chart's axis."""
    return days.short(day)
