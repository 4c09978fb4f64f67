"""Apply a plan file's `ladder:` overrides to the reminder rules, and name what is wrong in them."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from scheduler.ladder.rules import Anchor, Ladder, Rules, Steps, steps_to
from storage.words import Role


class OverrideFault(StrEnum):
    """What is wrong with one key of an override."""

    UNKNOWN_KEY = "unknown key"
    NOT_A_NUMBER = "not a whole number"
    NOT_A_LIST = "not a list"
    NOT_BY_ROLE = "not a mapping of roles"
    UNKNOWN_ROLE = "unknown role"
    TOO_SMALL = "too small"
    OUT_OF_RANGE = "out of range"
    NOT_DESCENDING = "not descending"
    NOT_ASCENDING = "not ascending"


class BadLadder(ValueError):
    """A plan file's override of the reminder rules is not valid"""

    def __init__(self, key: str, why: OverrideFault) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


NUMBERS: dict[str, tuple[float, float]] = {
    "overdue_every": (1, 60),
    "quota_day": (1, 28),
    "quota_weekly_days": (0, 366),
    "standing_day": (1, 28),
    "report_weekday": (0, 4),
    "closing_after": (0, 60),
    "pace_alarm": (0, 1),
}
"""The numbers a plan file may set, each with its least and greatest value."""

LONGEST_OFFSET = 365
"""The largest distance of a step from its anchor, in days."""


def override(rules: Rules, mapping: Mapping[str, object]) -> Rules:
    """The rules with a plan file's `ladder:` mapping applied. Raises BadLadder.

    A ladder for one role is a list of days (`before: [10, 5, 1]`); a ladder for several roles maps
    each role to a day or a list of days (`blocked: {secretary: [0, 2], deputy: 4}`). The step on
    the due date is always sent: 0 in `before` changes nothing.
    """
    rows = {row.key: row for row in rules.ladders if row.key}
    numbers: dict[str, Any] = {}
    for key, value in mapping.items():
        if key in NUMBERS:
            numbers[key] = _number(key, value)
        elif key in rows:
            rows[key] = replace(rows[key], steps=_steps(rows[key], value))
        else:
            raise BadLadder(key, OverrideFault.UNKNOWN_KEY)
    ladders = tuple(rows.get(row.key, row) for row in rules.ladders)
    return replace(rules, ladders=ladders, **numbers)


def _number(key: str, value: object) -> float:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (key == "pace_alarm" and isinstance(value, float)):
        raise BadLadder(key, OverrideFault.NOT_A_NUMBER)
    assert isinstance(value, int | float)
    least, greatest = NUMBERS[key]
    if not least <= value <= greatest:
        raise BadLadder(key, OverrideFault.OUT_OF_RANGE)
    return value


def _steps(row: Ladder, value: object) -> Steps:
    if row.only_role is not None:
        return steps_to(row.only_role, *_days(row, row.key, value))
    if not isinstance(value, Mapping):
        raise BadLadder(row.key, OverrideFault.NOT_BY_ROLE)
    steps: Steps = ()
    for name, days in value.items():
        key = f"{row.key}.{name}"
        if name not in set(Role):
            raise BadLadder(key, OverrideFault.UNKNOWN_ROLE)
        steps += steps_to(Role(name), *_days(row, key, days if isinstance(days, list) else [days]))
    return steps


def _days(row: Ladder, key: str, value: object) -> list[int]:
    if not isinstance(value, list):
        raise BadLadder(key, OverrideFault.NOT_A_LIST)
    if any(isinstance(day, bool) or not isinstance(day, int) for day in value):
        raise BadLadder(key, OverrideFault.NOT_A_NUMBER)
    descending = row.anchor is Anchor.BEFORE
    if value != sorted(set(value), reverse=descending):
        raise BadLadder(
            key, OverrideFault.NOT_DESCENDING if descending else OverrideFault.NOT_ASCENDING
        )
    days = value[:-1] if row.key == "before" and value[-1:] == [0] else value
    if days and min(days) < row.smallest_offset:
        raise BadLadder(key, OverrideFault.TOO_SMALL)
    if days and max(days) > LONGEST_OFFSET:
        raise BadLadder(key, OverrideFault.OUT_OF_RANGE)
    return days
