"""One ordering clause of a paper, and what is known before it is read."""

from dataclasses import dataclass
from datetime import date

from bot.language.papers.agencies import Charge
from bot.language.papers.parts import Mode
from bot.language.papers.targets import QuotaTarget
from bot.language.papers.times import Times
from scheduler.calendar.working_time import Calendar


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """What stands above a passage says of it, and the day of the paper."""

    mode: Mode | None
    today: date
    calendar: Calendar
    years: frozenset[int]
    names: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    targets: bool = False
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that orders; `text` its words, `dated_text` those its dates were read from.

    `acting` are its words from whoever acts on; the places of `charge` are places there.

    `above` is the heading right above, for a title that needs it.
    """

    text: str
    sentence: str
    dated_text: str
    acting: str
    times: Times
    target: QuotaTarget | None
    charge: Charge
    lead: str
    supports: tuple[str, ...]
    sector: str | None
    above: str
    ordered: bool
