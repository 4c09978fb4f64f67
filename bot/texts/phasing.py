"""Messages on an item that is parted into phases, or gets more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts import days, items
from bot.texts.answers import say
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.wording import Item

_EXAMPLE = "“việc 12 thêm bước: lấy ý kiến 15/11, trình ký 25/11 do Trưởng phòng Kinh tế”"
HOW_TO_ADD = say(f"Xin gõ số việc và từng bước kèm hạn, như {_EXAMPLE}.")


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """A phase of a task as it will be. `number` is None for a new one, `was` its old due date."""

    title: str
    due: Deadline
    lead: str
    number: int | None = None
    was: Deadline | None = None


def which_phase(phases: Sequence[Item]) -> Outgoing:
    """Asks for the number of the phase that is meant."""
    lines = [f"\n{row.number}. {items.within_task(row)}" for row in phases]
    asked = "Chưa ghi. Đồng chí gõ số của bước"
    return Outgoing((Block((f"{asked}, ví dụ “{phases[0].number} xong”:", *lines)),))


def steps_without_day(number: int, parts: Sequence[str]) -> Outgoing:
    """Says which steps have no day, or no name."""
    listed = "; ".join(f"“{items.shortened(part, 60)}”" for part in parts)
    return say(
        f"Chưa ghi cho việc {number}. Mỗi bước cần tên và một hạn; chưa rõ: {listed}. "
        f"Đồng chí gõ lại cả câu, như {_EXAMPLE}."
    )


def other_number_of_steps(number: int, stated: int, steps: Sequence[str]) -> Outgoing:
    """Says that the message names another number of steps than it lists."""
    listed = "; ".join(steps)
    return say(
        f"Chưa ghi cho việc {number}. Đồng chí nói {stated} bước mà kể {len(steps)} bước: "
        f"{listed}. Đồng chí gõ lại cả câu."
    )


def too_many(number: int, most: int) -> Outgoing:
    return say(f"Chưa ghi cho việc {number}. Mỗi lần thêm nhiều nhất {most} bước.")


def too_long(number: int, most: int) -> Outgoing:
    return say(f"Chưa ghi cho việc {number}. Tên một bước không quá {most} chữ.")


def past(number: int, title: str, due: Deadline) -> Outgoing:
    return say(
        f"Chưa ghi cho việc {number}. Bước “{items.shortened(title, 60)}” có hạn "
        f"{days.deadline(due)} đã qua."
    )


def steps_out_of_order(number: int, title: str, earlier: str) -> Outgoing:
    return say(
        f"Chưa ghi cho việc {number}. Bước “{items.shortened(title, 60)}” có hạn trước bước "
        f"“{items.shortened(earlier, 60)}” kể trước nó. Đồng chí xếp lại theo thứ tự ngày."
    )


def which_lead(number: int, why: str) -> Outgoing:
    """Says why the lead of a step is unclear: `why` is a sentence on the name."""
    return say(f"Chưa ghi cho việc {number}. {why}")


def passes(item: Item, due: Deadline, others: Sequence[Item]) -> Outgoing:
    """Says that the last step would be due on the other side of another phase."""
    listed = "; ".join(f"việc {row.number}, hạn {days.due_short(row)}" for row in others)
    return say(
        f"Chưa ghi cho việc {item.number}. Hạn {days.deadline(due)} của bước cuối vượt qua "
        f"bước khác của nhiệm vụ ({listed}); đồng chí dời hạn bước ấy trước."
    )


def ask_if_phases_right(
    item: Item, phases: Sequence[ShownPhase], kept_lead: str, today: date
) -> Outgoing:
    """Shows the phases of the task as they will be, and asks whether they are right.

    `kept_lead`: who goes on leading the item, where another was named for it.
    """
    lines = [_line(place, phase, item.confidential, today) for place, phase in enumerate(phases, 1)]
    head = f"Chưa ghi. Việc {item.number} ({items.name(item)}) sẽ có các bước:"
    note = f"Việc {item.number} giữ số cũ; bước mới nhận số mới."
    if kept_lead:
        note += (
            f" Chủ trì việc {item.number} vẫn là {kept_lead}; muốn đổi, gõ “giao lại riêng việc "
            f"{item.number} cho …”."
        )
    buttons = (Button("Ghi các bước", "đúng"), Button("Thôi", "thôi"))
    return Outgoing((Block((head, *lines)), Block((note,))), (buttons,))


def _line(place: int, phase: ShownPhase, confidential: bool, today: date) -> str:
    was = phase.was if phase.was != phase.due else None
    moved = f"{days.with_hour(was.hour, days.short(was.on))} → " if was else ""
    title = "(theo chế độ riêng)" if confidential else phase.title
    called = f", việc {phase.number}" if phase.number else ", bước mới"
    return f"\n- {title}: {moved}{days.until(phase.due, today)}, {phase.lead}{called}"


def phases_added(item: Item, phases: Sequence[Item], today: date) -> Outgoing:
    """Says which phases the task has now, with the numbers of the new ones."""
    lines = [
        f"\n{row.number}. {items.within_task(row)}: {days.due(row, today)}, {row.lead}"
        for row in phases
    ]
    head = f"Đã ghi các bước của việc {item.number} ({items.name(item)}). Chủ trì được báo."
    return Outgoing((Block((head, *lines)),))


def notice_phases_added(item: Item, numbers: Sequence[int], today: date) -> Outgoing:
    """Tells the lead of an item that its task got phases."""
    listed = ", ".join(map(str, numbers))
    return say(
        f"Văn phòng đã thêm bước cho nhiệm vụ của việc {item.number} ({items.name(item)}): "
        f"việc {listed}. {items.due(item, today)}."
    )
