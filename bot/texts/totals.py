"""What a city is told of its communes, in chat and on its page: numbers only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scheduler.delivery.channel import Block, Bold, Outgoing

if TYPE_CHECKING:
    from bot.queries.totals import CommuneTotals

TITLE = "Tổng hợp các xã"
MOST = 30
"""Communes that are named in one message."""

COLUMNS = ("Xã", "Đang mở", "Quá hạn", "Đến hạn tuần này", "Chưa phản hồi", "Xong đúng hạn")
ALL = "Tất cả"
NOTE = "Chỉ có số liệu; không có tên người, tên việc."
NONE = "Đơn vị này không theo dõi xã nào."


def percent(total: "CommuneTotals") -> str:
    """How much of what is done was on time."""
    return "–" if total.percent is None else f"{total.percent}%"


def _line(total: "CommuneTotals") -> str:
    return (
        f"{total.open} mở, {total.overdue} quá hạn, {total.this_week} đến hạn tuần này, "
        f"{total.unanswered} chưa phản hồi, đúng hạn {percent(total)}"
    )


def told(found: Sequence["CommuneTotals"], whole: "CommuneTotals", page: str) -> Outgoing:
    """The communes, whoever has most overdue first; `page` is where all of them stand."""
    if not found:
        return Outgoing((Block((NONE,)),))
    head = Block((Bold(f"{TITLE}: {len(found)} xã"), f"\n{_line(whole)}"))
    rows = tuple(Block((Bold(each.name), f": {_line(each)}")) for each in found[:MOST])
    rest = len(found) - MOST
    more = (Block((f"Còn {rest} xã, ít việc quá hạn hơn.",)),) if rest > 0 else ()
    where = (Block((f"Xem bảng đầy đủ: {page}",)),) if page else ()
    return Outgoing((head, *rows, *more, *where))
