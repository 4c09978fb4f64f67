"""The commune's own days off and on."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days
from bot.texts.answers import say
from scheduler.channel import Block, Bold, Button, Outgoing
from scheduler.public_holidays import DayChange
from storage.commune import CalendarDay

KINDS = {True: "làm việc", False: "nghỉ"}
AGAIN = "Lịch nhắc đã tính lại."


def stated(change: DayChange, today: date) -> Outgoing:
    """A day was stated."""
    named = f" ({change.name})" if change.name else ""
    day = days.named(change.day, today)
    return say(
        f"Đã ghi: {day} {KINDS[change.working]}{named}. {AGAIN}",
        Button("Bỏ ngày này", f"bỏ ngày {days.full(change.day)}"),
        Button("Ngày nghỉ", "ngày nghỉ"),
    )


def dropped(day: date, today: date) -> Outgoing:
    """A day follows the general rule again."""
    return say(f"Đã bỏ {days.named(day, today)} khỏi lịch riêng của xã. {AGAIN}")


def not_stated(day: date, today: date) -> Outgoing:
    """The commune has not stated that day."""
    return say(f"{days.named(day, today)} không có trong lịch riêng của xã. Chưa đổi gì.")


def which_day() -> Outgoing:
    """No single day could be read."""
    return say("Xin ghi một ngày, ví dụ “nghỉ 24/12 Lễ địa phương” hoặc “làm bù 27/12”.")


def day_is_past(day: date) -> Outgoing:
    """The day is over."""
    return say(f"Ngày {days.full(day)} đã qua. Chưa đổi gì.")


def which_culture_day() -> Outgoing:
    """Rest or work was not said."""
    return say(
        "Ngày 24/11 xã nghỉ hay làm việc?",
        Button("Nghỉ", "văn hóa nghỉ"),
        Button("Làm việc", "văn hóa làm"),
    )


def culture_day(off: bool) -> Outgoing:
    """How 24 November stands from here on."""
    return say(f"Đã ghi: ngày 24/11 {KINDS[not off]}. {AGAIN}")


def days_listed(rows: Sequence[CalendarDay], culture: bool) -> Outgoing:
    """The commune's own days, and 24 November."""
    lines = [
        f"\n{days.WEEKDAYS[row.day.weekday()]} {days.full(row.day)}: {KINDS[row.working]}"
        + (f" ({row.name})" if row.name else "")
        for row in rows
    ]
    own = Block((Bold("Lịch riêng của xã"), *(lines or ["\nChưa có ngày nào."])))
    return Outgoing((own, Block((f"Ngày 24/11: {KINDS[not culture]}.",))))
