"""Sentences on usual days, which the office confirms."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days, items
from bot.texts.answers import say
from scheduler.calendar.day_rule import KnownDay
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Item

TITLE = "Ngày dự kiến, cần Văn phòng xác nhận"
NONE_LEFT = "Không còn ngày dự kiến nào cần xác nhận."
ALL_RIGHT = Button("Đúng cả", "ngày dự kiến đúng cả")
HOW = (
    "Trả lời trong một tin, ví dụ: “ngày dự kiến 12, 13 đúng; 15 ngày 20/12; còn lại đúng”. "
    "Chưa rõ thì để sau; đến hạn vẫn nhắc theo ngày này."
)


def listed(usual: Sequence[Item], named: Sequence[KnownDay], today: date) -> Outgoing:
    """The days to be confirmed, with an example of an answer."""
    said = blocks(usual, named, today)
    if not said:
        return say(NONE_LEFT)
    return Outgoing(tuple(said), ((ALL_RIGHT,),) if usual else ())


def blocks(usual: Sequence[Item], named: Sequence[KnownDay], today: date) -> list[Block]:
    """The list in blocks; none if there is nothing to confirm or enter."""
    known = [_named(each.name, each.usual_on, each.day, today) for each in named]
    lines = [
        f"{item.number}. {items.name(item)}: {days.named(item.due_on, today)}" for item in usual
    ]
    said = []
    if usual:
        said.append(Block((Bold(f"{TITLE}: {len(lines)}"), *(f"\n{each}" for each in lines))))
    if known:
        said.append(Block((Bold("Ngày do nơi khác định"), *(f"\n{each}" for each in known))))
    if waiting := [each for each in named if each.day is None]:
        said.append(Block((f"Khi biết ngày, gõ như “ngày dự kiến: {waiting[0].name} 5/12”.",)))
    if usual:
        said.append(Block((HOW,)))
    return said


def _named(name: str, usual_on: date, day: date | None, today: date) -> str:
    if day is not None:
        return f"{name}: {days.named(day, today)}"
    return f"{name}: chưa có, đang tính {days.named(usual_on, today)}"


def stored(
    right: int, moved: Sequence[Item], entered: Sequence[tuple[str, date]], left: int
) -> Outgoing:
    """Says what of an answer was stored and how many days are left."""
    lines = [f"ngày {name} là {days.full(day)}" for name, day in entered]
    lines += [f"{right} ngày dự kiến là đúng"] if right else []
    lines += [f"việc {item.number} có hạn {days.full(item.due_on)}" for item in moved]
    if not lines:
        return say("Chưa ghi gì: không có ngày nào đổi.")
    heard = " Chủ trì được báo." if moved else ""
    rest = f" Còn {left} ngày dự kiến, gõ “ngày dự kiến” để xem." if left else f" {NONE_LEFT}"
    return say(f"Đã ghi: {'; '.join(lines)}.{heard}{rest}")


def not_understood(parts: Sequence[str]) -> Outgoing:
    quoted = ", ".join(f"“{items.shortened(part, 40)}”" for part in parts)
    return say(
        f"Chưa ghi gì: chưa rõ {quoted}. Ví dụ: “ngày dự kiến 12 đúng; 15 ngày 20/12; "
        "còn lại đúng”."
    )


def no_such_numbers(numbers: Sequence[int]) -> Outgoing:
    named = ", ".join(map(str, numbers))
    return say(f"Chưa ghi gì: không có việc đang mở nào mang số {named}.")


def past_days(numbers: Sequence[int]) -> Outgoing:
    named = ", ".join(map(str, numbers))
    return say(f"Chưa ghi gì: ngày của việc {named} đã qua. Xin ghi ngày từ hôm nay trở đi.")


def of_plan(rows: Sequence[tuple[str, date]]) -> list[str]:
    """Lists the work whose due date the office has to confirm, for whoever imports a plan."""
    if not rows:
        return []
    head = (
        f"Ngày dự kiến, do Văn phòng xác nhận: {len(rows)}. Văn phòng được hỏi một lần trong chat."
    )
    return [head, *(f"  {days.full(day)}: {name}" for name, day in rows)]
