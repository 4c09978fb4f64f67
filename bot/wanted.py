"""What a question asks to see, as values: which list, narrowed to what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Asked(StrEnum):
    """The lists there are; the words are those of an address of the board."""

    MINE = "mine"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    DECIDE = "decide"
    OPEN = "open"
    DONE = "done"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question narrows its answer to; dates are days in Vietnam, both included.

    `numbers` are those of the milestones meant; None where any may be.
    """

    person_ids: tuple[int, ...] = ()
    unit_id: int | None = None
    sector: str | None = None
    since: date | None = None
    until: date | None = None
    numbers: tuple[int, ...] | None = None


EVERYTHING = Wanted()
