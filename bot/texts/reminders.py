"""The digest one person gets: every item with its number, title, due date, and what is asked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.texts import days, items
from scheduler.channel import Block, Bold, Button, Outgoing
from scheduler.wording import Digest, Item, Reminder
from storage.words import Role, Shape

ASKED: Mapping[str, str] = {
    "handover": "Mới giao, đề nghị đồng chí xác nhận đã nhận.",
    "accept": "Chưa xác nhận đã nhận, đề nghị đồng chí xác nhận.",
    "before": "",
    "due": "Đề nghị đồng chí báo kết quả trong hôm nay.",
    "overdue": "Đề nghị đồng chí báo tình hình, vướng mắc hoặc xin gia hạn.",
    "quota": "Đề nghị đồng chí báo số đã đạt.",
    "campaign": "",
    "standing": "",
    "snooze": "Nhắc lại theo yêu cầu của đồng chí.",
}
"""What the lead is asked for, by the first word of the step."""

FOR_OTHERS: Mapping[str, str] = {
    "accept": "Chủ trì chưa xác nhận nhận việc.",
    "before": "Đơn vị đồng chí phối hợp.",
    "escalate": "Đã quá hạn, chưa có kết quả.",
    "blocked": "Chủ trì báo vướng mắc, cần chỉ đạo.",
    "confirm": "Kết quả đã nộp, chờ xác nhận hoặc trả lại.",
    "extension": "Chủ trì xin gia hạn, chờ quyết định.",
}
"""What everybody else is told, by the first word of the step."""


def digest(digest: Digest) -> Outgoing:
    """One message for all of one person's reminders."""
    many = len(digest.reminders)
    head = f"Kính gửi đồng chí {digest.person}: {many} việc cần lưu ý."
    opening = Block((Bold("Nhắc việc"), f" {days.named(digest.today, digest.today)}\n{head}"))
    again = (
        (Block(("Tin gửi lại do đường truyền; nếu đã nhận, xin bỏ qua.",)),)
        if digest.repeated
        else ()
    )
    repeated = {ask for ask, count in Counter(map(_asked, digest.reminders)).items() if count > 1}
    blocks = tuple(_block(reminder, digest, repeated) for reminder in digest.reminders)
    together = tuple(Block((line,)) for line in _together(digest, repeated))
    return Outgoing((opening, *again, *blocks, *together, Block((_how(digest),))), _buttons(digest))


def _asked(reminder: Reminder) -> str:
    """What the lead is asked for; nothing for everybody else."""
    if reminder.asked_by:
        return _at_once(reminder)
    first = reminder.step.split("_")[0]
    return ASKED.get(first, "") if reminder.role is Role.LEAD else ""


def _at_once(reminder: Reminder) -> str:
    """Who wants an answer now, in their own words if they added any."""
    said = "" if reminder.item.confidential else reminder.note
    if said:
        return f"Đồng chí {reminder.asked_by} nhắc: “{said}”"
    return f"Đồng chí {reminder.asked_by} đề nghị báo kết quả ngay."


def _together(digest: Digest, repeated: set[str]) -> Iterator[str]:
    """What is asked for several items is said once, with their numbers."""
    for ask in sorted(repeated - {""}):
        numbers = [str(each.item.number) for each in digest.reminders if _asked(each) == ask]
        yield f"Việc {', '.join(numbers)}: {ask[0].lower()}{ask[1:]}"


def _block(reminder: Reminder, digest: Digest, repeated: set[str]) -> Block:
    item = reminder.item
    first = reminder.step.split("_")[0]
    lines = [items.due(item, digest.today)]
    if reminder.role is Role.LEAD:
        asked = _asked(reminder)
        lines += _for_lead(item, "" if asked in repeated else asked)
    else:
        lines += [
            FOR_OTHERS.get(first, ""),
            f"Chủ trì: {item.lead}",
            *_decides(item, first, digest),
        ]
    if reminder.absent:
        lines.append(f"Đồng chí nhận thay đồng chí {reminder.absent}.")
    if reminder.late:
        lines.append("Tin đến muộn do hệ thống gián đoạn.")
    return items.block(item, *lines)


def _for_lead(item: Item, asked: str) -> list[str]:
    reached = f"Đã đạt {items.number(item)}" if item.shape is Shape.QUOTA else ""
    pending = (
        f"Đang chờ quyết định gia hạn đến {days.short(item.extension_to)}."
        if item.extension_to
        else ""
    )
    return [reached, items.villages(item), pending, asked]


def _decides(item: Item, first: str, digest: Digest) -> list[str]:
    if first == "before":
        return []
    wish = (
        items.wish(item, days.short(item.extension_to))
        if item.extension_to and first == "extension"
        else ""
    )
    how = f"Trả lời: “{item.number} chỉ đạo …”." if first == "blocked" else ""
    return [wish, items.said(item, digest.today), how]


def _how(digest: Digest) -> str:
    mine = [each.item.number for each in digest.reminders if each.role is Role.LEAD]
    if not mine:
        return "Gõ số việc để xem chi tiết."
    number = mine[0]
    return (
        f"Trả lời theo số việc, ví dụ: “{number} đã nhận”, “{number} đang làm 60%”, "
        f"“{number} vướng …”, “{number} xin lùi đến … vì …”, “{number} xong”."
    )


def _buttons(digest: Digest) -> tuple[tuple[Button, ...], ...]:
    numbers = list(dict.fromkeys(reminder.item.number for reminder in digest.reminders))
    row_of = 4
    buttons = [Button(f"Việc {number}", str(number)) for number in numbers]
    rows = tuple(tuple(buttons[i : i + row_of]) for i in range(0, len(buttons), row_of))
    own = any(reminder.role is Role.LEAD for reminder in digest.reminders)
    return (*rows, (Button("Nhắc lại sau", "nhắc lại sau"),)) if own else rows
