"""The words on pictures."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.queries.coming import Coming, Day
from bot.queries.gauges import Gauge
from bot.texts import days, items
from scheduler.delivery.channel import Block, Bold, Outgoing
from scheduler.work.counting import StateCounts, WorkState

PLACES: Mapping[WorkState, str] = {
    WorkState.ON_TIME: "xong đúng hạn",
    WorkState.LATE: "xong muộn",
    WorkState.WAITING: "chờ duyệt",
    WorkState.GOING: "đang làm",
    WorkState.OVERDUE: "quá hạn",
}

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
UNITS_FILE = "Tiến độ theo đơn vị.png"
QUOTAS_FILE = "Chỉ tiêu.png"
WEEKS_FILE = "Các tuần tới.png"
QUOTAS = "Chỉ tiêu so với tiến độ"
WEEKS = "Việc đến hạn các tuần tới"
SHOULD_BE = "mốc lẽ ra phải đạt hôm nay"
DAY_OFF = "ngày nghỉ"
TODAY = "hôm nay"
HOW = "Gõ số việc để xem chi tiết."
NOTHING = "Chưa có việc nào."
NO_QUOTA = "Chưa có chỉ tiêu nào đang mở."


def by_unit(about: str) -> str:
    """The title of the picture of units."""
    return f"Tiến độ theo đơn vị, {about}" if about else "Tiến độ theo đơn vị"


def unit_table(tallies: Sequence[StateCounts]) -> str:
    """The picture of units in lines."""
    return "\n".join(f"{each.name}: {', '.join(_places(each))}" for each in tallies)


def _places(tally: StateCounts) -> list[str]:
    counts = {place: getattr(tally, place.value) for place in WorkState}
    return [f"{PLACES[place]} {count}" for place, count in counts.items() if count]


def spoken(about: str) -> str:
    """Filters in words as the speaker is told of them."""
    return about.replace("của tôi", "của đồng chí")


def units_told(about: str) -> Outgoing:
    """What goes with the picture of units."""
    return Outgoing((Block((Bold(by_unit(about)),)),))


def quotas_told(gauges: Sequence[Gauge]) -> Outgoing:
    """What goes with the picture of quotas: the same in lines."""
    if not gauges:
        return Outgoing((Block((NO_QUOTA,)),))
    lines = [f"\n{gauge_name(each)}: {reached(each)}{_comma(pace(each))}" for each in gauges]
    return Outgoing((Block((Bold(QUOTAS), *lines)),))


def weeks_told(coming: Coming) -> Outgoing:
    """What goes with the picture of the coming weeks: the same in lines."""
    lines = [f"\n{_week(each)}" for each in coming.weeks]
    late = f"\n{before(coming)}" if coming.late else ""
    return Outgoing((Block((Bold(WEEKS), late, *lines)), Block((HOW,))))


def _week(days_of: tuple[Day, ...]) -> str:
    due = [
        f"{days.short(day.day)}: {', '.join(map(str, day.numbers))}"
        for day in days_of
        if day.numbers
    ]
    head = week(days_of[0].day, days_of[-1].day, sum(len(day.numbers) for day in days_of))
    return f"{head} ({'; '.join(due)})" if due else head


def _comma(words: str) -> str:
    return f", {words}" if words else ""


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
