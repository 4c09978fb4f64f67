"""Days and times as officials write them."""

from datetime import date, datetime

from scheduler.calendar.working_time import VIETNAM
from scheduler.delivery.wording import Item

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def short(day: date) -> str:
    """A day as 28/11."""
    return f"{day.day}/{day.month}"


def full(day: date) -> str:
    """A day as 28/11/2025."""
    return f"{day.day}/{day.month}/{day.year}"


def dated(day: date) -> str:
    """A day as thứ Sáu 28/11/2025."""
    return f"{WEEKDAYS[day.weekday()]} {full(day)}"


def named(day: date, today: date) -> str:
    """A day as thứ Sáu 28/11, with the year if it is not that of `today`."""
    written = short(day) if day.year == today.year else full(day)
    return f"{WEEKDAYS[day.weekday()]} {written}"


def moment(at: datetime) -> str:
    """A moment in Vietnam as 08:00 thứ Sáu 28/11/2025."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {dated(local.date())}"


def clock(at: datetime) -> str:
    """The time of day of a moment in Vietnam, as 08:00."""
    return f"{at.astimezone(VIETNAM):%H:%M}"


def left(item: Item) -> str:
    """The working days left until an item is due, or how many it is late."""
    if item.days < 0:
        return f"quá hạn {lateness(-item.days, -item.working_days)}"
    if item.days == 0:
        return "hạn hôm nay"
    if item.days == 1:
        return "hạn ngày mai"
    if item.working_days == 0:
        return f"còn {item.days} ngày, đều là ngày nghỉ"
    return f"còn {item.working_days} ngày làm việc"


def lateness(days: int, working_days: int) -> str:
    """How late something is in working days, or in days if none of them was worked."""
    return f"{working_days} ngày làm việc" if working_days > 0 else f"{days} ngày, đều là ngày nghỉ"
