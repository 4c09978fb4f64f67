"""The days off and on that every commune shares, from the days file that ships with the program."""

from pydantic import Field

from bot.importers import days
from bot.importers.shipped import DAYS, PLANS
from scheduler.ladder.office import NationalDays


class NationalFile(days.DaysFile):
    """A days file that also says of which years the days off at Tet are decided."""

    tet_decided: frozenset[int] = Field(default=frozenset(), strict=False)


KEYS = days.KEYS | {"tet_decided"}


def national_days() -> NationalDays:
    """The shipped file; it is read at every start. Raises BadDays."""
    path = PLANS / DAYS
    return read_national(path.read_text(encoding="utf-8"), str(path))


def read_national(text: str, filename: str) -> NationalDays:
    """What a national days file says. Raises BadDays with every fault."""
    file = days.read_file(NationalFile, KEYS, text, filename)
    return NationalDays(file.changes, file.tet_decided)
