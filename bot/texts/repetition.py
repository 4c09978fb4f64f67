"""A rule of repetition in words; what is written here is read back as the same rule."""

from datetime import date

from bot.texts import days, items
from bot.texts.answers import say
from scheduler.calendar.repetition import LAST, Every, Repetition, Shift
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.wording import Item

NTH = {
    1: "đầu tiên",
    2: "tuần thứ hai",
    3: "tuần thứ ba",
    4: "tuần thứ tư",
    LAST: "cuối cùng",
}
WHOLE_PERIODS = {(3, 6, 9, 12): "hằng quý", (6, 12): "nửa năm một lần", (12,): "hằng năm"}
"""How rules without a day name the months they are for."""
SHIFTS = {
    Shift.KEEP: "",
    Shift.BEFORE: ", gặp ngày nghỉ thì làm trước",
    Shift.AFTER: ", gặp ngày nghỉ thì làm sau",
}


def rule_in_words(rule: Repetition) -> str:
    """When the work comes again: “ngày 31 hằng tháng”, “thứ Sáu, 2 tuần một lần, 5 lần”."""
    until = f", đến {days.full(rule.until)}" if rule.until else ""
    times = f", {rule.times} lần" if rule.times else ""
    if rule.every is Every.DAY:
        return days.with_hour(rule.at, f"{_daily(rule)}{until}{times}")
    return days.with_hour(rule.at, f"{_days(rule)}{SHIFTS[rule.shift]}{until}{times}")


def rule_with_next_day(rule: Repetition, first: date | None) -> str:
    """The rule with its first due day to come; None if there is none."""
    if first is None:
        return f"{rule_in_words(rule)} (đã hết kỳ)"
    return f"{rule_in_words(rule)}; kỳ tới {days.dated(first)}"


HOW_TO_REPEAT = say(
    "Gõ số việc và cách lặp lại: “việc 12 lặp lại thứ Sáu cuối tháng”; “việc 12 thôi lặp lại”."
)


def repeats_now(item: Item, repeated: str) -> Outgoing:
    """Says how the item's work repeats, by its own rule."""
    now = f"lặp lại {repeated}" if repeated else "chưa có cách lặp lại riêng"
    return say(
        f"Việc {item.number} ({items.name(item)}) {now}. Đổi: gõ như “việc {item.number} lặp lại "
        f"ngày 25 hằng tháng”; thôi: “việc {item.number} thôi lặp lại”."
    )


def repeats_from_now(item: Item, before: str, after: str) -> Outgoing:
    """Says the changed rule; `after` is empty where the work comes no more."""
    now = f"lặp lại {after}" if after else "thôi lặp lại"
    former = f" Trước đây: {before}." if before else ""
    return say(
        f"Việc {item.number} ({items.name(item)}) từ nay {now}. Các kỳ đã giao giữ nguyên.{former}"
    )


def not_changed(why: str) -> Outgoing:
    return say(f"{why} Chưa đổi gì.")


def _daily(rule: Repetition) -> str:
    if rule.interval > 1:
        rest = ", kể cả ngày nghỉ" if rule.shift is Shift.KEEP else ""
        return f"{rule.interval} ngày một lần{rest}"
    kept = rule.shift is Shift.KEEP
    return "hằng ngày, kể cả ngày nghỉ" if kept else "mỗi ngày làm việc"


def _days(rule: Repetition) -> str:
    named = _listed([_day(day) for day in rule.days]) or _weekdays(rule)
    if rule.every is Every.WEEK:
        return _joined(
            named, "hằng tuần" if rule.interval == 1 else f"{rule.interval} tuần một lần"
        )
    lunar = rule.every is Every.LUNAR_MONTH
    named = f"ngày {named}" if rule.days else named
    if rule.interval > 1:
        often = f"{rule.interval} tháng một lần"
        months = f"của tháng {_listed(rule.months)}" if rule.months else ""
        return ", ".join(part for part in (_joined(named, months), often) if part)
    if rule.months and not named:
        return WHOLE_PERIODS.get(rule.months) or f"tháng {_listed(rule.months)} hằng năm"
    if rule.months:
        named, often = f"{named} của tháng {_listed(rule.months)}", "hằng năm"
    else:
        often = "hằng tháng"
    return _joined(named, "âm lịch" if lunar else "", often)


def _day(day: int) -> str:
    return "cuối" if day == LAST else str(day)


def _weekdays(rule: Repetition) -> str:
    names = _listed([days.WEEKDAYS[each.weekday] for each in rule.weekdays])
    nth = rule.weekdays[0].nth if rule.weekdays else 0
    return f"{names} {NTH[nth]}" if nth else names


def _listed(parts: tuple[int, ...] | list[str]) -> str:
    """3, 6 và 12"""
    *before, last = [str(part) for part in parts] or [""]
    return f"{', '.join(before)} và {last}" if before else last


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
