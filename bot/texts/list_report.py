"""The words of a list of the chat as a report."""

from collections.abc import Mapping

from bot.queries.filters import WorkList

KIND = "DANH SÁCH"

NAMES: Mapping[WorkList, str] = {
    WorkList.MINE: "Việc đang mở",
    WorkList.OVERDUE: "Việc quá hạn",
    WorkList.SOON: "Việc sắp đến hạn",
    WorkList.UNREPORTED: "Việc chưa báo cáo",
    WorkList.DECIDE: "Việc chờ quyết định",
    WorkList.OPEN: "Việc đang mở",
    WorkList.DONE: "Việc đã xong",
    WorkList.ON_TIME: "Việc xong đúng hạn",
    WorkList.LATE: "Việc xong muộn",
}


def title(asked: WorkList, about: str) -> str:
    """What the list is of."""
    name = NAMES[asked]
    return f"{name[:1].lower()}{name[1:]} {about}".strip()


def label(asked: WorkList, about: str) -> str:
    """What its file is called."""
    return f"{NAMES[asked]} {about}".strip()


def intro(issuer: str, asked: WorkList, about: str) -> str:
    """What it is."""
    return f"{issuer} lập danh sách {title(asked, about)}:"


def summary(asked: WorkList, count: int) -> tuple[str, ...]:
    """How many there are."""
    return (f"{NAMES[asked]}: {count}.",) if count else (f"{NAMES[asked]}: không có.",)
