"""Numbers of quotas with their units: "12 đồng chí", "98,5%", "mục tiêu không quá 4%"."""

from decimal import Decimal

from scheduler.delivery.wording import Item
from storage.figures import plain
from storage.words import Better, Figure

PER_CENT = "%"
LONGEST_UNIT = 40


def digits(number: Decimal | int) -> str:
    """A number with a decimal comma and without zeros at its end: 98,5."""
    return f"{plain(Decimal(number)):f}".replace(".", ",")


def unit(measure: str) -> str:
    """The unit of a quota as it follows a number: "%", " đồng chí"; '' without one."""
    flat = " ".join(measure.split())
    if len(flat) > LONGEST_UNIT:
        flat = flat[:LONGEST_UNIT].rsplit(" ", 1)[0] + "…"
    return flat if flat.startswith(PER_CENT) or not flat else f" {flat}"


def in_unit(number: Decimal | int, measure: str) -> str:
    """A number with its unit: "98,5%", "12 đồng chí"."""
    return f"{digits(number)}{unit(measure)}"


def goal(target: Decimal, measure: str, better: Better) -> str:
    """The target of a level: "từ 97%", "không quá 4%"."""
    side = "không quá" if better is Better.LOWER else "từ"
    return f"{side} {in_unit(target, measure)}"


def of_target(item: Item, value: Decimal) -> str:
    """A value with target and unit: "85/100% chỉ tiêu", "11/33 đồng chí", "98,5% (mục tiêu …)".

    Of a confidential quota the value alone.
    """
    if item.target is None:
        return digits(value)
    if item.is_level:
        stated = goal(item.target, item.measure, item.better)
        return f"{in_unit(value, item.measure)} (mục tiêu {stated})"
    return f"{digits(value)}/{digits(item.target)}{unit(item.measure)}"


def expected(item: Item) -> str:
    """The number that a quota should have today, with the sign of a percent."""
    if item.expected is None:
        return ""
    return digits(item.expected) + (PER_CENT if item.measure.startswith(PER_CENT) else "")


def short(item: Item) -> str:
    """How far a level is from its target: "còn thiếu 2 điểm %"; '' where it meets it."""
    away = item.short_of
    if not away:
        return ""
    points = " điểm %" if item.measure.startswith(PER_CENT) else unit(item.measure)
    side = "còn vượt" if item.better is Better.LOWER else "còn thiếu"
    return f"{side} {digits(away)}{points}"


def example(item: Item) -> str:
    """An example of a report of a quota's number: of what is counted, one more."""
    if item.is_level and item.better is Better.LOWER:
        return "còn …"
    if item.target is None or item.figure is not Figure.SUM:
        return "đạt …"
    return f"đạt {digits((item.value or 0) + 1)}"
