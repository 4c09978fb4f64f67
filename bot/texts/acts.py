"""Describes an act that the program understood, for its questions back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.texts import days, items

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
    "submit": "đã xong",
    "ask_extension": "xin gia hạn",
    "snooze": "nhắc lại sau",
    "move": "dời hạn",
    "follow": "dời hạn",
}


def understood(act: str, slots: Mapping[str, Any]) -> str:
    """An act with its known slots, like "đang làm, 60%"."""
    parts = [NAMES[act]]
    if "percent" in slots:
        parts.append(f"{slots['percent']}%")
    if "value" in slots:
        parts.append(f"đạt {slots['value']}")
    if "to_date" in slots:
        parts.append(f"đến {days.short(date.fromisoformat(slots['to_date']))}")
    if "document" in slots:
        number, dated = slots["document"]
        parts.append(f"văn bản {number} ngày {days.short(date.fromisoformat(dated))}")
    reasons = [slots[name] for name in slots if name.startswith("reason")]
    parts += [f"lý do “{items.shortened(reason)}”" for reason in reasons]
    return ", ".join(parts)
