"""The days every commune shares, from the file that ships with the program."""

from pathlib import Path

from bot.importers.days import read_national
from scheduler.office import National

PLANS = Path(__file__).parent.parent.parent / "plans"


def national_days() -> National:
    """The days off and on that every commune shares, and which Tet is decided."""
    path = PLANS / "ngay-nghi.yaml"
    return read_national(path.read_text(encoding="utf-8"), str(path))
