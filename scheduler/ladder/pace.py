"""A quota's progress compared with the share of working days that has passed.

Only a sum and a percent of what was given have a pace: they grow from 0 to their target. A level is
met or not, whatever the day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from scheduler.calendar.working_time import ONE_DAY, Calendar
from scheduler.ladder.rules import DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class QuotaPace:
    """`expected`: the number to reach by now; `share`: the part of it reached, 1.0 if it is 0."""

    expected: Decimal
    share: float
    slow: bool


def quota_pace(
    value: Decimal,
    target: Decimal,
    opens_on: date,
    due_on: date,
    today: date,
    calendar: Calendar,
    alarm: float = DEFAULT_RULES.pace_alarm,
    decimals: int = 0,
) -> QuotaPace:
    """The pace on the morning of `today`: only the days before it have passed.

    `target` is above 0; the quota runs from `opens_on` to `due_on`, both included. It is `slow` if
    its share is below `alarm`. `expected` is rounded down to so many `decimals`.
    """
    eve = opens_on - ONE_DAY
    total = calendar.working_days_between(eve, due_on)
    passed = max(0, min(total, calendar.working_days_between(eve, today - ONE_DAY)))
    if passed == 0:
        return QuotaPace(expected=Decimal(0), share=1.0, slow=False)
    share = float(value) * total / (float(target) * passed)
    due = target * passed / total
    expected = due.quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)
    return QuotaPace(expected=expected, share=share, slow=share < alarm)
