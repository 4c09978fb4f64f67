"""Answers to figures in a message that were not recorded, and questions about them."""

from bot.texts import items
from bot.texts.answers import say
from bot.texts.questions import STOP
from scheduler.delivery.channel import Button, Outgoing
from scheduler.delivery.wording import Item


def _named(item: Item) -> str:
    return f"Việc {item.number} ({items.name(item)})"


def refuse_negative(item: Item) -> Outgoing:
    return say(f"{_named(item)}: số không thể nhỏ hơn 0, chưa ghi. Đồng chí gõ lại giúp.")


def refuse_above_hundred(item: Item) -> Outgoing:
    return say(f"{_named(item)}: chưa ghi, tỷ lệ chỉ từ 0 đến 100%. Đồng chí gõ lại giúp.")


def ask_if_so_many(item: Item, value: int) -> Outgoing:
    """Asks to confirm a number far beyond the target by typing it again; it is not recorded."""
    return say(
        f"{_named(item)}: {items.of_target(item, value)} lớn hơn chỉ tiêu nhiều, chưa ghi. "
        f"Nếu đúng, gõ lại {value}; nếu không, gõ số đúng.",
        Button(f"Đúng {value}", str(value)),
        STOP,
    )


def ask_if_reached(item: Item, value: int) -> Outgoing:
    """Asks whether a percentage is the number reached, of a quota that counts in per cent."""
    return say(
        f"{_named(item)}: ghi đã đạt {items.of_target(item, value)}, có phải không? "
        f"Nếu đúng, gõ {value}; nếu không, gõ số đúng.",
        Button(f"Đúng {value}%", str(value)),
        STOP,
    )


def refuse_fraction(item: Item) -> Outgoing:
    """Says that a percentage with a fraction cannot be recorded."""
    return say(
        f"{_named(item)}: chưa ghi, ở đây chỉ ghi được số phần trăm chẵn. "
        f"Đã ghi trước đó: {items.number(item)}. Đồng chí gõ số chẵn, ví dụ 98.",
        STOP,
    )


def ask_for_number(item: Item, whole: int | None) -> Outgoing:
    """Asks for a number instead of a percentage; `whole`: the number if it was 100 %, else None."""
    unit = item.measure or "số lượng"
    right = (Button(f"Đúng {whole}", str(whole)),) if whole is not None else ()
    return say(
        f"{_named(item)}: tính bằng {unit}, hiện {items.number(item)}; phần trăm chưa ghi. "
        "Đã đạt bao nhiêu, tính cả từ đầu?",
        *right,
        STOP,
    )
