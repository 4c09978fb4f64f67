"""The words on pictures."""

from collections.abc import Mapping
from datetime import date

from bot.coming import Coming
from bot.gauges import Gauge
from bot.texts import days, items
from scheduler.counting import Standing

PLACES: Mapping[Standing, str] = {
    Standing.ON_TIME: "xong đúng hạn",
    Standing.LATE: "xong muộn",
    Standing.WAITING: "chờ duyệt",
    Standing.GOING: "đang làm",
    Standing.OVERDUE: "quá hạn",
}

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
BY_UNIT = "Tiến độ theo đơn vị"
QUOTAS = "Chỉ tiêu so với tiến độ"
WEEKS = "Việc đến hạn các tuần tới"
SHOULD_BE = "mốc lẽ ra phải đạt hôm nay"
DAY_OFF = "ngày nghỉ"
TODAY = "hôm nay"
NOTHING = "Chưa có việc nào."
NO_QUOTA = "Chưa có chỉ tiêu nào đang mở."


def as_of(day: date) -> str:
    """The day the picture was drawn for."""
    return f"đến {days.full(day)}"


def more_units(count: int) -> str:
    """The units that found no room."""
    return f"{count} đơn vị khác"


def jobs(count: int) -> str:
    """How many milestones."""
    return f"{count} việc"


def gauge_name(gauge: Gauge) -> str:
    """Which quota."""
    return f"{gauge.item.number}. {items.name(gauge.item)}"


def reached(gauge: Gauge) -> str:
    """How far a quota is, in its own unit."""
    told = f"{gauge.value}/{gauge.target}"
    return f"{told}{'' if gauge.item.measure.startswith('%') else ' '}{gauge.item.measure}".strip()


def pace(gauge: Gauge) -> str:
    """How that stands against the pace."""
    if gauge.value >= gauge.target:
        return "đã đạt"
    if not gauge.expected:
        return ""
    behind = gauge.expected - gauge.value
    return (
        f"chậm {behind}, lẽ ra {gauge.expected}" if gauge.slow else f"kịp, lẽ ra {gauge.expected}"
    )


def week(monday: date, sunday: date, count: int) -> str:
    """The days of a week and how much is due."""
    return f"{days.short(monday)} – {days.short(sunday)}: {count} việc"


def before(coming: Coming) -> str:
    """What is late from before this week."""
    return f"Quá hạn từ trước: {len(coming.late)} việc" if coming.late else ""
