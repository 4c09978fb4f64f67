"""Column headings and cell texts of milestone tables in reports."""

from scheduler.work.as_of import PastMilestone
from storage.words import Status

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
SAID = "Phản hồi gần nhất"
SAID_ON = "Ngày phản hồi"
TARGET = "Giao"
VALUE = "Đạt"
SHARE = "Tỷ lệ"
EXPECTED = "Theo tiến độ"

NO_REASON = "Chưa báo cáo nguyên nhân"


def status(past: PastMilestone, going: str) -> str:
    """The status of a milestone on a day: done on time or late, otherwise `going`."""
    if past.status is Status.DONE:
        if not past.on_time:
            late = f"{past.days_late} ngày làm việc" if past.days_late else "qua ngày nghỉ"
            return f"Hoàn thành, chậm {late}"
        return "Hoàn thành đúng hạn đã gia hạn" if past.extended else "Hoàn thành đúng hạn"
    return going[:1].upper() + going[1:]


def reason(past: PastMilestone) -> str:
    """The reason reported for the delay."""
    return past.reason() or NO_REASON
