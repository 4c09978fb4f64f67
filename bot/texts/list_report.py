"""Words of a work list as a report."""

from collections.abc import Mapping

from bot.queries.filters import WorkList

KIND = "DANH SÁCH"

NAMES: Mapping[WorkList, str] = {
    WorkList.MINE: "Việc đang mở",
    WorkList.OVERDUE: "Việc quá hạn",
    WorkList.SOON: "Việc sắp đến hạn",
    WorkList.UNREPORTED: "Việc chưa báo cáo 7 ngày qua",
    WorkList.UNACCEPTED: "Việc chưa nhận",
    WorkList.DECIDE: "Việc chờ quyết định",
    WorkList.OPEN: "Việc đang mở",
    WorkList.DONE: "Việc đã xong",
    WorkList.ON_TIME: "Việc xong đúng hạn",
    WorkList.LATE: "Việc xong muộn",
    WorkList.CANCELLED: "Việc đã hủy",
}


def title(asked: WorkList, about: str) -> str:
    name = NAMES[asked]
    return f"{name[:1].lower()}{name[1:]} {about}".strip()


def label(asked: WorkList, about: str) -> str:
    """The name of the report's file."""
    return f"{NAMES[asked]} {about}".strip()


def intro(issuer: str, asked: WorkList, about: str) -> str:
    return f"{issuer} lập danh sách {title(asked, about)}:"


def summary(asked: WorkList, count: int) -> tuple[str, ...]:
    """A line with the number of milestones in the list."""
    return (f"{NAMES[asked]}: {count}.",) if count else (f"{NAMES[asked]}: không có.",)
