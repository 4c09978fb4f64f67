"""The national days off and working days, from the days file shipped with the program."""

from pydantic import Field

from bot.importers import days
from bot.importers.shipped import DAYS, PLANS
from scheduler.ladder.office import NationalDays


class NationalFile(days.DaysFile):
    """A days file with the years whose days off at Tet are officially decided."""

    tet_decided: frozenset[int] = Field(default=frozenset(), strict=False)


KEYS = days.KEYS | {"tet_decided"}


def national_days() -> NationalDays:
    """The days of the shipped file, read at every start. Raises BadDays."""
    path = PLANS / DAYS
    return read_national(path.read_text(encoding="utf-8"), str(path))


def read_national(text: str, filename: str) -> NationalDays:
    """The days of a national days file. Raises BadDays with every fault."""
    file = days.read_days_file(NationalFile, KEYS, text, filename)
    return NationalDays(file.changes, file.tet_decided)
