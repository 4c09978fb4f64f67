"""A quota's progress compared with the share of working days that has passed."""

from dataclasses import dataclass
from datetime import date

from scheduler.calendar.working_time import ONE_DAY, Calendar
from scheduler.ladder.rules import DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class QuotaPace:
    """`expected`: the number to reach by now; `share`: the part of it reached, 1.0 if it is 0."""

    expected: int
    share: float
    slow: bool


def quota_pace(
    value: float,
    target: float,
    opens_on: date,
    due_on: date,
    today: date,
    calendar: Calendar,
    alarm: float = DEFAULT_RULES.pace_alarm,
) -> QuotaPace:
    """The pace on the morning of `today`: only the days before it have passed.

    `target` is above 0; the quota runs from `opens_on` to `due_on`, both included. It is `slow` if
    its share is below `alarm`.
    """
    eve = opens_on - ONE_DAY
    total = calendar.working_days_between(eve, due_on)
    passed = max(0, min(total, calendar.working_days_between(eve, today - ONE_DAY)))
    if passed == 0:
        return QuotaPace(expected=0, share=1.0, slow=False)
    share = value * total / (target * passed)
    return QuotaPace(expected=int(target * passed // total), share=share, slow=share < alarm)
