"""URLs of the board. Their query holds the filters, so that a view can be bookmarked and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from bot.conversation.lookup import sector_named, unit_named
from bot.queries.filters import WorkFilter, WorkList
from bot.queries.reader import Reader
from bot.texts import board as texts
from storage.task import sectors

T = TypeVar("T")

BOARD = "/board"
TOTALS = "/totals"
SIGN_INS = "/sign-ins"
MAX_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class PageUrls:
    """Makes URLs from an open page: its `filters`, and the parameters every URL needs."""

    filters: Mapping[str, str]
    common: Mapping[str, str]

    def with_filters(self, **changes: str) -> str:
        """The board with some filters changed ("" removes one), from the first page on."""
        kept = {name: value for name, value in self.filters.items() if name != "page"}
        return self._at(BOARD, {**kept, **changes})

    def all(self) -> str:
        return self._at(BOARD, {})

    def item(self, number: int) -> str:
        return self._at(f"{BOARD}/{number}", {})

    def file(self, number: int, evidence_id: int) -> str:
        return self._at(f"{BOARD}/{number}/files/{evidence_id}", {})

    def chat(self) -> str:
        return self._at("/", {})

    def totals(self) -> str:
        """The page of a city: counts of its communes."""
        return self._at(TOTALS, {})

    def _at(self, path: str, parameters: Mapping[str, str]) -> str:
        query = {name: value for name, value in {**self.common, **parameters}.items() if value}
        return f"{path}?{urlencode(query)}" if query else path


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """The parsed query of a board URL, with one sentence for each parameter that is invalid."""

    wanted: WorkFilter
    asked: WorkList | None
    page: int
    filters: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def has_filters(self) -> bool:
        """Whether any filter is set or invalid."""
        return any(self.filters.values()) or bool(self.problems)


def parse_query(reader: Reader, query: Mapping[str, str]) -> BoardQuery:
    """Parse the filters of a URL; an invalid one is reported and does not filter.

    A unit and a sector may be given by any of their names; `filters` holds the unit's key.
    """
    problems: list[str] = []
    unit_words, sector_words = query.get("unit", ""), query.get("sector", "")
    unit = _known(unit_named(reader, unit_words) if unit_words else None, unit_words, problems)
    known = sectors(reader.session) if sector_words else ()
    sector = _known(sector_named(known, sector_words), sector_words, problems)
    asked = _asked(query.get("status", ""), problems)
    since = _day(query.get("from", ""), problems)
    until = _day(query.get("to", ""), problems)
    if since and until and since > until:
        problems.append(texts.BACKWARD)
    page = query.get("page", "")
    filters = {
        "unit": unit.key if unit else "",
        "sector": sector or "",
        "status": asked.value if asked else "",
        "from": since.isoformat() if since else "",
        "to": until.isoformat() if until else "",
        "page": page,
    }
    wanted = WorkFilter(unit_id=unit.id if unit else None, sector=sector, since=since, until=until)
    return BoardQuery(wanted, asked, _page(page), filters, tuple(problems))


def _page(text: str) -> int:
    return max(1, min(int(text), MAX_PAGE)) if text.isdecimal() and len(text) < 9 else 1


def _asked(text: str, problems: list[str]) -> WorkList | None:
    found = next((each for each in texts.STATUSES if each.value == text), None)
    return _known(found, text, problems)


def _known(found: T | None, text: str, problems: list[str]) -> T | None:
    if found is None and text:
        problems.append(texts.BAD_CHOICE.format(text=text[:60]))
    return found


def _day(text: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(texts.BAD_DAY.format(text=text[:20]))
        return None
