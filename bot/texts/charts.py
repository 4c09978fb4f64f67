"""Words on charts and in their captions."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.queries.coming import ComingWeeks, DueDay
from bot.queries.gauges import Gauge
from bot.texts import amounts, days, items
from scheduler.delivery.channel import Block, Bold, Outgoing
from scheduler.work.counting import StateCounts, WorkState

STATE_WORDS: Mapping[WorkState, str] = {
    WorkState.ON_TIME: "xong đúng hạn",
    WorkState.LATE: "xong muộn",
    WorkState.WAITING_FOR_DECISION: "chờ xác nhận",
    WorkState.NOT_YET_DUE: "trong hạn",
    WorkState.OVERDUE: "quá hạn",
}

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
UNITS_FILE = "Tiến độ theo đơn vị.png"
QUOTAS_FILE = "Chỉ tiêu.png"
WEEKS_FILE = "Các tuần tới.png"
QUOTAS = "Chỉ tiêu so với tiến độ"
WEEKS = "Việc đến hạn các tuần tới"
EXPECTED_MARK = "mốc lẽ ra phải đạt hôm nay, hoặc mức phải giữ"
DAY_OFF = "ngày nghỉ"
TODAY = "hôm nay"
HINT = "Gõ số việc để xem chi tiết."
NOTHING = "Chưa có việc nào."
NO_QUOTA = "Chưa có chỉ tiêu nào đang mở."


def title_by_unit(about: str) -> str:
    """The title of the chart by unit, with its filter in words."""
    return f"Tiến độ theo đơn vị, {about}" if about else "Tiến độ theo đơn vị"


def unit_table(tallies: Sequence[StateCounts]) -> str:
    return "\n".join(f"{each.name}: {', '.join(_places(each))}" for each in tallies)


def _places(tally: StateCounts) -> list[str]:
    counts = {place: getattr(tally, place.value) for place in WorkState}
    return [f"{STATE_WORDS[place]} {count}" for place, count in counts.items() if count]


def filter_for_reader(about: str) -> str:
    """A filter in words, addressed to the reader ("của đồng chí")."""
    return about.replace("của tôi", "của đồng chí")


def units_caption(about: str) -> Outgoing:
    return Outgoing((Block((Bold(title_by_unit(about)),)),))


def quotas_caption(gauges: Sequence[Gauge]) -> Outgoing:
    """The caption of the quota chart, which says the same in words."""
    if not gauges:
        return Outgoing((Block((NO_QUOTA,)),))
    lines = [f"\n{gauge_name(each)}: {reached(each)}{_comma(pace(each))}" for each in gauges]
    return Outgoing((Block((Bold(QUOTAS), *lines)),))


def weeks_caption(coming: ComingWeeks) -> Outgoing:
    """The caption of the chart of coming weeks, which says the same in words."""
    lines = [f"\n{_week(each)}" for each in coming.weeks]
    late = f"\n{overdue_before(coming)}" if coming.late else ""
    return Outgoing((Block((Bold(WEEKS), late, *lines)), Block((HINT,))))


def _week(days_of: tuple[DueDay, ...]) -> str:
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
    return f"đến {days.full(day)}"


def more_units(count: int) -> str:
    """The number of units left out of the chart."""
    return f"{count} đơn vị khác"


def milestone_count(count: int) -> str:
    return f"{count} việc"


def gauge_name(gauge: Gauge) -> str:
    return f"{gauge.item.number}. {items.name(gauge.item)}"


def reached(gauge: Gauge) -> str:
    """The value and target of a quota, in its unit."""
    if gauge.item.is_level and gauge.item.value is None:
        return items.number(gauge.item)
    return amounts.of_target(gauge.item, gauge.value)


def pace(gauge: Gauge) -> str:
    """How a quota stands against its expected value, a level against its target."""
    item = gauge.item
    if item.reached:
        return "đang đạt" if item.is_level else "đã đạt"
    if item.is_level:
        return f"chưa đạt, {away}" if (away := amounts.short(item)) else ""
    if not gauge.expected:
        return ""
    should, behind = amounts.expected(item), amounts.digits(gauge.expected - gauge.value)
    points = "%" if should.endswith("%") else ""
    return f"chậm {behind}{points}, lẽ ra {should}" if gauge.behind_pace else f"kịp, lẽ ra {should}"


def week(monday: date, sunday: date, count: int) -> str:
    """A week in a line: its days and the number of milestones due."""
    return f"{days.short(monday)} – {days.short(sunday)}: {count} việc"


def overdue_before(coming: ComingWeeks) -> str:
    """The number overdue from before the present week; '' for none."""
    return f"Quá hạn từ trước: {len(coming.late)} việc" if coming.late else ""
