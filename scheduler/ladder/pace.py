"""How far a quota has come, against the share of working days that has passed."""

from dataclasses import dataclass
from datetime import date

from scheduler.calendar.working_time import ONE_DAY, Calendar
from scheduler.ladder.rules import DEFAULT


@dataclass(frozen=True, slots=True)
class QuotaPace:
    """What should be done by now, in whole numbers, and how much of that share is done.

    `share` is the share done over the share of working days passed; 1.0 while nothing is expected.
    """

    expected: int
    share: float
    slow: bool


def pace(
    value: float,
    target: float,
    opens_on: date,
    due_on: date,
    today: date,
    calendar: Calendar,
    alarm: float = DEFAULT.pace_alarm,
) -> QuotaPace:
    """The pace of a quota on the morning of `today`: only days before it have passed.

    `target` is above 0; both days of the window count. Slow is a share under `alarm`.
    """
    eve = opens_on - ONE_DAY
    total = calendar.working_days_between(eve, due_on)
    passed = max(0, min(total, calendar.working_days_between(eve, today - ONE_DAY)))
    if passed == 0:
        return QuotaPace(expected=0, share=1.0, slow=False)
    share = value * total / (target * passed)
    return QuotaPace(expected=int(target * passed // total), share=share, slow=share < alarm)
