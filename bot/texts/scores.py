"""Words of the report on posts and persons over a period, for the yearly review."""

from bot.texts import reports
from scheduler.calendar.period import Period

KIND = "BẢNG TỔNG HỢP"
HEADING = "Kết quả theo chức danh và cán bộ"
BY_POST = ("Theo chức danh", "Theo chức danh chủ trì")
BY_PERSON = ("Theo cán bộ", "Theo cán bộ")

POST = "Chức danh"
UNIT = "Đơn vị"
PERSON = "Cán bộ"
HOLDERS = "Đang giữ"
COLUMNS = ("Hoàn thành", "Đúng hạn", "Chậm hạn", "Đang thực hiện", "Chờ xác nhận", "Quá hạn")
ON_TIME_SHARE = "Tỷ lệ đúng hạn"
DAYS_LATE = "Số ngày chậm bình quân"
NOBODY = "Chưa có người giữ chức danh"

NOTES = (
    "Đúng hạn, chậm hạn tính theo ngày nộp kết quả so với hạn đang có hiệu lực hôm đó; hạn đã được "
    "lùi thì tính theo hạn mới. Quá hạn là một phần của đang thực hiện; kết quả đã nộp tính vào "
    "chờ xác nhận.",
    "Số ngày chậm bình quân tính trên các việc chậm hạn và quá hạn, theo ngày làm việc. Kết quả "
    "tính cho người giữ chức danh vào ngày nộp; việc đang mở tính cho người giữ chức danh cuối kỳ.",
)


def title(period: Period, about: str) -> str:
    return f"kết quả thực hiện nhiệm vụ theo chức danh, cán bộ {reports.period_text(period, about)}"


def label(period: Period, about: str) -> str:
    return f"Kết quả theo cán bộ {reports.period_text(period, about)}"


def intro(issuer: str, period: Period) -> str:
    return (
        f"{issuer} tổng hợp kết quả thực hiện nhiệm vụ {reports.span(period)} phục vụ đánh giá, "
        "xếp loại:"
    )


def summary(posts: int, done: int, on_time: int, waiting: int, overdue: int) -> tuple[str, ...]:
    waits = f", chờ xác nhận {waiting} việc" if waiting else ""
    return (
        f"{posts} chức danh; hoàn thành {done} việc, đúng hạn {on_time}, chậm hạn "
        f"{done - on_time}; còn quá hạn {overdue} việc{waits}.",
    )
