"""Lists in chat: overdue, due soon, my work, what waits, how work stands."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.texts import days, items
from scheduler.channel import Block, Bold, Button, Outgoing
from scheduler.wording import Item, Tally
from storage.words import Shape, Status

PAGE = 10


def _list(
    title: str,
    rows: Sequence[Item],
    today: date,
    line: Callable[[Item, date], Sequence[str]],
    empty: str,
    start: int = 0,
    more: str = "",
) -> Outgoing:
    if not rows:
        return Outgoing((Block((empty,)),))
    shown = rows[start : start + PAGE]
    blocks = [items.block(row, *line(row, today)) for row in shown]
    left = len(rows) - start - len(shown)
    if left > 0:
        blocks.append(Block((f"Còn {left} việc nữa.",)))
    buttons = _numbers(shown)
    if left > 0 and more:
        buttons += ((Button("Xem thêm", f"{more} {start + PAGE}"),),)
    return Outgoing((Block((Bold(f"{title}: {len(rows)} việc"),)), *blocks), buttons)


def _reached(row: Item) -> str:
    by_village = items.villages(row)
    told = f"{row.number}. {items.name(row)}: {items.number(row)}"
    return f"{told}\n   {by_village}" if by_village else told


def _numbers(rows: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(f"Việc {row.number}", str(row.number)) for row in rows]
    return tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))


def _with_lead(row: Item, today: date) -> Sequence[str]:
    return (items.due(row, today), f"Chủ trì: {row.lead}", items.said(row, today))


def _own(row: Item, today: date) -> Sequence[str]:
    return (items.due(row, today), f"Tình trạng: {items.stands(row)}")


def _to_decide(row: Item, today: date) -> Sequence[str]:
    if row.extension_to:
        ask = items.wish(row, days.named(row.extension_to, today))
    elif row.status is Status.SUBMITTED:
        shown = row.document and not row.confidential
        ask = f"Đã nộp kết quả{f', văn bản {row.document}' if shown else ''}"
    else:
        ask = "Vướng mắc, cần chỉ đạo"
    return (ask, items.due(row, today), f"Chủ trì: {row.lead}", items.said(row, today))


def overdue(rows: Sequence[Item], today: date, start: int = 0) -> Outgoing:
    """What is late: days late, lead, last reply."""
    return _list("Quá hạn", rows, today, _with_lead, "Không có việc quá hạn.", start, "/quahan")


def due_soon(rows: Sequence[Item], today: date, start: int = 0) -> Outgoing:
    """What is due in the coming days."""
    empty = "Không có việc đến hạn trong thời gian này."
    return _list("Sắp đến hạn", rows, today, _with_lead, empty, start, "/sapden")


def unreported(rows: Sequence[Item], today: date) -> Outgoing:
    """Who has said nothing for a week."""
    return _list("Chưa báo cáo", rows, today, _with_lead, "Các việc đều đã có phản hồi.")


def own(rows: Sequence[Item], today: date, start: int = 0) -> Outgoing:
    """The speaker's own open work."""
    empty = "Đồng chí không có việc đang mở. Khi được giao việc, tin nhắc sẽ đến tại đây."
    return _list("Việc của đồng chí", rows, today, _own, empty, start, "/viec")


def selected(title: str, rows: Sequence[Item], today: date) -> Outgoing:
    """The open work of a person or unit."""
    return _list(title, rows, today, _with_lead, f"{title}: không có việc đang mở.")


def to_decide(rows: Sequence[Item], today: date, start: int = 0) -> Outgoing:
    """What waits for a decision."""
    empty = "Không có việc chờ quyết định."
    return _list("Chờ quyết định", rows, today, _to_decide, empty, start, "/choduyet")


def progress(tallies: Sequence[Tally], quotas: Sequence[Item], title: str = "Tiến độ") -> Outgoing:
    """How work stands: done, open, overdue, and the numbers of quotas."""
    if not tallies:
        return Outgoing((Block((f"{title}: chưa có việc nào.",)),))
    lines = [
        f"\n{tally.name}: xong {tally.done}, đang làm {tally.open}, quá hạn {tally.overdue}"
        for tally in tallies
    ]
    blocks = [Block((Bold(title), *lines))]
    numbers = [row for row in quotas if row.shape is Shape.QUOTA]
    if numbers:
        reached = [f"\n{_reached(row)}" for row in numbers]
        blocks.append(Block((Bold("Chỉ tiêu"), *reached)))
    return Outgoing(tuple(blocks))
