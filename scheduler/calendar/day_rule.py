"""A day that is counted from another: so many days before or after it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from scheduler.calendar.working_time import Calendar


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that others decide; `usual_on` is counted with until `day` is entered."""

    name: str
    usual_on: date
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DayRule:
    """`days` after the day of that key, before it if negative; `working`: in working days."""

    key: str
    days: int
    working: bool = False

    def counted_from(self, day: date, calendar: Calendar) -> date:
        if self.working:
            return calendar.add_working_days(day, self.days)
        return day + timedelta(days=self.days)


def as_json(rule: DayRule | None) -> dict[str, Any]:
    """The rule as JSON values, empty for none; `of_json` gives back an equal one."""
    return asdict(rule) if rule else {}


def of_json(fields: Mapping[str, Any]) -> DayRule | None:
    return DayRule(**fields) if fields else None
