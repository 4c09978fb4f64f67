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
from scheduler.ladder.rules import DEFAULT, Rules
from storage.commune import CalendarDay, Commune, calendar_days, commune_with_days


@dataclass(frozen=True, slots=True)
class National:
    """The days every commune shares: what the calendar library lacks.

    `tet_decided` are the years whose days off at Tet are decided, and right in the library.
    """

    changes: tuple[DayChange, ...] = ()
    tet_decided: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """One commune as the rules see it. Reminders of a task with a ladder of its own follow that."""

    commune_id: int
    name: str
    calendar: Calendar
    rules: Rules
    national: National

    def rules_for(self, ladder: Mapping[str, Any]) -> Rules:
        """The commune's rules with one task's own ladder laid over them."""
        return _laid_over(self.rules, json.dumps(ladder)) if ladder else self.rules


@lru_cache(maxsize=10_000)
def _laid_over(rules: Rules, ladder: str) -> Rules:
    return override(rules, json.loads(ladder))


@lru_cache(maxsize=4_000)
def _calendar(year: int, changes: tuple[DayChange, ...], culture_day: bool) -> Calendar:
    return vietnam_calendar(range(year - 3, year + 8), changes, culture_day)


def calendar_for(
    now: datetime, national: National, own: Sequence[DayChange] = (), culture_day: bool = True
) -> Calendar:
    """The working days of three years back to seven years ahead; a commune's own days win.

    A plan reaches over a term of five years.
    """
    return _calendar(local_day(now).year, (*national.changes, *own), culture_day)


def office_in(session: Session, national: National, now: datetime) -> Office:
    """The commune that a session was opened for, as it is now."""
    commune, days = commune_with_days(session)
    return _office(commune, days, national, now)


def office_of(session: Session, commune: Commune, national: National, now: datetime) -> Office:
    """The commune as it is now."""
    return _office(commune, calendar_days(session), national, now)


def _office(
    commune: Commune, days: Sequence[CalendarDay], national: National, now: datetime
) -> Office:
    own = [DayChange(row.day, row.working, row.name) for row in days]
    calendar = calendar_for(now, national, own, commune.culture_day)
    rules = _laid_over(DEFAULT, json.dumps(commune.ladder)) if commune.ladder else DEFAULT
    return Office(commune.id, commune.name, calendar, rules, national)
