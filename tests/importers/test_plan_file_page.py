"""docs/plan-file.md: its examples are valid, and it names exactly the existing keys."""

import re
from datetime import date
from pathlib import Path

from bot.importers.days import KEYS as DAY_KEYS
from bot.importers.days import read_days
from bot.importers.national import KEYS as NATIONAL_KEYS
from bot.importers.plan import read_plan
from bot.importers.plan_shape import KEYS
from scheduler.ladder.overrides import NUMBERS
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import Better, Figure, Rank, TaskKind, Weight
from tests.importers.small import CALENDAR

PAGE = (Path(__file__).parents[2] / "docs" / "plan-file.md").read_text(encoding="utf-8")
PLAN, DAYS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
LADDER_KEYS = {row.key for row in DEFAULT_RULES.ladders if row.key} | set(NUMBERS)
KINDS = {*TaskKind, *Rank, *Weight, *Figure, *Better}
WORDS = {*KEYS, *DAY_KEYS, *NATIONAL_KEYS, *LADDER_KEYS, *KINDS}


def test_the_plan_of_the_page_is_read() -> None:
    plan = read_plan(PLAN, "docs/plan-file.md", None, CALENDAR)
    assert plan.warnings == ()
    assert [(task.kind, len(task.milestones)) for task in plan.tasks] == [
        (TaskKind.PHASED, 2),
        (TaskKind.CAMPAIGN, 2),
    ]
    assert plan.tasks[1].closes_on == date(2026, 2, 22)


def test_the_days_of_the_page_are_read() -> None:
    assert [day.day for day in read_days(DAYS, "docs/plan-file.md")] == [date(2026, 1, 2)]


def test_the_page_names_every_key() -> None:
    prose = PAGE.replace(PLAN, "").replace(DAYS, "")
    named = set(re.findall(r"`([a-z_]+)`", prose)) | set(re.findall(r"(\w+):", DAYS))
    assert set(WORDS) - named == set()
    assert named - set(WORDS) == set()


def test_the_dates_of_the_page_are_read() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("`2025-12-31`"))
    told = re.findall(r"`([^`]+)`", line.split(". Words are read")[0])
    assert len(told) == 10
    for written in told:
        text = PLAN.replace("opens: 15/12", "opens: 2025-10-08")
        changed = text.replace("closes: mùng 6 Tết", f"closes: {written}")
        closes_on = read_plan(changed, "page", None, CALENDAR).tasks[1].closes_on
        assert closes_on is not None, written
