"""Answers about reminders that people ask for themselves: kept, listed, taken back, refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.texts import days, items, repetition
from bot.texts.answers import say
from scheduler.calendar.repetition import Repetition
from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Item

MOST_BUTTONS = 6
"""The most buttons under a list; the others are taken back by typing."""
LISTED_WORDS = 100
"""The most letters of a reminder's words in a list."""
STOP = Button("Thôi", "thôi")
ALL = Button("Các lời nhắc", "các lời nhắc")
HOW = (
    "“nhắc tôi 15h mai gọi chị Hoa”, “nhắc tôi việc 12 sáng thứ Sáu”, "
    "“thứ Hai hằng tuần 7h30 nhắc tôi giao ban”"
)
HOW_TO_ASK = say(f"Đồng chí muốn được nhắc gì, lúc nào? Gõ như {HOW}.")
NONE = say(f"Đồng chí chưa hẹn lời nhắc nào. Gõ như {HOW}.")
NOT_THERE = say("Không có lời nhắc đó. Chưa bỏ gì.", ALL)
SEVERAL_FIT = say("Có nhiều lời nhắc như vậy, chưa bỏ gì. Gõ kèm số của lời nhắc.", ALL)
NOTHING_TO_COME = say("Lời nhắc này không còn lần nào sắp tới, chưa hẹn lại.", ALL)
ASK_WHAT = say("Nhắc đồng chí việc gì? Gõ số việc hoặc vài chữ.", STOP)
NOTHING_TO_SNOOZE = say(
    "Tin nhắc gần nhất không còn việc nào do đồng chí chủ trì để nhắc lại, chưa ghi gì. "
    "Muốn tự hẹn, gõ như “nhắc tôi việc 12 sáng mai”.",
    Button("Việc của tôi", "việc"),
)
WORDS_NOT_KEPT = "\nViệc theo chế độ riêng: lời kèm theo không lưu."


@dataclass(frozen=True, slots=True)
class ShownReminder:
    """One reminder as its owner sees it; `next_at` is UTC."""

    number: int
    next_at: datetime
    words: str
    item: Item | None = None
    rule: Repetition | None = None


def asked(rows: Sequence[ShownReminder], words_left: bool = False) -> Outgoing:
    """Says back when the reader will be reminded of what, exactly."""
    lines = "\n".join(f"Đã hẹn nhắc đồng chí {_when(row)}: {_what(row)}." for row in rows)
    numbers = ", ".join(str(row.number) for row in rows)
    left = WORDS_NOT_KEPT if words_left else ""
    return say(f"{lines}{left}", Button("Bỏ lời nhắc", f"bỏ lời nhắc {numbers}"), ALL)


def listed(rows: Sequence[ShownReminder], most: int) -> Outgoing:
    """Lists what is to come, the next one first."""
    lines = [f"\nLời nhắc {row.number}: {_when(row)}, {_what(row, LISTED_WORDS)}" for row in rows]
    head = Block((Bold(f"Các lời nhắc của đồng chí: {len(rows)}"), *lines))
    how = f"Bỏ: gõ như “bỏ lời nhắc {rows[0].number}”. Mỗi người hẹn được nhiều nhất {most}."
    buttons = [
        Button(f"Bỏ {row.number}", f"bỏ lời nhắc {row.number}") for row in rows[:MOST_BUTTONS]
    ]
    buttons_in_rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    return Outgoing((head, Block((how,))), buttons_in_rows)


def dropped(rows: Sequence[ShownReminder]) -> Outgoing:
    """Says what is taken back, and how it is asked for again."""
    lines = "\n".join(f"Đã bỏ lời nhắc {row.number}: {_what(row, LISTED_WORDS)}." for row in rows)
    numbers = ", ".join(str(row.number) for row in rows)
    return say(lines, Button("Hẹn lại", f"giữ lời nhắc {numbers}"), ALL)


def ask_when(what: str, before_afternoon: bool) -> Outgoing:
    """Asks for the time, offering some."""
    coming = ("30 phút nữa", *(("chiều nay",) if before_afternoon else ()), "sáng mai", "thứ Hai")
    buttons = [Button(words[0].upper() + words[1:], words) for words in coming]
    return say(
        f"Nhắc đồng chí {what} khi nào? Gõ ngày, giờ, ví dụ “9h mai”, “20/10”, “30 phút nữa”.",
        *buttons,
        STOP,
    )


def ask_when_again() -> Outgoing:
    return say("Chưa rõ lúc nào. Gõ ngày, giờ, ví dụ “9h mai”, “20/10”, “30 phút nữa”.", STOP)


def what_of(numbers: Sequence[int], words: str) -> str:
    """What a wish is about, as a question names it."""
    named = f"việc {', '.join(map(str, numbers))}" if numbers else ""
    said = f"“{items.shortened(words, LISTED_WORDS)}”" if words else ""
    return " ".join(part for part in (named, said) if part)


def is_past(moment: datetime) -> Outgoing:
    return say(f"{days.moment(moment)} đã qua, chưa hẹn. Gõ ngày, giờ khác, ví dụ “9h mai”.", STOP)


def impossible_day(phrase: str) -> Outgoing:
    return say(f"Không có ngày, giờ “{phrase}”, chưa hẹn. Đồng chí xem lại giúp.")


def too_far(moment: datetime) -> Outgoing:
    return say(f"{days.moment(moment)} xa quá một năm, chưa hẹn. Chỉ hẹn trong một năm tới.")


def too_long(most: int) -> Outgoing:
    return say(f"Lời nhắc dài nhất {most} ký tự, chưa hẹn. Đồng chí viết ngắn lại giúp.")


def too_many(most: int) -> Outgoing:
    return say(
        f"Mỗi người hẹn được nhiều nhất {most} lời nhắc, chưa hẹn thêm. Đồng chí bỏ bớt giúp.", ALL
    )


def only_oneself(numbers: Sequence[int], chases: bool, own_words: str) -> Outgoing:
    """To who wants somebody else to be reminded later: what is possible instead."""
    at_once = ""
    if chases:
        whom = ", ".join(map(str, numbers)) or "12"
        at_once = f" Nhắc ngay trong giờ làm việc thì được: “nhắc ngay {whom}”."
    return say(
        f"Chưa hẹn: hẹn giờ chỉ nhắc được chính đồng chí, không nhắc thay người khác.{at_once} "
        f"Hoặc để tự nhớ, gõ “nhắc tôi {items.shortened(own_words, LISTED_WORDS)}”."
    )


def already_closed(item: Item) -> Outgoing:
    return say(
        f"Việc {item.number} {items.status(item)}, không hẹn nhắc nữa.",
        Button("Xem việc", str(item.number)),
    )


def _when(row: ShownReminder) -> str:
    at = f"lúc {days.moment(row.next_at)}"
    if row.rule is None:
        return at
    clock = days.clock(row.next_at)
    rule, next_day = repetition.rule_in_words(row.rule), days.dated(local_day(row.next_at))
    return f"{clock} {rule}, lần tới {next_day}"


def _what(row: ShownReminder, most: int = 300) -> str:
    parts = []
    if row.item is not None:
        parts.append(f"việc {row.item.number} ({items.name(row.item)})")
    if row.words:
        parts.append(items.shortened(row.words, most).rstrip("."))
    return "; ".join(parts)
