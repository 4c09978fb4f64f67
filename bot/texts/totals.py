"""Words for the totals of a city's communes, in chat and on its page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scheduler.delivery.channel import Block, Bold, Outgoing

if TYPE_CHECKING:
    from bot.queries.totals import CommuneTotals

TITLE = "Tổng hợp các xã"
MAX_COMMUNES = 30
"""The most communes listed in one message."""

COLUMNS = (
    "Xã",
    "Đang mở",
    "Quá hạn",
    "Chờ xác nhận",
    "Đến hạn tuần này",
    "Chưa phản hồi",
    "Xong đúng hạn",
)
ALL = "Tất cả"
NOTE = "Chỉ có số liệu; không có tên người, tên việc."
NONE = "Đơn vị này không theo dõi xã nào."


def percent(total: "CommuneTotals") -> str:
    return "–" if total.percent is None else f"{total.percent}%"


def _line(total: "CommuneTotals") -> str:
    return (
        f"{total.open} mở, {total.overdue} quá hạn, {total.waiting} chờ xác nhận, "
        f"{total.this_week} đến hạn tuần này, "
        f"{total.unanswered} chưa phản hồi, đúng hạn {percent(total)}"
    )


def communes_listed(
    found: Sequence["CommuneTotals"], whole: "CommuneTotals", page: str
) -> Outgoing:
    """Lists the communes, most overdue first; `page`: the address of the full table, or ''."""
    if not found:
        return Outgoing((Block((NONE,)),))
    head = Block((Bold(f"{TITLE}: {len(found)} xã"), f"\n{_line(whole)}"))
    rows = tuple(Block((Bold(each.name), f": {_line(each)}")) for each in found[:MAX_COMMUNES])
    rest = len(found) - MAX_COMMUNES
    more = (Block((f"Còn {rest} xã, ít việc quá hạn hơn.",)),) if rest > 0 else ()
    where = (Block((f"Xem bảng đầy đủ: {page}",)),) if page else ()
    return Outgoing((head, *rows, *more, *where))
