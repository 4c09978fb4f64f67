"""The lists of work that people ask for, and filters of them, as values. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class WorkList(StrEnum):
    """The lists people can ask for; the values stand in the board's URLs and stored questions."""

    MINE = "mine"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    UNACCEPTED = "unaccepted"
    DECIDE = "decide"
    OPEN = "open"
    NOT_YET_DUE = "going"
    WAITING = "waiting"
    BLOCKED = "blocked"
    EXTENSION = "extension"
    DONE = "done"
    ON_TIME = "on_time"
    LATE = "late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """A filter of milestones; a field that is empty or None does not restrict.

    `since` and `until` are days in Vietnam, both included; `numbers`, if empty, match none.
    """

    person_ids: tuple[int, ...] = ()
    unit_id: int | None = None
    sector: str | None = None
    since: date | None = None
    until: date | None = None
    numbers: tuple[int, ...] | None = None


EVERYTHING = WorkFilter()


def encode(wanted: WorkFilter) -> dict[str, Any]:
    """A filter as JSON values; `decode` gives back an equal one."""
    fields = asdict(wanted)
    days = ("since", "until")
    return fields | {name: fields[name].isoformat() for name in days if fields[name] is not None}


def decode(fields: Mapping[str, Any]) -> WorkFilter:
    """The filter that `encode` wrote."""
    since, until = (
        fields[name] and date.fromisoformat(fields[name]) for name in ("since", "until")
    )
    numbers = None if fields["numbers"] is None else tuple(fields["numbers"])
    return WorkFilter(
        tuple(fields["person_ids"]), fields["unit_id"], fields["sector"], since, until, numbers
    )
