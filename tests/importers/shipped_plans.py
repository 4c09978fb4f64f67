"""The shipped plans, read for tests."""

from functools import cache, partial
from pathlib import Path

import pytest

from bot.importers.plan import read_plan
from bot.importers.plan_values import Plan, PlanMilestone, PlanTask
from scheduler.calendar.public_holidays import vietnam_calendar

FOLDER = Path(__file__).parents[2] / "plans"
CALENDAR = vietnam_calendar(range(2024, 2043))


@cache
def shipped(name: str, year: int | None = None) -> Plan:
    return read_plan((FOLDER / name).read_text(encoding="utf-8"), name, year, CALENDAR)


def commune_plan() -> Plan:
    return shipped("nguyen-luong-bang-2025.yaml")


def frame(year: int) -> Plan:
    return shipped("khung-cuoi-nam.yaml", year)


def year_frame(year: int) -> Plan:
    return shipped("khung-ca-nam.yaml", year)


BOTH = pytest.mark.parametrize(
    "read",
    [commune_plan, partial(frame, 2026), partial(year_frame, 2026)],
    ids=["2025", "frame", "year"],
)
"""The shipped plans, read when the test runs: every process of a run collects all tests."""


def task(plan: Plan, key: str) -> PlanTask:
    return next(task for task in plan.tasks if task.key.endswith(f"/{key}"))


def milestone(plan: Plan, key: str, part: str) -> PlanMilestone:
    return next(part_of for part_of in task(plan, key).milestones if part_of.key == part)
