"""Messages about the commune's own days off and working days."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days
from bot.texts.answers import say
from scheduler.calendar.public_holidays import DayChange
from scheduler.calendar.tet import Tet
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from storage.commune import CalendarDay

KINDS = {True: "làm việc", False: "nghỉ"}
SCHEDULE_RECOMPUTED = "Lịch nhắc đã tính lại."
NO_DAYS = (
    "\nChưa có ngày nào, đang theo lịch chung cả nước. Văn phòng gõ “nghỉ 24/12 Lễ địa phương” "
    "hoặc “làm bù 27/12” để thêm."
)
WHICH_DAY = say(
    "Xin ghi một ngày hoặc vài ngày liền, ví dụ “nghỉ 24/12 Lễ địa phương”, "
    "“nghỉ 4/2 đến 10/2 Tết” hoặc “làm bù 27/12”."
)
WHICH_CULTURE_DAY = say(
    "Ngày 24/11 xã nghỉ hay làm việc?",
    Button("Nghỉ", "văn hóa nghỉ"),
    Button("Làm việc", "văn hóa làm"),
)


def day_stated(change: DayChange, today: date) -> Outgoing:
    """Says that a day off or working day is stored."""
    named = f" ({change.name})" if change.name else ""
    day = days.named(change.day, today)
    return say(
        f"Đã ghi: {day} {KINDS[change.working]}{named}. {SCHEDULE_RECOMPUTED}",
        Button("Bỏ ngày này", f"bỏ ngày {days.full(change.day)}"),
        Button("Ngày nghỉ", "ngày nghỉ"),
    )


def range_stated(
    first: date, last: date, working: bool, name: str, back: Sequence[date], today: date
) -> Outgoing:
    """Says that a range of days is stored; `back`: days in it that become working days again."""
    named = f" ({name})" if name else ""
    span = f"{days.named(first, today)} đến {days.named(last, today)}"
    again = f" Làm việc: {', '.join(days.named(day, today) for day in back)}." if back else ""
    return say(
        f"Đã ghi: {span} {KINDS[working]}{named}.{again} {SCHEDULE_RECOMPUTED}",
        Button("Bỏ những ngày này", f"bỏ ngày {days.full(first)} đến {days.full(last)}"),
        Button("Ngày nghỉ", "ngày nghỉ"),
    )


def tet_is_estimated(tet: Tet, today: date) -> Block:
    """Says that the days off of the coming Tết are estimated, not decided."""
    span = f"từ {days.named(tet.first, today)} đến {days.named(tet.last, today)}"
    return Block(
        (
            Bold(f"Lịch nghỉ Tết {tet.year} chưa chốt"),
            f"\nĐang tính nghỉ {span}. Khi có thông báo chính thức, đồng chí gõ ngày nghỉ, "
            f"như “{_settled(tet)}”.",
        )
    )


def button_to_confirm_tet(tet: Tet) -> Button:
    """A button that states the estimated days off of Tết as decided."""
    return Button(
        f"Chốt nghỉ Tết {days.short(tet.first)} đến {days.short(tet.last)}", _settled(tet)
    )


def _settled(tet: Tet) -> str:
    return f"nghỉ {days.full(tet.first)} đến {days.full(tet.last)} Tết"


def day_dropped(day: date, today: date) -> Outgoing:
    return say(f"Đã bỏ {days.named(day, today)} khỏi lịch riêng của xã. {SCHEDULE_RECOMPUTED}")


def range_dropped(first: date, last: date, today: date) -> Outgoing:
    span = f"{days.named(first, today)} đến {days.named(last, today)}"
    return say(f"Đã bỏ các ngày từ {span} khỏi lịch riêng của xã. {SCHEDULE_RECOMPUTED}")


def day_not_stated(day: date, today: date) -> Outgoing:
    return say(
        f"Lịch riêng của xã không có {days.named(day, today)}. Chưa đổi gì. Gõ “ngày nghỉ” để xem."
    )


def too_many_days(limit: int) -> Outgoing:
    """Says that the range is backward or longer than `limit` days."""
    return say(f"Ngày cuối phải sau ngày đầu và không quá {limit} ngày liền. Chưa đổi gì.")


def day_is_past(day: date) -> Outgoing:
    return say(f"Ngày {days.full(day)} đã qua. Chưa đổi gì.")


def culture_day(off: bool) -> Outgoing:
    """Says that the choice for 24 November is stored."""
    return say(f"Đã ghi: ngày 24/11 {KINDS[not off]}. {SCHEDULE_RECOMPUTED}")


def days_listed(
    rows: Sequence[CalendarDay], culture: bool, tet: Tet | None, today: date
) -> Outgoing:
    """Lists the own days, 24 November, and the coming Tết while it is estimated."""
    lines = [
        f"\n{days.dated(row.day)}: {KINDS[row.working]}" + (f" ({row.name})" if row.name else "")
        for row in rows
    ]
    own = Block((Bold("Lịch riêng của xã"), *(lines or [NO_DAYS])))
    other = Block((f"Ngày 24/11: {KINDS[not culture]}.",))
    if tet is None:
        return Outgoing((own, other))
    return Outgoing((own, other, tet_is_estimated(tet, today)), ((button_to_confirm_tet(tet),),))
