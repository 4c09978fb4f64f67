"""Questions for missing details, and answers when a question is not answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.texts import days, items
from bot.texts.acts import describe_act
from bot.texts.answers import say
from bot.texts.typed import CHOICE_LETTERS
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.wording import Item
from storage.words import Figure

STOP = Button("Thôi", "thôi")

ASKS = {
    "percent": "đã làm được bao nhiêu phần trăm?",
    "reason_blocked": "vướng mắc ở đâu, cần ai tháo gỡ?",
    "to_date": "xin lùi đến ngày nào?",
    "reason_extension": "lý do xin gia hạn?",
    "document": "số và ngày văn bản? Ví dụ: 45-KH/ĐU ngày 18/11.",
    "document_date": "văn bản ghi ngày nào?",
    "value": "đã đạt bao nhiêu, tính cả từ đầu?",
    "snooze": "nhắc lại khi nào?",
    "moved_to": "dời hạn đến ngày nào?",
    "reason_return": "lý do trả lại, cần bổ sung gì?",
    "reason_refuse": "lý do không gia hạn?",
    "reason_direct": "ý kiến chỉ đạo để gỡ vướng mắc?",
    "reason_cancel": "lý do hủy việc?",
    "reason_reopen": "lý do mở lại việc?",
}

ASKS_OF_LEVEL = {"value": "hiện nay là bao nhiêu?"}
"""The same where it is other of a level to be kept."""

NAMES_OF_SLOTS = {
    "reason_blocked": "nội dung vướng mắc",
    "to_date": "ngày xin lùi đến",
    "reason_extension": "lý do xin gia hạn",
    "document": "số và ngày văn bản",
    "document_date": "ngày văn bản",
    "value": "số đã đạt",
    "snooze": "lúc nhắc lại",
    "moved_to": "ngày dời hạn",
    "reason_return": "lý do trả lại",
    "reason_refuse": "lý do không gia hạn",
    "reason_direct": "ý kiến chỉ đạo",
    "reason_cancel": "lý do hủy việc",
    "reason_reopen": "lý do mở lại việc",
}

HINTS = {
    "percent": "Đồng chí gõ một số từ 0 đến 100, ví dụ 60%.",
    "to_date": "Đồng chí gõ một ngày, có thể kèm giờ, ví dụ 20/12 hoặc 15h thứ Sáu tuần sau.",
    "snooze": "Đồng chí chọn: 2 giờ, chiều nay, sáng mai, thứ Hai, hoặc gõ ngày, giờ như 9h 20/12.",
    "moved_to": "Đồng chí gõ một ngày, có thể kèm giờ, ví dụ 20/12 hoặc 15h 20/12.",
    "document": "Đồng chí gõ số và ngày văn bản, ví dụ: 45-KH/ĐU ngày 18/11.",
    "document_date": "Đồng chí gõ ngày ghi trên văn bản, ví dụ 18/11.",
    "value": "Đồng chí gõ một số, ví dụ 15, hoặc +3 nếu là số tăng thêm.",
}


CHOICES = {
    "snooze": tuple(Button(words, words) for words in ("2 giờ", "Chiều nay", "Sáng mai", "Thứ Hai"))
}
NOTHING_DONE = say("Đã dừng, chưa ghi gì.")


def ask(
    slot: str,
    item: Item,
    act: str = "",
    slots: Mapping[str, Any] | None = None,
    wrong: str = "",
) -> Outgoing:
    """Asks for one slot of an act on an item, repeating what was understood, and what was wrong."""
    known = (
        describe_act(act, slots, item.measure) if act and slots and not item.confidential else ""
    )
    heard = " ".join(each for each in (f"Đã hiểu: {known}." if known else "", wrong) if each)
    asked = ASKS_OF_LEVEL.get(slot, ASKS[slot]) if item.is_level else ASKS[slot]
    return say(
        f"Việc {item.number} ({items.name(item)}): {heard} {asked}".replace("  ", " "),
        *CHOICES.get(slot, ()),
        STOP,
    )


def asked_next(slot: str, item: Item) -> Outgoing:
    return say(
        f"Việc {item.number} ({items.name(item)}) còn cần {NAMES_OF_SLOTS[slot]}, sẽ hỏi tiếp."
    )


def ask_proxy_person(names: Sequence[tuple[str, str]]) -> Outgoing:
    """Asks which of several people of that name a reply is entered for: (name, post)."""
    lettered = list(zip(CHOICE_LETTERS, names, strict=False))
    lines = [f"\n{letter}. {name} ({post})" for letter, (name, post) in lettered]
    others = [f"\n{name} ({post})" for name, post in names[len(lettered) :]]
    buttons = [(Button(f"{name} ({post})"[:60], letter),) for letter, (name, post) in lettered]
    head = "Ghi hộ đồng chí nào? Gõ chữ cái ở đầu dòng, hoặc ghi rõ họ tên, chức danh:"
    return Outgoing((Block((head, *lines, *others)),), (*buttons, (STOP,)))


def ask_snooze() -> Outgoing:
    """Asks until when the reminders of the last digest are snoozed."""
    buttons = tuple(
        Button(button.label, f"nhắc lại {button.say.lower()}") for button in CHOICES["snooze"]
    )
    return say("Nhắc lại các việc trong tin vừa rồi khi nào?", *buttons)


def ask_again(slot: str, item: Item, wrong: str = "") -> Outgoing:
    """Asks for a slot once more, with an example; `wrong` says what cannot be."""
    hint = HINTS.get(slot, "Đồng chí viết một câu ngắn.")
    if slot == "value" and item.figure is not Figure.SUM:
        hint = "Đồng chí gõ một số, ví dụ 98,5."
    return say(f"{wrong or 'Chưa rõ.'} Việc {item.number}: {hint}", *CHOICES.get(slot, ()), STOP)


YES = Button("Đúng", "đúng")
YES_OR_NO = say("Chưa rõ. Đồng chí gõ “đúng” để ghi như trên, “thôi” để bỏ.", YES, STOP)


def ask_of_forwarded(text: str) -> Outgoing:
    return say(
        f"Tin này chuyển tiếp từ người khác, chưa ghi gì: “{items.shortened(text)}”. "
        "Nếu là ý của đồng chí, gõ “đúng”.",
        YES,
        STOP,
    )


def ask_of_edited(text: str) -> Outgoing:
    """Says that an edited message was not recorded again, and asks whether to do so."""
    return say(
        f"Đồng chí vừa sửa tin đã gửi thành “{items.shortened(text)}”. Nội dung ghi trước đó vẫn "
        "giữ, tin đã sửa chưa ghi. Muốn ghi thêm theo tin đã sửa, gõ “đúng”; muốn bỏ nội dung "
        "trước, gõ “hoàn tác”.",
        YES,
        STOP,
    )


def days_in_wrong_order(since: date, until: date) -> Outgoing:
    return say(
        f"Ngày đầu {days.full(since)} sau ngày cuối {days.full(until)}. "
        "Đồng chí xem lại và gõ lại giúp."
    )


def ask_which_person(names: Sequence[str]) -> Outgoing:
    lines = "".join(f"\n{name}" for name in names)
    return say(f"Có {len(names)} đồng chí cùng tên, xin ghi rõ họ tên hoặc chức danh:{lines}")


def offer_undo(numbers: Sequence[int]) -> Outgoing:
    """Offers to undo the last answer, for somebody who says that it was a mistake; `numbers` are
    the items it was about.
    """
    named = ", ".join(str(number) for number in numbers)
    return say(
        f"Phản hồi vừa rồi về việc {named} vẫn giữ. Muốn bỏ, gõ “hoàn tác {numbers[0]}”.",
        *(Button(f"Hoàn tác {number}", f"hoàn tác {number}") for number in numbers),
    )


def question_cancelled(item: Item, kept: bool = False) -> Outgoing:
    """Says that the question is cancelled; `kept`: what was recorded before it stays."""
    if kept:
        return say(f"Việc {item.number}: đã giữ phần đã ghi.")
    return say(f"Việc {item.number}: đã dừng, chưa ghi gì.")
