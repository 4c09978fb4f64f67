"""What the rules need to know of one commune: its calendar and its ladders."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from scheduler.calendar.public_holidays import DayChange, vietnam_calendar
from scheduler.calendar.working_time import Calendar, local_day
from scheduler.ladder.overrides import override
from scheduler.ladder.rules import DEFAULT_RULES, Rules
from storage.commune import CalendarDay, Commune, calendar_days, commune_with_days


@dataclass(frozen=True, slots=True)
class NationalDays:
    """The day changes that every commune shares, correcting the calendar library.

    `tet_decided` are the years whose Tet days off are decided and correct in the library.
    """

    changes: tuple[DayChange, ...] = ()
    tet_decided: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """The calendar and rules of one commune.

    `lead_confirms`: who leads a milestone may confirm its result too.
    """

    commune_id: int
    name: str
    calendar: Calendar
    rules: Rules
    national: NationalDays
    lead_confirms: bool = False

    def rules_for(self, ladder: Mapping[str, Any]) -> Rules:
        """The commune's rules with one task's overrides applied; `ladder` is empty for none."""
        return _overridden(self.rules, json.dumps(ladder)) if ladder else self.rules


@lru_cache(maxsize=10_000)
def _overridden(rules: Rules, ladder: str) -> Rules:
    return override(rules, json.loads(ladder))


@lru_cache(maxsize=4_000)
def _calendar(year: int, changes: tuple[DayChange, ...], culture_day: bool) -> Calendar:
    return vietnam_calendar(range(year - 3, year + 8), changes, culture_day)


def calendar_for(
    now: datetime, national: NationalDays, own: Sequence[DayChange] = (), culture_day: bool = True
) -> Calendar:
    """The calendar from three years back to seven ahead; `own` changes win over national."""
    return _calendar(local_day(now).year, (*national.changes, *own), culture_day)


def office_in(session: Session, national: NationalDays, now: datetime) -> Office:
    """The office of the commune that the session was opened for."""
    commune, days = commune_with_days(session)
    return _office(commune, days, national, now)


def office_of(session: Session, commune: Commune, national: NationalDays, now: datetime) -> Office:
    """Read the commune's calendar and rules. The session belongs to the commune."""
    return _office(commune, calendar_days(session), national, now)


def _office(
    commune: Commune, days: Sequence[CalendarDay], national: NationalDays, now: datetime
) -> Office:
    own = [DayChange(row.day, row.working, row.name) for row in days]
    calendar = calendar_for(now, national, own, commune.culture_day)
    rules = (
        _overridden(DEFAULT_RULES, json.dumps(commune.ladder)) if commune.ladder else DEFAULT_RULES
    )
    return Office(commune.id, commune.name, calendar, rules, national, commune.lead_confirms)
