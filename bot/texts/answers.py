"""What the program answers: each change in one sentence that repeats what was understood."""

from collections.abc import Sequence
from datetime import date

from bot.texts import days, items
from scheduler.channel import Block, Button, Outgoing
from scheduler.wording import Item


def say(text: str, *buttons: Button) -> Outgoing:
    """One sentence, with a row of buttons."""
    return Outgoing((Block((text,)),), (buttons,) if buttons else ())


def _named(item: Item) -> str:
    return f"việc {item.number} ({items.name(item)})"


def accepted(item: Item, today: date) -> Outgoing:
    """The lead took the work on."""
    return say(f"Đã ghi: đồng chí nhận {_named(item)}. {items.due(item, today)}.")


def progressed(item: Item) -> Outgoing:
    """The lead is at work."""
    percent = f" {item.percent}%" if item.percent is not None else ""
    return say(f"Đã ghi: {_named(item)} đang làm{percent}.")


def blocked(item: Item, reason: str) -> Outgoing:
    """The lead cannot go on."""
    return say(
        f"Đã ghi: {_named(item)} vướng mắc: “{items.shortened(reason)}”. "
        "Văn phòng được báo ngay trong giờ làm việc."
    )


def counted(item: Item) -> Outgoing:
    """A number of a quota."""
    reached = item.target is not None and (item.value or 0) >= item.target
    text = f"Đã ghi: {_named(item)} đạt {items.number(item)}."
    if reached:
        return say(
            text + " Đã đủ chỉ tiêu, đồng chí có báo hoàn thành không?",
            Button("Báo hoàn thành", f"{item.number} đã xong"),
        )
    return say(text)


def extension_asked(item: Item, to_date: date, reason: str, today: date) -> Outgoing:
    """A later date was asked for."""
    return say(
        f"Đã ghi: xin lùi {_named(item)} đến {days.named(to_date, today)}, "
        f"lý do “{items.shortened(reason)}”. "
        f"Hạn hiện nay {days.short(item.due_on)} vẫn giữ đến khi có quyết định."
    )


def submitted(item: Item) -> Outgoing:
    """The result was handed in."""
    document = f", văn bản {item.document}" if item.document else ""
    return say(f"Đã ghi: {_named(item)} đã xong{document}. Chờ Văn phòng xác nhận.")


def confirmed(item: Item) -> Outgoing:
    """The secretary took the result."""
    return say(f"Đã xác nhận {_named(item)} hoàn thành. Chủ trì được báo.")


def sent_back(item: Item, reason: str) -> Outgoing:
    """The secretary returned the result."""
    return say(f"Đã trả lại {_named(item)}: “{items.shortened(reason)}”. Chủ trì được báo.")


def granted(item: Item, today: date) -> Outgoing:
    """The secretary granted an extension."""
    due = days.named(item.due_on, today)
    return say(f"Đã gia hạn {_named(item)} đến {due}. Chủ trì được báo.")


def refused(item: Item, reason: str) -> Outgoing:
    """The secretary refused an extension."""
    return say(
        f"Không gia hạn {_named(item)}: “{items.shortened(reason)}”. "
        f"Hạn giữ nguyên {days.short(item.due_on)}. Chủ trì được báo."
    )


def cancelled(item: Item, reason: str) -> Outgoing:
    """The secretary struck the work out."""
    return say(f"Đã hủy {_named(item)}: “{items.shortened(reason)}”. Chủ trì được báo.")


def told_confirmed(item: Item) -> Outgoing:
    """To the lead: the result was taken."""
    return say(f"Văn phòng đã xác nhận {_named(item)} hoàn thành. Cảm ơn đồng chí.")


def told_sent_back(item: Item, reason: str, today: date) -> Outgoing:
    """To the lead: the result came back."""
    return say(
        f"Kết quả {_named(item)} được trả lại để bổ sung: “{items.shortened(reason)}”. "
        f"{items.due(item, today)}. Xong, đồng chí gõ “{item.number} xong”."
    )


def told_granted(item: Item, today: date) -> Outgoing:
    """To the lead: the date was moved."""
    return say(f"Đã đồng ý gia hạn {_named(item)}. {items.due(item, today)}.")


def told_refused(item: Item, reason: str, today: date) -> Outgoing:
    """To the lead: the date stays."""
    due = items.due(item, today)
    return say(f"Chưa đồng ý gia hạn {_named(item)}: “{items.shortened(reason)}”. {due}.")


def told_cancelled(item: Item, reason: str) -> Outgoing:
    """To the lead: the work is struck out."""
    return say(f"Văn phòng đã hủy {_named(item)}: “{items.shortened(reason)}”.")


def which(rows: Sequence[Item], text: str) -> Outgoing:
    """Asks which item a message without a number meant."""
    lines = [f"\n{row.number}. {items.name(row)}" for row in rows]
    buttons = [Button(f"Việc {row.number}", f"{row.number} {text}"[:200]) for row in rows]
    head = "Đồng chí nói về việc nào? Gõ số việc:"
    return Outgoing(
        (Block((head, *lines)),), tuple(tuple(buttons[i : i + 4]) for i in range(0, len(rows), 4))
    )


def sure(understood: str, say_again: str) -> Outgoing:
    """Shows what was understood and asks whether it is right."""
    return say(
        f"Có phải ý đồng chí: {understood}? Bấm Đúng, hoặc viết lại cho rõ.",
        Button("Đúng", say_again),
    )
