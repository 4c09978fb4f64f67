"""The days every commune shares, from the file that ships with the program."""

from bot.importers.days import read_national
from bot.importers.shipped import DAYS, PLANS
from scheduler.office import National


def national_days() -> National:
    """The days off and on that every commune shares, and which Tet is decided."""
    path = PLANS / DAYS
    return read_national(path.read_text(encoding="utf-8"), str(path))
