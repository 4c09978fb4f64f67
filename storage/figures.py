"""Figures of quotas: exact decimals with at most three places. Pure."""

from decimal import Decimal

PLACES = 3
"""The most decimal places of a stored figure."""
MOST = 10**12
"""The largest figure that is stored."""


def plain(figure: Decimal) -> Decimal:
    """The same figure without zeros at its end: 98.5 for 98.500, 100 for 1E+2."""
    return figure.quantize(Decimal(1)) if figure == int(figure) else figure.normalize()


def places(figure: Decimal) -> int:
    """How many decimal places a figure has, without zeros at its end."""
    exponent = plain(figure).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def as_json(figure: Decimal | None) -> int | str | None:
    """A figure as a JSON value: a number if it is whole, else its digits ("98.5")."""
    if figure is None:
        return None
    return int(figure) if figure == int(figure) else str(plain(figure))


def of_json(stored: float | str | None) -> Decimal | None:
    """The figure of such a JSON value."""
    return None if stored is None else Decimal(str(stored))
