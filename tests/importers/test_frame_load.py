"""The reminders of a shipped frame are few enough to be read, if they are answered."""

from datetime import datetime, time, timedelta

import pytest

from bot.commandline.previewing import preview_plan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.queries.daily_load import daily_load
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.answered import answered_steps
from tests.importers.shipped_plans import CALENDAR, FOLDER

FRAMES = ("khung-cuoi-nam.yaml", "khung-ca-nam.yaml")
A_YEAR = timedelta(days=400)


@pytest.mark.parametrize("year", range(2026, 2036))
@pytest.mark.parametrize("name", FRAMES)
def test_who_answers_in_time_never_has_a_full_day(name: str, year: int) -> None:
    plan = read_plan((FOLDER / name).read_text(encoding="utf-8"), name, year, CALENDAR)
    start = datetime.combine(plan.source.dated, time.min, VIETNAM)
    found = preview_plan(plan, national_days(), start, start + A_YEAR, answered_steps)
    assert found.lines
    assert daily_load(found.lines).full_days == ()
