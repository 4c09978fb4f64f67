"""The program's clocks; no other module reads the machine's time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives the present moment as aware UTC."""

    def now(self) -> datetime:
        """The present moment."""

    def time_after(self, wait: timedelta) -> datetime:
        """What this clock will show after `wait` of real time."""


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def time_after(self, wait: timedelta) -> datetime:
        return self.now() + wait


class ManualClock:
    """A clock that stands still until it is moved: for training mode and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def time_after(self, wait: timedelta) -> datetime:
        return self._now + wait

    def move_to(self, moment: datetime) -> None:
        """Move forward to this moment; an earlier one changes nothing."""
        self._now = max(self._now, moment.astimezone(UTC))

    def set(self, moment: datetime) -> None:
        """Set to any moment, earlier ones too, like an operator setting a machine's clock."""
        self._now = moment.astimezone(UTC)


class SpeedClock:
    """A clock that starts at `start` and runs `speed` times as fast as `machine`."""

    def __init__(self, start: datetime, speed: float, machine: Clock) -> None:
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._machine = machine
        self._began = machine.now()

    def now(self) -> datetime:
        return self._start + (self._machine.now() - self._began) * self._speed

    def time_after(self, wait: timedelta) -> datetime:
        return self.now() + wait * self._speed
