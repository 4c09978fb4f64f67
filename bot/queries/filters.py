"""What a question asks to see, as values: which list, narrowed to what."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class WorkList(StrEnum):
    """The lists there are; the words are those of an address of the board."""

    MINE = "mine"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    DECIDE = "decide"
    OPEN = "open"
    GOING = "going"
    WAITING = "waiting"
    DONE = "done"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What a question narrows its answer to; dates are days in Vietnam, both included.

    `numbers` are those of the milestones meant; None where any may be.
    """

    person_ids: tuple[int, ...] = ()
    unit_id: int | None = None
    sector: str | None = None
    since: date | None = None
    until: date | None = None
    numbers: tuple[int, ...] | None = None


EVERYTHING = WorkFilter()


def encode(wanted: WorkFilter) -> dict[str, Any]:
    """What is wanted as what JSON holds; `decode` gives back an equal one."""
    told = asdict(wanted)
    days = ("since", "until")
    return told | {name: told[name].isoformat() for name in days if told[name] is not None}


def decode(told: Mapping[str, Any]) -> WorkFilter:
    """What was wanted."""
    since, until = (told[name] and date.fromisoformat(told[name]) for name in ("since", "until"))
    numbers = None if told["numbers"] is None else tuple(told["numbers"])
    return WorkFilter(
        tuple(told["person_ids"]), told["unit_id"], told["sector"], since, until, numbers
    )
