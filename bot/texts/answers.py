"""Messages after a change of a milestone, named by the change; `notice_...` go to others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.texts import days, items
from bot.texts.acts import accept_all_words
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.wording import Item


def say(text: str, *buttons: Button) -> Outgoing:
    """A message of one text, with a row of buttons."""
    return Outgoing((Block((text,)),), (buttons,) if buttons else ())


def _named(item: Item) -> str:
    return f"việc {item.number} ({items.name(item)})"


def _quoted(item: Item, reason: str) -> str:
    """A reason in quotes; '' for a confidential item."""
    return "" if item.confidential else f": “{items.shortened(reason)}”"


def accepted(item: Item, today: date) -> Outgoing:
    return say(f"Đã ghi: đồng chí nhận {_named(item)}.\n{items.due(item, today)}.")


NOTHING_TO_ACCEPT = say("Đồng chí không có việc nào chờ nhận. Gõ “việc” để xem việc đang mở.")


def accepted_together(rows: Sequence[Item]) -> Outgoing:
    """Says in one line that several items are accepted."""
    return say(
        f"Đã ghi: đồng chí nhận {len(rows)} việc: {', '.join(str(row.number) for row in rows)}. "
        "Nhầm việc nào, gõ “hoàn tác” kèm số việc."
    )


def ask_to_accept(numbers: Sequence[int]) -> Outgoing:
    """Says that another number of items waits to be accepted than was said; accepts none."""
    button = Button(f"Đã nhận cả {len(numbers)} việc", accept_all_words(numbers))
    listed = ", ".join(map(str, numbers))
    asked = f"Chưa ghi: đồng chí có {len(numbers)} việc chờ nhận: {listed}."
    return Outgoing((Block((asked,)),), ((button,),) if len(numbers) > 1 else ())


def progressed(item: Item) -> Outgoing:
    percent = f" {item.percent}%" if item.percent is not None else ""
    return say(f"Đã ghi: {_named(item)} đang làm{percent}.")


def blocked(item: Item, reason: str) -> Outgoing:
    return say(
        f"Đã ghi: {_named(item)}.\nBáo vướng mắc{_quoted(item, reason)}. "
        "Văn phòng được báo ngay trong giờ làm việc."
    )


def without_names(done: Outgoing) -> Outgoing:
    """Adds to an answer that names of citizens in the message were not stored."""
    return replace(done, blocks=(*done.blocks, Block(("Tên người trong tin không được lưu.",))))


def extension_asked(item: Item, to: Deadline, reason: str, today: date) -> Outgoing:
    return say(
        f"Đã ghi: xin lùi {_named(item)} đến {days.until(to, today)}.\n"
        f"Lý do{_quoted(item, reason)}. "
        f"Hạn hiện nay {days.due_short(item)} vẫn giữ đến khi có quyết định."
    )


def submitted(item: Item) -> Outgoing:
    document = items.document(item, ", văn bản ")
    return say(f"Đã ghi: {_named(item)} đã xong{document}. Chờ Văn phòng xác nhận.")


def snoozed(item: Item, until: datetime) -> Outgoing:
    return say(f"Đã ghi: nhắc lại {_named(item)} lúc {days.moment(until)}.")


def due_date_moved(item: Item, today: date, hour_lost: bool = False) -> Outgoing:
    """Says the new due date; `hour_lost`: the old one had an hour, and the new one has none."""
    whole = " Hạn mới tính hết ngày, không còn giờ." if hour_lost else ""
    return say(f"Đã dời hạn {_named(item)} đến {days.due(item, today)}.{whole} Chủ trì được báo.")


def notice_due_date_moved(item: Item, today: date) -> Outgoing:
    return say(f"Văn phòng đã dời hạn {_named(item)}. {items.due(item, today)}.")


def not_opened(rows: Sequence[Item], today: date) -> Outgoing:
    """Says which items were not reported as done, since their turn has not come."""
    lines = [f"\n{row.number}. {items.name(row)}, {days.named(row.due_on, today)}" for row in rows]
    head = (
        "Chưa ghi xong những việc chưa đến lượt. Việc nào xong thật, đồng chí gõ riêng, như "
        f"“{rows[0].number} xong”:"
    )
    return Outgoing((Block((head, *lines)),))


def confirmed(item: Item) -> Outgoing:
    return say(f"Đã xác nhận {_named(item)} hoàn thành. Chủ trì được báo.")


def sent_back(item: Item, reason: str) -> Outgoing:
    return say(
        f"Đã ghi ý kiến về {_named(item)}.\n"
        f"Trả lại kết quả{_quoted(item, reason)}. Chủ trì được báo."
    )


def granted(item: Item, today: date) -> Outgoing:
    return say(f"Đã gia hạn {_named(item)} đến {days.due(item, today)}. Chủ trì được báo.")


def refused(item: Item, reason: str) -> Outgoing:
    return say(
        f"Đã ghi ý kiến về {_named(item)}.\nKhông gia hạn{_quoted(item, reason)}. "
        f"Hạn giữ nguyên {days.due_short(item)}. Chủ trì được báo."
    )


def directed(item: Item, words: str) -> Outgoing:
    return say(f"Đã ghi chỉ đạo {_named(item)}{_quoted(item, words)}. Chủ trì được báo.")


def cancelled(item: Item, reason: str) -> Outgoing:
    return say(f"Đã hủy {_named(item)}.\nLý do{_quoted(item, reason)}. Chủ trì được báo.")


def reopened(item: Item, was: Item, reason: str, today: date) -> Outgoing:
    """To the secretary: work that `was` done or cancelled is open again."""
    return say(
        f"Đã mở lại {_named(item)}, trước đó {items.STATUS_WORDS[was.status]}.\n"
        f"Lý do{_quoted(item, reason)}. Tình trạng: {items.status(item)}. "
        f"{items.due(item, today)}. Chủ trì được báo."
    )


def notice_reopened(item: Item, was: Item, reason: str, today: date) -> Outgoing:
    """To the lead: work that `was` done or cancelled is open again."""
    return say(
        f"Văn phòng đã mở lại {_named(item)}, trước đó {items.STATUS_WORDS[was.status]}.\n"
        f"Lý do{_quoted(item, reason)}. Tình trạng: {items.status(item)}. "
        f"{items.due(item, today)}."
    )


def notice_confirmed(item: Item) -> Outgoing:
    return say(f"Văn phòng đã xác nhận {_named(item)} hoàn thành. Cảm ơn đồng chí.")


def notice_sent_back(item: Item, reason: str, today: date) -> Outgoing:
    return say(
        f"Văn phòng có ý kiến về {_named(item)}.\n"
        f"Kết quả được trả lại để bổ sung{_quoted(item, reason)}. "
        f"{items.due(item, today)}. Xong, đồng chí gõ “{item.number} xong”."
    )


def notice_granted(item: Item, today: date) -> Outgoing:
    return say(f"Đã đồng ý gia hạn {_named(item)}.\n{items.due(item, today)}.")


def notice_refused(item: Item, reason: str, today: date) -> Outgoing:
    due = items.due(item, today)
    return say(
        f"Văn phòng có ý kiến về {_named(item)}.\n"
        f"Chưa đồng ý gia hạn{_quoted(item, reason)}. {due}."
    )


def notice_directed(item: Item, words: str, today: date) -> Outgoing:
    return say(
        f"Chỉ đạo về {_named(item)}{_quoted(item, words)}.\n"
        f"{items.due(item, today)}. Còn vướng, đồng chí gõ “{item.number} vướng …”."
    )


def notice_cancelled(item: Item, reason: str) -> Outgoing:
    return say(f"Văn phòng đã hủy {_named(item)}.\nLý do{_quoted(item, reason)}.")


def ask_which_item(rows: Sequence[Item]) -> Outgoing:
    """Asks which item a message without a number meant."""
    return _which("Đồng chí nói về việc nào? Gõ số việc:", rows)


def ask_which_item_of_files(rows: Sequence[Item], count: int | None) -> Outgoing:
    """Asks for the item of files; `count` is None for an album, whose pictures come one by one."""
    files = "Các tệp" if count is None else f"{count} tệp"
    return _which(f"{files} này là minh chứng cho việc nào? Gõ số việc:", rows)


def _which(head: str, rows: Sequence[Item]) -> Outgoing:
    lines = [f"\n{row.number}. {items.name(row)}" for row in rows]
    buttons = [Button(f"Việc {row.number}", str(row.number)) for row in rows]
    return Outgoing(
        (Block((head, *lines)),),
        tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4)),
    )


def confirm_understood(item: Item, understood: str) -> Outgoing:
    """Shows what was understood and asks whether it is right."""
    return say(
        f"Việc {item.number} ({items.name(item)}): có phải ý đồng chí là {understood}? "
        "Bấm Đúng, hoặc viết lại cho rõ.",
        Button("Đúng", "đúng"),
        Button("Thôi", "thôi"),
    )


def with_undo_button(message: Outgoing, number: int, several: bool = False) -> Outgoing:
    label = f"Hoàn tác {number}" if several else "Hoàn tác"
    button = Button(label, f"hoàn tác {number}", watch=number)
    return replace(message, buttons=(*message.buttons, (button,)))


def joined_messages(messages: Sequence[Outgoing]) -> Outgoing:
    blocks = tuple(block for message in messages for block in message.blocks)
    rows = tuple(row for message in messages for row in message.buttons)
    return Outgoing(blocks, rows)


def proxied(name: str, message: Outgoing) -> Outgoing:
    """Adds to an answer on whose behalf the reply was entered."""
    return replace(message, blocks=(Block((f"Ghi hộ đồng chí {name}.",)), *message.blocks))


def notice_proxied(by: str, message: Outgoing) -> Outgoing:
    """Tells a person what somebody recorded on their behalf: the first block of `message`."""
    head = f"Đồng chí {by} vừa ghi hộ đồng chí. Nếu chưa đúng, đồng chí báo lại theo số việc."
    return Outgoing((Block((head,)), message.blocks[0]))


def undone(item: Item, what: str, files: int, today: date) -> Outgoing:
    """Tells the lead that their last reply is undone, and its `files` evidence files withdrawn."""
    withdrawn = f"{files} tệp gửi kèm không còn là minh chứng của việc này.\n" if files else ""
    return say(
        f"Đã hoàn tác “{what}” của {_named(item)}.\n"
        f"{withdrawn}Tình trạng: {items.status(item)}. {items.due(item, today)}."
    )


def taken_back(item: Item, what: str, today: date, cancelled: Sequence[int] = ()) -> Outgoing:
    """Tells the secretary or a leader that their decision is undone, and phases `cancelled`."""
    steps = f"Các bước {', '.join(map(str, cancelled))} đã hủy.\n" if cancelled else ""
    return say(
        f"Đã hoàn tác “{what}” của {_named(item)}.\n{steps}"
        f"Tình trạng: {items.status(item)}. {items.due(item, today)}. Chủ trì được báo."
    )


def notice_taken_back(item: Item, what: str, today: date) -> Outgoing:
    """Tells the lead that a decision was undone."""
    return say(
        f"Văn phòng đã rút “{what}” đối với {_named(item)}.\n"
        f"Tình trạng: {items.status(item)}. {items.due(item, today)}."
    )


NOTHING_TO_UNDO = say(
    "Trong một ngày qua đồng chí không có phản hồi nào hay quyết định nào để hoàn tác."
)
