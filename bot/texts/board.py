"""Words of the board and of a milestone's history that are not in the templates."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.queries.filters import WorkList
from bot.queries.history import Event, EventKind
from bot.texts import amounts, charts, days, items, lists
from bot.texts import why as why_texts
from scheduler.delivery.wording import Item
from scheduler.work.counting import StateCounts, WorkState

STATUSES: Mapping[WorkList, str] = {
    asked: title for asked, title in lists.TITLES.items() if asked is not WorkList.MINE
}
"""By list: its title, in the order of the board's choice."""

LIST_OF_STATE: Mapping[WorkState, WorkList] = {
    WorkState.OVERDUE: WorkList.OVERDUE,
    WorkState.NOT_YET_DUE: WorkList.NOT_YET_DUE,
    WorkState.WAITING_FOR_DECISION: WorkList.WAITING,
    WorkState.ON_TIME: WorkList.ON_TIME,
    WorkState.LATE: WorkList.LATE,
}
"""By work state: the list that its number links to, most urgent first."""

BAD_DAY = "Ngày “{text}” không đọc được; ghi như 2025-11-30. Bảng chưa lọc theo ngày này."
BAD_CHOICE = "Không có mục “{text}” để lọc."
BACKWARD = "Ngày đầu sau ngày cuối, nên không việc nào lọt vào."
NO_SUCH_ITEM = "Không có việc số {number} trong phần việc của đồng chí."
NO_SUCH_FILE = "Không có tệp này, hoặc tệp theo chế độ riêng."
FILE_MISSING = (
    "Tệp minh chứng này không còn trên máy chủ. Đồng chí báo người quản trị máy khôi phục từ bản "
    "sao lưu (lệnh “nhacviec check”)."
)
FILE_CHANGED = (
    "Tệp minh chứng này trên máy chủ đã bị thay đổi so với lúc nộp nên không mở. Đồng chí báo "
    "người quản trị máy khôi phục từ bản sao lưu (lệnh “nhacviec check”)."
)

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
    "reopen": "mở lại việc",
    "hand_over": "giao lại cho chủ trì khác",
    "phase": "chia, thêm bước",
    "undo": "hoàn tác",
    "snooze": "hẹn nhắc lại sau",
    "document": "báo số, ngày văn bản",
    "chase": "nhắc ngay",
    "import": "nạp từ kế hoạch",
}

SORTS: Mapping[EventKind, str] = {
    EventKind.SAID: "Phản hồi",
    EventKind.DECIDED: "Quyết định",
    EventKind.FILED: "Minh chứng",
    EventKind.REMINDED: "Nhắc việc",
}


def nonzero_counts(tally: StateCounts) -> list[tuple[WorkState, str, int]]:
    """The counts that are not 0, as (work state, word, count), most urgent first."""
    counts = [
        (place, charts.STATE_WORDS[place], getattr(tally, place.value)) for place in LIST_OF_STATE
    ]
    return [each for each in counts if each[2]]


def event(happened: Event) -> str:
    """An event in one line, without the quoted words."""
    if happened.step is not None:
        return why_texts.outcome_line(happened.step)
    action = (SAID if happened.kind is EventKind.SAID else DECIDED).get(
        happened.what, happened.what
    )
    if happened.kind is EventKind.FILED:
        action = "gửi tệp"
    percent = f" {happened.percent}%" if happened.percent is not None else ""
    value = (
        f": {amounts.in_unit(happened.value, happened.unit)}" if happened.value is not None else ""
    )
    new = happened.new_deadline
    to = f", hạn mới {days.with_hour(new.hour, days.full(new.on))}" if new else ""
    who = f"{happened.who} " if happened.who else ""
    undone = " (đã hoàn tác)" if happened.undone else ""
    return f"{who}{action}{percent}{value}{to}{undone}{_proxy(happened)}"


def _proxy(happened: Event) -> str:
    return f" (đồng chí {happened.proxy} ghi hộ)" if happened.proxy else ""


def moment(at: datetime) -> str:
    """The moment of an event, in Vietnam time."""
    return days.moment(at)


def status(item: Item) -> str:
    """The status, the extension asked for and the last reply of an item, for a table cell."""
    said = items.last_reply(item) if item.last_reply_on else ""
    return ". ".join(filter(None, (items.status(item), items.undecided(item), said)))


def due(item: Item, today: date) -> str:
    """The due date with the days left and the original date."""
    return items.due(item, today).removeprefix("Hạn ")


def day_number(day: date) -> str:
    """A day in the calendar, as 28/11."""
    return days.short(day)
