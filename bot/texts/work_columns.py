"""Column headings and cell texts of milestone tables in reports."""

from bot.texts import days, items
from bot.texts.items import CONFIRMED_BY_LEAD
from scheduler.delivery.wording import Item
from scheduler.work.as_of import PastMilestone
from storage.words import Better, Status

NUMBER = "Số"
NAME = "Nội dung nhiệm vụ"
SECTOR = "Lĩnh vực"
UNIT = "Đơn vị"
LEAD = "Chủ trì"
ORIGINAL = "Hạn gốc"
DUE = "Hạn"
HANDED_IN = "Ngày có kết quả"
LATE = "Chậm (ngày làm việc)"
STATUS = "Tình trạng"
DOCUMENT = "Số văn bản"
REASON = "Nguyên nhân, vướng mắc"
CANCELLED_ON = "Ngày hủy"
CANCEL_REASON = "Lý do hủy"
SAID = "Phản hồi gần nhất"
SAID_ON = "Ngày phản hồi"
TARGET = "Giao"
VALUE = "Đạt"
SHARE = "Tỷ lệ"
MEASURE = "Đơn vị tính"
EXPECTED = "Theo tiến độ"

NO_REASON = "Chưa báo cáo nguyên nhân"


SIDES = {Better.HIGHER: "mức từ", Better.LOWER: "mức không quá"}


def measure(item: Item) -> str:
    """The unit of a quota's numbers, and of a level on which side of its target it is to stay."""
    return f"{item.measure}, {SIDES[item.better]}" if item.is_level else item.measure


def stands(item: Item) -> str:
    """Where a quota stands, as a line of its own."""
    words = items.stands(item)
    return words[:1].upper() + words[1:]


def status(past: PastMilestone, going: str) -> str:
    """The status of a milestone on a day: done on time or late, otherwise `going`."""
    if past.status is not Status.DONE:
        return going[:1].upper() + going[1:]
    by = f", {CONFIRMED_BY_LEAD}" if past.row.confirmed_by_lead else ""
    if not past.on_time:
        return f"Hoàn thành, chậm{_lateness(past)}{by}"
    return f"Hoàn thành đúng hạn{' đã gia hạn' if past.extended else ''}{by}"


def _lateness(past: PastMilestone) -> str:
    if past.days_late:
        return f" {past.days_late} ngày làm việc"
    if past.due_time is not None and past.handed_in_on == past.due_on:
        return f", sau {days.hour_of_day(past.due_time)}"
    return " qua ngày nghỉ"


def reason(past: PastMilestone) -> str:
    return past.reason() or NO_REASON
