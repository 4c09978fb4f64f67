"""What a paper says of itself in its letterhead: number, day, name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.papers.lines import is_capital, is_title
from bot.language.papers.parts import PaperLine, PaperPart
from bot.language.papers.plain import LazyPattern, first_capital, plain

_DAY = LazyPattern(
    r"ngày (?P<d>\d{1,2}) ?(?:tháng|/|-|\.) ?(?P<m>\d{1,2}) ?(?:năm|/|-|\.) ?(?P<y>20\d\d)"
)
_PLACED = LazyPattern(r"^[^\d]{2,40}, ?ngày ")
_NUMBER = LazyPattern(
    r"số ?:? ?(?P<n>\d{1,4} ?- ?[a-zđ]{2,6} ?/ ?[a-zđ]{2,6}|"
    r"\d{1,4} ?/ ?[a-zđ]{2,6} ?- ?[a-zđ]{2,6})"
)
SEARCHED = 12
"""Paragraphs of the body in which the day of the paper may still be told."""


@dataclass(frozen=True, slots=True)
class PaperSource:
    """Number, day and title of a paper, as far as it tells them."""

    number: str = ""
    dated: date | None = None
    title: str = ""


def source_of(head: Sequence[PaperLine], parts: Sequence[PaperPart]) -> PaperSource:
    """What the letterhead and the first paragraphs say."""
    opening = [part for part in parts[:SEARCHED] if isinstance(part, PaperLine)]
    return PaperSource(
        number=_number(head),
        dated=_dated(head) or _dated(opening),
        title=_title(head),
    )


def _number(head: Sequence[PaperLine]) -> str:
    for line in head:
        found = _NUMBER.search(plain(line.text))
        if found is not None:
            return line.text[found.start("n") : found.end("n")].replace(" ", "")
    return ""


def _dated(lines: Sequence[PaperLine]) -> date | None:
    """The day beside the place, else the first day told."""
    placed = [line for line in lines if _PLACED.match(plain(line.text))]
    for line in (*placed, *lines):
        for found in _DAY.finditer(plain(line.text)):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
    return None


def _title(head: Sequence[PaperLine]) -> str:
    """From the line that says what it is to the end of the head, without dividing lines."""
    start = next((at for at, line in enumerate(head) if is_title(line.text)), None)
    if start is None:
        return ""
    stated = [_lowered(line.text.strip("* ")) for line in head[start:] if not _is_formal(line)]
    return first_capital(" ".join(stated))[:500]


def _is_formal(line: PaperLine) -> bool:
    """Whether a line of the letterhead tells number, place or day, and is no part of the title."""
    key = plain(line.text)
    return bool(_PLACED.match(key) or _NUMBER.match(key) or key.startswith("đảng cộng sản"))


def _lowered(text: str) -> str:
    return text.lower() if is_capital(text) else text
