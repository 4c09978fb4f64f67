"""The only place that asks what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment, aware, in UTC."""

    def now(self) -> datetime:
        """The present moment."""

    def after(self, wait: timedelta) -> datetime:
        """What this clock will show when the machine has waited that long."""


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)

    def after(self, wait: timedelta) -> datetime:
        """That much later."""
        return self.now() + wait


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self._now

    def after(self, wait: timedelta) -> datetime:
        """That much later: whoever moves the clock lives through the wait."""
        return self._now + wait

    def move_to(self, moment: datetime) -> None:
        """Stand at a later moment; never at an earlier one."""
        self._now = max(self._now, moment.astimezone(UTC))

    def set(self, moment: datetime) -> None:
        """Stand at any moment, as a machine's clock that somebody sets."""
        self._now = moment.astimezone(UTC)


class SpeedClock:
    """A clock that starts at a chosen moment and runs `speed` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float, machine: Clock) -> None:
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._machine = machine
        self._began = machine.now()

    def now(self) -> datetime:
        """The rehearsed moment."""
        return self._start + (self._machine.now() - self._began) * self._speed

    def after(self, wait: timedelta) -> datetime:
        """Later by as much as the clock runs meanwhile."""
        return self.now() + wait * self._speed
