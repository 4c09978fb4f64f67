"""Words of one year's work said of another year."""

import re

from bot.language.papers.plain import plain, words
from bot.language.papers.times import cycle_name

_YEAR = re.compile(r"(?<=[Nn]ăm )(20\d\d)(?![\d/]| ?[-–] ?20\d\d)")
_TET = words(
    r"tết nguyên đán|tết(?! (?:dương|trung thu))|giao thừa|tất niên|rằm tháng giêng|tháng giêng|"
    r"tháng chạp|ông công|ông táo|âm lịch|đầu xuân|du xuân|xuân mới"
)


def speaks_of_tet(text: str) -> bool:
    """Whether work is about Tet or a day of the lunar calendar around it."""
    return _TET.search(plain(text)) is not None


def moved_words(text: str, since: int, to: int) -> str:
    """The text with its years moved as far, and lunar years called by their new names.

    The term of an office and the date of a document stay.
    """
    moved = _YEAR.sub(lambda found: str(int(found[1]) + to - since), text)
    for year in (since, since + 1):
        name = cycle_name(year).title()
        moved = moved.replace(name, cycle_name(year + to - since).title() if name in text else name)
    return moved
