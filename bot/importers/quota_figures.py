"""What the numbers of a quota in a plan are: their kind, their decimals, and how one is written."""

import re
from collections.abc import Iterable
from decimal import Decimal

from pydantic_core import PydanticCustomError

from bot.language.text.fold import fold
from storage.figures import MOST, PLACES, places
from storage.words import Better, Figure

PLACES_OF_SHARES = 2
"""Decimal places of percents and levels unless the plan states more."""
THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_WRITTEN = re.compile(r"\d{1,13}(?:[.,]\d{1,3})?")
_OF_WHAT_WAS_GIVEN = re.compile(
    r"%.*\b(?:chi tieu|ke hoach|du toan|so duoc giao|nhiem vu|khoi luong)\b"
)


def read_figure(value: object) -> object:
    """A number of a plan file as a decimal; anything else as it is, for validation to refuse.

    "97,5" and "97.5" are one number; "1.500" may be two and is refused.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return value
    text = str(value).strip()
    if THOUSANDS.fullmatch(text) or not _WRITTEN.fullmatch(text):
        raise PydanticCustomError("figure", "no figure")
    return Decimal(text.replace(",", "."))


def in_bounds(figure: Decimal) -> Decimal:
    """The figure; raises ValueError where the database cannot keep it."""
    if figure > MOST or places(figure) > PLACES:
        raise ValueError(figure)
    return figure


def figure_of(stated: Figure | None, better: Better, measure: str) -> Figure:
    """The kind of number that a quota has: as stated, else as its unit suggests.

    A percent of what was given grows to 100; any other rate is a level, and so is what may not
    exceed its target.
    """
    if stated is not None:
        return stated
    if better is Better.LOWER:
        return Figure.LEVEL
    if not measure.startswith("%"):
        return Figure.SUM
    return Figure.PERCENT if _OF_WHAT_WAS_GIVEN.search(fold(measure)) else Figure.LEVEL


def decimals_of(stated: int | None, figure: Figure, numbers: Iterable[Decimal | None]) -> int:
    """The most places of a quota's numbers: as stated, else as many as the plan's own have.

    A share may always have two.
    """
    if stated is not None:
        return stated
    least = 0 if figure is Figure.SUM else PLACES_OF_SHARES
    return max(least, *(places(number) for number in numbers if number is not None))
