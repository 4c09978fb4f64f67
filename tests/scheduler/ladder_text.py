"""Ladders as text: the steps of a milestone by the default rules, a line a step."""

from dataclasses import replace
from datetime import date

from scheduler.ladder.ladder import Facts, upcoming_steps
from scheduler.ladder.rules import Rules
from storage.words import MilestoneShape, Status
from tests.scheduler.calendars import OFFICE, at, local_time

GIVEN = Facts(
    shape=MilestoneShape.DEADLINE,
    status=Status.PENDING,
    due_on=date(2025, 12, 31),
    handed_over_at=at("2025-10-08 07:55"),
    has_support=True,
)
ACCEPTED = replace(GIVEN, status=Status.ACCEPTED)


def said(facts: Facts, after: str | None = None, until: str = "2026-03-31 23:59") -> str:
    """The steps by the default rules, a line a step."""
    lines = []
    for moment in upcoming_steps(facts, Rules(), OFFICE, at(after) if after else None):
        if moment.at > at(until):
            break
        lines.append(f"{local_time(moment.at)} {moment.step} {moment.role}")
    return "\n".join(lines)


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
