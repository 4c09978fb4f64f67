"""Describes an act that the program understood, for its questions back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.texts import amounts, days, items
from scheduler.calendar.deadline import Deadline

NAMES = {
    "accept": "đã nhận",
    "progress": "đang làm",
    "block": "vướng mắc",
    "count": "báo số",
    "extend": "xin gia hạn",
    "done": "đã xong",
    "confirm": "xác nhận",
    "send_back": "trả lại",
    "grant": "đồng ý gia hạn",
    "refuse": "không gia hạn",
    "direct": "chỉ đạo",
    "cancel": "hủy việc",
    "reopen": "mở lại việc",
    "submit": "đã xong",
    "document": "số và ngày văn bản",
    "ask_extension": "xin gia hạn",
    "snooze": "nhắc lại sau",
    "move": "dời hạn",
    "follow": "dời hạn",
    "phase": "thêm bước",
}

LETTERS: Mapping[str, str] = {
    "a": "{} đã nhận",
    "b": "{} đang làm",
    "c": "{} đã xong",
    "d": "{} vướng mắc",
    "g": "{} xin gia hạn",
    "h": "{} báo số",
    "m": "{} xác nhận",
    "n": "{} trả lại",
    "p": "{} đồng ý gia hạn",
    "q": "{} không gia hạn",
    "s": "{} chỉ đạo",
    "t": "nhắc ngay {}",
}
"""By letter: the words of the act it stands for, with {} for the item numbers.

A letter keeps its act for ever. Letters that are words of chat (e, k, u, r, v) or look like digits
are not used.
"""


LONGEST_WORDS = 200
"""The most letters of the words behind a button."""


def act_words(letter: str, numbers: str) -> str:
    """The words of a letter's act on items."""
    return LETTERS[letter].format(numbers)


def accept_all_words(numbers: Sequence[int]) -> str:
    """The words that accept several items: "nhận cả việc 1-14, 20"; '' for fewer than two.

    Without the numbers where a button cannot hold them.
    """
    if len(numbers) < 2:
        return ""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    written = ", ".join(f"{each[0]}-{each[-1]}" if each[1:] else str(each[0]) for each in spans)
    words = f"nhận cả việc {written}"
    return words if len(words) <= LONGEST_WORDS else f"nhận cả {len(numbers)} việc"


def letter_alone(letter: str) -> str:
    """The answer to a letter of an act that was typed without an item: what the letter means."""
    return act_words(letter, "").strip()


def _deadline(slot: str) -> str:
    """A deadline as a slot holds it, in words: 20/10, 15h 20/10, or 15h alone."""
    stated = Deadline.fromisoformat(slot)
    day = "" if stated.on == date.max else days.short(stated.on)
    return days.with_hour(stated.hour, day).strip()


def describe_act(act: str, slots: Mapping[str, Any], measure: str = "") -> str:
    """An act with its known slots, like "đang làm, 60%"; `measure`: the unit of a quota."""
    parts = [NAMES[act]]
    if "percent" in slots:
        parts.append(f"{slots['percent']}%")
    if "value" in slots:
        parts.append(amounts.in_unit(Decimal(str(slots["value"])), measure))
    if "to_date" in slots:
        parts.append(f"đến {_deadline(slots['to_date'])}")
    if "document" in slots:
        number, dated = slots["document"]
        day = f" ngày {days.full(date.fromisoformat(dated))}" if dated else ""
        parts.append(f"văn bản {number}{day}")
    reasons = [slots[name] for name in slots if name.startswith("reason")]
    parts += [f"lý do “{items.shortened(reason)}”" for reason in reasons]
    return ", ".join(parts)
