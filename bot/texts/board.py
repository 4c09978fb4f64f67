"""The words of the board and of one milestone's history that are not in the templates."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.queries.filters import WorkList
from bot.queries.history import Event, EventKind
from bot.texts import charts, days, items, lists
from bot.texts import why as why_texts
from scheduler.delivery.wording import Item
from scheduler.work.counting import StateCounts, WorkState

STATUSES: Mapping[WorkList, str] = {
    asked: title for asked, title in lists.TITLES.items() if asked is not WorkList.MINE
}
"""What the list can be narrowed to, in the order of the choice."""

PLACES: Mapping[WorkState, WorkList] = {
    WorkState.OVERDUE: WorkList.OVERDUE,
    WorkState.GOING: WorkList.GOING,
    WorkState.WAITING: WorkList.WAITING,
    WorkState.ON_TIME: WorkList.ON_TIME,
    WorkState.LATE: WorkList.LATE,
}
"""The list behind each number, most urgent first."""

BAD_DAY = "Ngày “{told}” không đọc được; ghi như 2025-11-30. Bảng chưa lọc theo ngày này."
BAD_CHOICE = "Không có mục “{told}” để lọc."
BACKWARD = "Ngày đầu sau ngày cuối, nên không việc nào lọt vào."
NO_SUCH_ITEM = "Không có việc số {number} trong phần việc của đồng chí."
NO_SUCH_FILE = "Không có tệp này, hoặc tệp theo chế độ riêng."

SAID: Mapping[str, str] = {
    "accepted": "nhận việc",
    "progress": "báo đang làm",
    "blocked": "báo vướng mắc",
    "number": "báo số đã đạt",
    "done": "nộp kết quả",
    "extension": "xin gia hạn",
}

DECIDED: Mapping[str, str] = {
    "confirm": "xác nhận hoàn thành",
    "send_back": "trả lại",
    "grant": "đồng ý gia hạn",
    "refuse": "không gia hạn",
    "move": "dời hạn",
    "direct": "chỉ đạo",
    "cancel": "hủy việc",
    "hand_over": "giao lại cho chủ trì khác",
    "undo": "hoàn tác phản hồi",
    "snooze": "hẹn nhắc lại sau",
    "chase": "nhắc ngay",
    "import": "nạp từ kế hoạch",
}

SORTS: Mapping[EventKind, str] = {
    EventKind.SAID: "Phản hồi",
    EventKind.DECIDED: "Quyết định",
    EventKind.FILED: "Minh chứng",
    EventKind.REMINDED: "Nhắc việc",
}


def places(tally: StateCounts) -> list[tuple[WorkState, str, int]]:
    """Each place something stands in, most urgent first, with its word and how much."""
    counts = [(place, charts.PLACES[place], getattr(tally, place.value)) for place in PLACES]
    return [each for each in counts if each[2]]


def event(happened: Event) -> str:
    """What happened, in one line, without the words that were said."""
    if happened.step is not None:
        return why_texts.told(happened.step)
    told = (SAID if happened.sort is EventKind.SAID else DECIDED).get(happened.what, happened.what)
    if happened.sort is EventKind.FILED:
        told = "gửi tệp"
    percent = f" {happened.percent}%" if happened.percent is not None else ""
    value = f": {happened.value}" if happened.value is not None else ""
    to = f", hạn mới {days.full(happened.to)}" if happened.to else ""
    who = f"{happened.who} " if happened.who else ""
    undone = " (đã hoàn tác)" if happened.undone else ""
    return f"{who}{told}{percent}{value}{to}{undone}{_proxy(happened)}"


def _proxy(happened: Event) -> str:
    return f" (đồng chí {happened.proxy} ghi hộ)" if happened.proxy else ""


def moment(at: datetime) -> str:
    """When."""
    return days.moment(at)


def status(item: Item) -> str:
    """How an item stands, for a cell of a list."""
    said = f". {items.said(item)}" if item.last_reply_on else ""
    return f"{items.stands(item)}{said}"


def due(item: Item, today: date) -> str:
    """The due date, how far away it is, and what it was."""
    return items.due(item, today).removeprefix("Hạn ")


def day_number(day: date) -> str:
    """A day of the calendar."""
    return days.short(day)
