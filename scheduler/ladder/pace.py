"""A quota's progress compared with the share of working days that has passed."""

from dataclasses import dataclass
from datetime import date

from scheduler.calendar.working_time import ONE_DAY, Calendar
from scheduler.ladder.rules import DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class QuotaPace:
    """`expected` is the number due by now; `share` is done / expected, 1.0 while that is 0."""

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

    `target` is above 0; both `opens_on` and `due_on` count. `slow` means a share below `alarm`.
    """
    eve = opens_on - ONE_DAY
    total = calendar.working_days_between(eve, due_on)
    passed = max(0, min(total, calendar.working_days_between(eve, today - ONE_DAY)))
    if passed == 0:
        return QuotaPace(expected=0, share=1.0, slow=False)
    share = value * total / (target * passed)
    return QuotaPace(expected=int(target * passed // total), share=share, slow=share < alarm)
