"""Messages on phases of a task that follow when one of them moves."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days, items
from bot.texts.answers import say
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.wording import Item

Moved = tuple[Item, date, date]
"""A phase, with its old and its new due date."""

_NO = Button("Giữ nguyên", "thôi")


def _lines(moves: Sequence[Moved], today: date) -> list[str]:
    return [
        _line(row, Deadline(was, row.due_time), Deadline(to, row.due_time), today)
        for row, was, to in moves
    ]


def _line(row: Item, was: Deadline, to: Deadline, today: date) -> str:
    before = days.with_hour(was.hour, days.short(was.on))
    return f"\n{row.number}. {items.within_task(row)}: {before} → {days.until(to, today)}"


def ask_to_follow(moves: Sequence[Moved], today: date) -> Outgoing:
    """After one phase has moved: asks whether the later ones follow."""
    head = "Các bước sau của nhiệm vụ chưa đổi hạn. Dời theo bằng ấy ngày làm việc không?"
    buttons = (Button("Dời theo", "đúng"), _NO)
    return Outgoing((Block((head, *_lines(moves, today))),), (buttons,))


def ask_to_move_all(item: Item, to: Deadline, moves: Sequence[Moved], today: date) -> Outgoing:
    """Before a phase moves beyond the next one: asks whether all later ones move with it."""
    head = (
        f"Chưa ghi. Việc {item.number} ({items.name(item)}) đến {days.until(to, today)} thì sau "
        "hạn của bước tiếp theo. Dời cả các bước sau không?"
    )
    first = _line(item, item.deadline, to, today)
    buttons = (Button("Dời cả", "đúng"), _NO)
    return Outgoing((Block((head, first, *_lines(moves, today))),), (buttons,))


def ask_to_pass(item: Item, to: Deadline, earlier: Sequence[Item], today: date) -> Outgoing:
    """Before a phase moves ahead of an earlier one: asks whether that is meant."""
    listed = "; ".join(f"việc {row.number}, hạn {days.due_short(row)}" for row in earlier)
    return say(
        f"Chưa ghi. Việc {item.number} ({items.name(item)}) đến {days.until(to, today)} thì trước "
        f"hạn của bước đứng trước ({listed}). Vẫn dời không?",
        Button("Vẫn dời", "đúng"),
        _NO,
    )


KEPT = say("Đã giữ nguyên hạn như đang ghi.")


def followed(moves: Sequence[Moved], left: Sequence[Item], today: date) -> Outgoing:
    """Says which phases moved, each with a button to undo it; `left` have changed meanwhile."""
    parts = []
    if moves:
        numbers = ", ".join(str(row.number) for row, _, _ in moves)
        head = f"Đã dời hạn việc {numbers}. Chủ trì được báo."
        parts.append(Block((head, *_lines(moves, today))))
    if left:
        numbers = ", ".join(str(row.number) for row in left)
        parts.append(Block((f"Chưa dời việc {numbers}, vì đã có thay đổi khác sau khi hỏi.",)))
    undo = tuple(
        Button(f"Hoàn tác {row.number}", f"hoàn tác {row.number}", watch=row.number)
        for row, _, _ in moves
    )
    return Outgoing(tuple(parts), (undo,) if undo else ())


def notice_followed(moves: Sequence[Moved], today: date) -> Outgoing:
    """Tells a lead that the due dates of their phases moved."""
    numbers = ", ".join(str(row.number) for row, _, _ in moves)
    return Outgoing((Block((f"Văn phòng đã dời hạn việc {numbers}:", *_lines(moves, today))),))
