"""The days every commune shares, from the file that ships with the program."""

from pathlib import Path

from bot.importers.days import read_days
from scheduler.office import National

PLANS = Path(__file__).parent.parent.parent / "plans"


def national_days() -> National:
    """The days off and on that every commune shares."""
    path = PLANS / "ngay-nghi.yaml"
    return National(read_days(path.read_text(encoding="utf-8"), str(path)))
