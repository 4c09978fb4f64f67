"""Formats the typed cells of a report: days, numbers, shares in percent."""

from datetime import date, datetime
from decimal import Decimal

from bot.language.text.letters import clean
from bot.texts.days import with_hour
from bot.texts.document import Cell, Mean, Share
from storage.figures import plain


def shown(cell: Cell) -> str:
    """A cell as text; '' for None."""
    match cell:
        case None:
            return ""
        case datetime():
            return with_hour(cell.time(), f"{cell:%d/%m/%Y}")
        case date():
            return f"{cell:%d/%m/%Y}"
        case Share():
            return f"{_tenths(100 * cell.part, cell.whole)}%"
        case Mean():
            return _tenths(cell.total, cell.count)
        case int() | Decimal():
            whole, comma, rest = f"{plain(Decimal(cell)):,f}".partition(".")
            return whole.replace(",", ".") + ("," + rest if comma else "")
        case str():
            return clean(cell)


def _tenths(part: int | Decimal, whole: int | Decimal) -> str:
    """`part` / `whole` with one decimal, as 66,7; 66 without its zero."""
    number, tenth = divmod(int((20 * part + whole) // (2 * whole)), 10)
    return f"{number},{tenth}" if tenth else f"{number}"
