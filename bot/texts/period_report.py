"""Words of the report on a period: results, what is overdue and why, what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts import reports
from bot.texts.cells import shown
from bot.texts.document import share
from scheduler.calendar.period import Period

KIND = "BÁO CÁO"
RESULTS = "Kết quả thực hiện nhiệm vụ"
SHORTCOMINGS = "Tồn tại, hạn chế và nguyên nhân"
NEXT = "Nhiệm vụ kỳ tới"

BY_SECTOR = ("Theo lĩnh vực", "Kết quả theo lĩnh vực")
BY_UNIT = ("Theo đơn vị", "Kết quả theo đơn vị chủ trì")
QUOTAS = ("Chỉ tiêu", "Tiến độ các chỉ tiêu")
DONE = ("Hoàn thành", "Việc hoàn thành trong kỳ")
WAITING = ("Chờ xác nhận", "Việc đã có kết quả, chờ xác nhận")
OVERDUE = ("Quá hạn", "Việc quá hạn")
BLOCKED = ("Vướng mắc", "Việc đang vướng mắc")
LATE = ("Hoàn thành chậm", "Việc hoàn thành chậm hạn trong kỳ")
DUE_NEXT = ("Kỳ tới", "Việc đến hạn kỳ tới")
"""Each table: short name and title."""

GROUP_COLUMNS = (
    "Hoàn thành",
    "Đúng hạn",
    "Chậm hạn",
    "Đang thực hiện",
    "Chờ xác nhận",
    "Quá hạn",
)
SECTOR = "Lĩnh vực"
UNIT = "Đơn vị"
ON_TIME_SHARE = "Tỷ lệ đúng hạn"
TOTAL = "Cộng"


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a period, in milestones; `over`: the period has ended."""

    over: bool
    done: int
    on_time: int
    extended: int
    late: int
    due: int
    due_met: int
    open: int
    overdue: int
    blocked: int
    waiting: int
    ahead: int


@dataclass(frozen=True, slots=True)
class OrderingDocument:
    name: str
    dated: date


def title(period: Period, about: str) -> str:
    whole = f"kết quả thực hiện nhiệm vụ {reports.period_text(period, about)}"
    return f"{whole}; nhiệm vụ {reports.span(period.following())}"


def file_label(period: Period, about: str) -> str:
    return f"Báo cáo {reports.period_text(period, about)}"


def intro(issuer: str, orders: Sequence[OrderingDocument], period: Period, about: str) -> str:
    named = "; ".join(f"{order.name} ngày {order.dated:%d/%m/%Y}" for order in orders[:3])
    because = f"Thực hiện {named}, " if named else ""
    return (
        f"{because}{issuer} báo cáo kết quả thực hiện nhiệm vụ "
        f"{reports.period_text(period, about)} như sau:"
    )


def closing(issuer: str, period: Period) -> str:
    return (
        f"Trên đây là kết quả thực hiện nhiệm vụ {reports.span(period)}; {issuer} "
        "trân trọng báo cáo./."
    )


def results_lines(figures: PeriodFigures) -> tuple[str, ...]:
    extended = f" (có {figures.extended} việc theo hạn đã lùi)" if figures.extended else ""
    rate = share(figures.due_met, figures.due)
    met = f", đã có kết quả {figures.due_met} việc, đạt {shown(rate)}" if rate else ""
    return (
        f"Hoàn thành {figures.done} việc: đúng hạn {figures.on_time}{extended}, "
        f"chậm hạn {figures.late}.",
        f"Đến hạn trong kỳ {figures.due} việc{met}.",
    )


def shortcomings_lines(figures: PeriodFigures) -> tuple[str, ...]:
    when = "Cuối kỳ" if figures.over else "Đến nay"
    waiting = f", chờ xác nhận {figures.waiting}" if figures.waiting else ""
    standing = (
        f"{when} còn {figures.open} việc chưa kết thúc, trong đó quá hạn {figures.overdue}, "
        f"vướng mắc {figures.blocked}{waiting}."
    )
    if figures.overdue or figures.blocked:
        return (standing,)
    return (standing, "Không có việc quá hạn hay vướng mắc.")


def due_next_lines(figures: PeriodFigures, following: Period) -> tuple[str, ...]:
    due = f"{reports.span(following)} có {figures.ahead} việc đến hạn."
    points = [due[:1].upper() + due[1:]]
    if figures.overdue:
        points.append(f"Tập trung hoàn thành dứt điểm {figures.overdue} việc quá hạn nêu trên.")
    if figures.blocked:
        points.append(f"Chỉ đạo tháo gỡ {figures.blocked} việc đang vướng mắc.")
    return tuple(points)
