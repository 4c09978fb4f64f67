"""Days and times as officials write them."""

from datetime import date, datetime, time

from scheduler.calendar.deadline import Deadline
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


def hour_of_day(hour: time) -> str:
    """A time of day as 15h or 16h30."""
    return f"{hour.hour}h{hour.minute:02}" if hour.minute else f"{hour.hour}h"


def no_such_hour(words: str) -> str:
    """Says that words like an hour are none."""
    return f"Không có giờ “{words}”; giờ từ 0h đến 24h."


def with_hour(hour: time | None, day: str) -> str:
    """A day in words, with its hour before it if it has one: 15h thứ Sáu 28/11."""
    return f"{hour_of_day(hour)} {day}" if hour is not None else day


def deadline(due: Deadline) -> str:
    """A deadline as 28/11/2025, with its hour as 15h 28/11/2025."""
    return with_hour(due.hour, full(due.on))


def until(due: Deadline, today: date) -> str:
    """A deadline as thứ Sáu 28/11, with its hour as 15h thứ Sáu 28/11."""
    return with_hour(due.hour, named(due.on, today))


def moment(at: datetime) -> str:
    """A moment in Vietnam as 08:00 thứ Sáu 28/11/2025."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {dated(local.date())}"


def clock(at: datetime) -> str:
    """The time of day of a moment in Vietnam, as 08:00."""
    return f"{at.astimezone(VIETNAM):%H:%M}"


def due(item: Item, today: date) -> str:
    """An item's due date as thứ Sáu 28/11, with its hour."""
    return until(item.deadline, today)


def due_short(item: Item) -> str:
    """An item's due date as 28/11, with its hour."""
    return with_hour(item.due_time, short(item.due_on))


def wished(item: Item) -> str:
    """The date to which an extension is asked for as 28/11, with its hour; '' without one."""
    return with_hour(item.extension_time, short(item.extension_to)) if item.extension_to else ""


def days_left(item: Item, hour_said: bool = False) -> str:
    """The working days left until an item is due, or how many it is late.

    Of today and tomorrow it says the hour, unless that is said beside it.
    """
    hour = None if hour_said else item.due_time
    if item.hour_passed and item.due_time is not None:
        return f"quá hạn từ {hour_of_day(item.due_time)} hôm nay"
    if item.days < 0:
        return f"quá hạn {lateness(-item.days, -item.working_days)}"
    if item.days == 0:
        return f"hạn {with_hour(hour, 'hôm nay')}"
    if item.days == 1:
        return f"hạn {with_hour(hour, 'ngày mai')}"
    if item.working_days == 0:
        return f"còn {item.days} ngày, đều là ngày nghỉ"
    return f"còn {item.working_days} ngày làm việc"


def lateness(days: int, working_days: int) -> str:
    """How late something is in working days, or in days if none of them was worked."""
    return f"{working_days} ngày làm việc" if working_days > 0 else f"{days} ngày, đều là ngày nghỉ"
