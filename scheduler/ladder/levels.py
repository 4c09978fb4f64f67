"""Whether a quota's number is good, and how far it is from good. Pure."""

from decimal import Decimal

from storage.words import Better


def meets(value: Decimal, target: Decimal, better: Better) -> bool:
    """Whether a number is on the good side of its target, or on it."""
    return value <= target if better is Better.LOWER else value >= target


def short_of(value: Decimal, target: Decimal, better: Better) -> Decimal:
    """How far a number is from its target; 0 where it meets it."""
    return Decimal(0) if meets(value, target, better) else abs(target - value)
