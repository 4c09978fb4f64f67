"""Addresses of the board: what is sought stands in them, so that a view can be kept and sent."""

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
LATEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class PageAddress:
    """The page that is open: its filters as they stand in it, and what every address carries."""

    filters: Mapping[str, str]
    carried: Mapping[str, str]

    def to(self, **changes: str) -> str:
        """The board with some filters changed; an empty one is dropped, and so is the page."""
        kept = {name: value for name, value in self.filters.items() if name != "page"}
        return self._at(BOARD, {**kept, **changes})

    def all(self) -> str:
        """The board without any filter."""
        return self._at(BOARD, {})

    def item(self, number: int) -> str:
        """The page of one milestone."""
        return self._at(f"{BOARD}/{number}", {})

    def file(self, number: int, evidence_id: int) -> str:
        """A file of one milestone."""
        return self._at(f"{BOARD}/{number}/files/{evidence_id}", {})

    def chat(self) -> str:
        """The conversation."""
        return self._at("/", {})

    def totals(self) -> str:
        """What a city sees of its communes."""
        return self._at(TOTALS, {})

    def _at(self, place: str, told: Mapping[str, str]) -> str:
        query = {name: value for name, value in {**self.carried, **told}.items() if value}
        return f"{place}?{urlencode(query)}" if query else place


@dataclass(frozen=True, slots=True)
class Sought:
    """What an address asks to see, and a sentence for each part that cannot be read."""

    wanted: WorkFilter
    asked: WorkList | None
    page: int
    filters: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def narrows(self) -> bool:
        """Whether anything is left out, or could not be read."""
        return any(self.filters.values()) or bool(self.problems)


def sought(reader: Reader, query: Mapping[str, str]) -> Sought:
    """Read the filters of an address; what cannot be read does not filter.

    A unit and a sector may stand in it by any of their names; filters have the unit's key.
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
    return Sought(wanted, asked, _page(page), filters, tuple(problems))


def _page(told: str) -> int:
    return max(1, min(int(told), LATEST_PAGE)) if told.isdecimal() and len(told) < 9 else 1


def _asked(told: str, problems: list[str]) -> WorkList | None:
    found = next((each for each in texts.STATUSES if each.value == told), None)
    return _known(found, told, problems)


def _known(found: T | None, told: str, problems: list[str]) -> T | None:
    if found is None and told:
        problems.append(texts.BAD_CHOICE.format(text=told[:60]))
    return found


def _day(told: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        problems.append(texts.BAD_DAY.format(text=told[:20]))
        return None
