"""The commune's own days off and on."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days
from bot.texts.answers import say
from scheduler.calendar.public_holidays import DayChange
from scheduler.calendar.tet import Tet
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from storage.commune import CalendarDay

KINDS = {True: "làm việc", False: "nghỉ"}
AGAIN = "Lịch nhắc đã tính lại."
NO_DAYS = (
    "\nChưa có ngày nào, đang theo lịch chung cả nước. Văn phòng gõ “nghỉ 24/12 Lễ địa phương” "
    "hoặc “làm bù 27/12” để thêm."
)


def stated(change: DayChange, today: date) -> Outgoing:
    """A day was stated."""
    named = f" ({change.name})" if change.name else ""
    day = days.named(change.day, today)
    return say(
        f"Đã ghi: {day} {KINDS[change.working]}{named}. {AGAIN}",
        Button("Bỏ ngày này", f"bỏ ngày {days.full(change.day)}"),
        Button("Ngày nghỉ", "ngày nghỉ"),
    )


def stretch_stated(
    first: date, last: date, working: bool, name: str, back: Sequence[date], today: date
) -> Outgoing:
    """Several days were stated; `back` are days off that are worked now."""
    named = f" ({name})" if name else ""
    span = f"{days.named(first, today)} đến {days.named(last, today)}"
    again = f" Làm việc: {', '.join(days.named(day, today) for day in back)}." if back else ""
    return say(
        f"Đã ghi: {span} {KINDS[working]}{named}.{again} {AGAIN}",
        Button("Bỏ những ngày này", f"bỏ ngày {days.full(first)} đến {days.full(last)}"),
        Button("Ngày nghỉ", "ngày nghỉ"),
    )


def guessed_tet(tet: Tet, today: date) -> Block:
    """That the days off of the coming Tết are not decided yet."""
    span = f"từ {days.named(tet.first, today)} đến {days.named(tet.last, today)}"
    return Block(
        (
            Bold(f"Lịch nghỉ Tết {tet.year} chưa chốt"),
            f"\nĐang tính nghỉ {span}. Khi có thông báo chính thức, đồng chí gõ ngày nghỉ, "
            f"như “{_settled(tet)}”.",
        )
    )


def settle_tet(tet: Tet) -> Button:
    """States the days off as they were guessed."""
    return Button(
        f"Chốt nghỉ Tết {days.short(tet.first)} đến {days.short(tet.last)}", _settled(tet)
    )


def _settled(tet: Tet) -> str:
    return f"nghỉ {days.full(tet.first)} đến {days.full(tet.last)} Tết"


def dropped(day: date, today: date) -> Outgoing:
    """A day follows the general rule again."""
    return say(f"Đã bỏ {days.named(day, today)} khỏi lịch riêng của xã. {AGAIN}")


def stretch_dropped(first: date, last: date, today: date) -> Outgoing:
    """Several days follow the general rule again."""
    span = f"{days.named(first, today)} đến {days.named(last, today)}"
    return say(f"Đã bỏ các ngày từ {span} khỏi lịch riêng của xã. {AGAIN}")


def not_stated(day: date, today: date) -> Outgoing:
    """The commune has not stated that day."""
    return say(
        f"Lịch riêng của xã không có {days.named(day, today)}. Chưa đổi gì. Gõ “ngày nghỉ” để xem."
    )


def which_day() -> Outgoing:
    """No single day could be read."""
    return say(
        "Xin ghi một ngày hoặc vài ngày liền, ví dụ “nghỉ 24/12 Lễ địa phương”, "
        "“nghỉ 4/2 đến 10/2 Tết” hoặc “làm bù 27/12”."
    )


def too_many_days(limit: int) -> Outgoing:
    """More days in a row than can be meant, or none."""
    return say(f"Ngày cuối phải sau ngày đầu và không quá {limit} ngày liền. Chưa đổi gì.")


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


def days_listed(
    rows: Sequence[CalendarDay], culture: bool, tet: Tet | None, today: date
) -> Outgoing:
    """The commune's own days, 24 November, and the coming Tết while it is a guess."""
    lines = [
        f"\n{days.dated(row.day)}: {KINDS[row.working]}" + (f" ({row.name})" if row.name else "")
        for row in rows
    ]
    own = Block((Bold("Lịch riêng của xã"), *(lines or [NO_DAYS])))
    other = Block((f"Ngày 24/11: {KINDS[not culture]}.",))
    if tet is None:
        return Outgoing((own, other))
    return Outgoing((own, other, guessed_tet(tet, today)), ((settle_tet(tet),),))
