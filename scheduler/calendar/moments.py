"""The moments of a reminder that a person asked for: once, or by a rule of repetition. Pure.

Moments are UTC; a rule repeats the day and keeps the time of day in Vietnam.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from scheduler.calendar.repetition import Repetition, occurrences
from scheduler.calendar.working_time import VIETNAM, Calendar, local_day, vietnam_to_utc


class Turns(NamedTuple):
    """The last moment that has come, if any, and the next one to come, if any."""

    last: datetime | None
    next_at: datetime | None


def moments(first_at: datetime, rule: Repetition | None, calendar: Calendar) -> Iterator[datetime]:
    """Every moment from the first on; only the first without a rule."""
    if rule is None:
        yield first_at
        return
    clock = first_at.astimezone(VIETNAM).time()
    for turn in occurrences(rule, local_day(first_at), calendar):
        yield vietnam_to_utc(turn.due_on, clock)


def turns(
    first_at: datetime,
    rule: Repetition | None,
    calendar: Calendar,
    after: datetime,
    now: datetime,
) -> Turns:
    """The last moment in (after, now], and the first one behind both."""
    coming = moments(first_at, rule, calendar)
    border = max(after, now)
    last = following = None
    for moment in coming:
        if moment > border:
            following = moment
            break
        if after < moment <= now:
            last = moment
    return Turns(last, following)
