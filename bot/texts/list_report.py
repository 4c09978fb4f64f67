"""The words of a list of the chat as a report."""

from collections.abc import Mapping

from bot.queries.filters import Asked

KIND = "DANH SÁCH"

NAMES: Mapping[Asked, str] = {
    Asked.MINE: "Việc đang mở",
    Asked.OVERDUE: "Việc quá hạn",
    Asked.SOON: "Việc sắp đến hạn",
    Asked.UNREPORTED: "Việc chưa báo cáo",
    Asked.DECIDE: "Việc chờ quyết định",
    Asked.OPEN: "Việc đang mở",
    Asked.DONE: "Việc đã xong",
    Asked.ON_TIME: "Việc xong đúng hạn",
    Asked.LATE: "Việc xong muộn",
}


def title(asked: Asked, about: str) -> str:
    """What the list is of."""
    name = NAMES[asked]
    return f"{name[:1].lower()}{name[1:]} {about}".strip()


def label(asked: Asked, about: str) -> str:
    """What its file is called."""
    return f"{NAMES[asked]} {about}".strip()


def intro(issuer: str, asked: Asked, about: str) -> str:
    """What it is."""
    return f"{issuer} lập danh sách {title(asked, about)}:"


def summary(asked: Asked, count: int) -> tuple[str, ...]:
    """How many there are."""
    return (f"{NAMES[asked]}: {count}.",) if count else (f"{NAMES[asked]}: không có.",)
