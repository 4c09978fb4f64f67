"""A deadline: a day in Vietnam that ends with the day, or with an hour of it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import total_ordering
from typing import Self

from scheduler.calendar.working_time import VIETNAM, local_day

DAY_LENGTH = len("2025-10-20")
HOUR_LENGTH = len("15:00")


@total_ordering
@dataclass(frozen=True, slots=True)
class Deadline:
    """The day `on`, until `hour` (time of day in Vietnam); None: until the end of the day."""

    on: date
    hour: time | None = None

    def passed(self, moment: datetime) -> bool:
        """Whether it is over at a moment (aware); at the hour itself it is not."""
        local = moment.astimezone(VIETNAM)
        return self._end < (local.date(), local.time())

    def __lt__(self, other: Self) -> bool:
        return self._end < other._end

    def isoformat(self) -> str:
        """As 2025-10-20, with an hour as 2025-10-20 15:00; read back by `fromisoformat`."""
        day = self.on.isoformat()
        return day if self.hour is None else f"{day} {self.hour:%H:%M}"

    @classmethod
    def fromisoformat(cls, text: str, day: date = date.max) -> Self:
        """Read what `isoformat` wrote, or an hour alone (15:00), which is one of the `day`."""
        if len(text) == HOUR_LENGTH:
            return cls(day, time.fromisoformat(text))
        hour = text[DAY_LENGTH:].strip()
        day = date.fromisoformat(text[:DAY_LENGTH])
        return cls(day, time.fromisoformat(hour) if hour else None)

    @property
    def _end(self) -> tuple[date, time]:
        return self.on, time.max if self.hour is None else self.hour


def is_later(wished: Deadline, due: Deadline, now: datetime) -> bool:
    """Whether a wished deadline is after the due one and to come; of today only with an hour."""
    if due.hour is None and wished.hour is None and wished.on <= local_day(now):
        return False
    return wished > due and not wished.passed(now)
