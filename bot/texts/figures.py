"""Answers to figures in a message: what was recorded, and questions about what was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.texts import amounts, days, items
from bot.texts.answers import say
from bot.texts.questions import STOP
from scheduler.delivery.channel import Button, Outgoing
from scheduler.delivery.wording import Item


@dataclass(frozen=True, slots=True)
class VillageFall:
    """A village whose number would be lower than before."""

    name: str
    before: int
    now: int


def _named(item: Item) -> str:
    return f"Việc {item.number} ({items.name(item)})"


def _within(item: Item) -> str:
    return f"việc {item.number} ({items.name(item)})"


def counted(item: Item, before: Decimal | None = None) -> Outgoing:
    """Tells the lead that a quota's number is recorded; at the target, offers to report it done.

    `before`: the number until now, which is said of a level that changed, since it may go down too.
    """
    by_village = f"\n{items.villages(item)}." if item.villages and not item.confidential else ""
    was = ""
    if item.is_level and before is not None and before != item.value:
        was = f", trước đó {amounts.in_unit(before, item.measure)}"
    text = f"Đã ghi: {_within(item)} {items.stands(item)}{was}.{by_village}"
    if not item.reached:
        return say(text)
    if item.is_level and item.working_days > 0:
        return say(f"{text} Đang đạt mục tiêu, cần giữ đến {days.short(item.due_on)}.")
    met = "Đạt mục tiêu đến hạn" if item.is_level else "Đã đủ chỉ tiêu"
    return say(
        f"{text} {met}, đồng chí có báo hoàn thành không?",
        Button("Báo hoàn thành", f"{item.number} đã xong"),
    )


def refuse_negative(item: Item) -> Outgoing:
    return say(f"{_named(item)}: số không thể nhỏ hơn 0, chưa ghi. Đồng chí gõ lại giúp.")


def refuse_above_hundred(item: Item) -> Outgoing:
    return say(f"{_named(item)}: chưa ghi, tỷ lệ chỉ từ 0 đến 100%. Đồng chí gõ lại giúp.")


def ask_if_so_many(item: Item, value: Decimal) -> Outgoing:
    """Asks to confirm a number far beyond the target by typing it again; it is not recorded."""
    return _ask_right(
        f"{_named(item)}: {amounts.of_target(item, value)} lớn hơn chỉ tiêu nhiều, chưa ghi.",
        item,
        value,
    )


def ask_if_fewer(item: Item, value: Decimal) -> Outgoing:
    """Asks to confirm a number below the one reported before; it is not recorded."""
    now = amounts.in_unit(value, item.measure)
    before = "số đã ghi"
    if item.value is not None:
        before = f"{amounts.in_unit(item.value, item.measure)} đã ghi"
    return _ask_right(f"{_named(item)}: nay báo {now}, ít hơn {before}; chưa ghi.", item, value)


def ask_if_villages_fell(item: Item, fallen: Sequence[VillageFall], value: Decimal) -> Outgoing:
    """Asks to confirm lower numbers of villages than before; nothing is recorded."""
    listed = ", ".join(f"{each.name} {each.before} → {each.now}" for each in fallen)
    whole = amounts.in_unit(value, item.measure)
    return _ask_right(
        f"{_named(item)}: {listed} là ít hơn số đã ghi, chưa ghi; toàn xã sẽ là {whole}.",
        item,
        value,
    )


def _ask_right(text: str, item: Item, value: Decimal) -> Outgoing:
    typed = amounts.digits(value)
    shown = typed + ("%" if item.measure.startswith("%") else "")
    return say(
        f"{text} Nếu đúng, gõ lại {typed}; nếu không, gõ số đúng.",
        Button(f"Đúng {shown}", typed),
        STOP,
    )


def ask_if_reached(item: Item, value: Decimal) -> Outgoing:
    """Asks whether a percentage is the number reached, of a quota that counts in per cent."""
    typed = amounts.digits(value)
    stands = "mức hiện nay là" if item.is_level else "đã đạt"
    return say(
        f"{_named(item)}: ghi {stands} {amounts.of_target(item, value)}, có phải không? "
        f"Nếu đúng, gõ {typed}; nếu không, gõ số đúng.",
        Button(f"Đúng {typed}%", typed),
        STOP,
    )


def ask_rounder(item: Item, value: Decimal, most: int) -> Outgoing:
    """Asks for a number without so many decimals; `most`: as many as are counted."""
    unit = item.measure or "số lượng"
    said = amounts.digits(value)
    how = f"không quá {most} chữ số sau dấu phẩy" if most else "chỉ ghi số chẵn"
    return say(
        f"{_named(item)}: tính bằng {unit}, {how}; {said} chưa ghi. "
        f"Đã ghi trước đó: {items.number(item)}. Đồng chí gõ lại số đúng.",
        STOP,
    )


def ask_for_number(item: Item, whole: Decimal | None) -> Outgoing:
    """Asks for a number instead of a percentage; `whole`: the number if it was 100 %, else None."""
    unit = item.measure or "số lượng"
    right: tuple[Button, ...] = ()
    if whole is not None:
        right = (Button(f"Đúng {amounts.digits(whole)}", amounts.digits(whole)),)
    asked = "Hiện nay là bao nhiêu?" if item.is_level else "Đã đạt bao nhiêu, tính cả từ đầu?"
    return say(
        f"{_named(item)}: tính bằng {unit}, hiện {items.number(item)}; phần trăm chưa ghi. {asked}",
        *right,
        STOP,
    )
