"""A plan file named on the command line, read or refused."""

from datetime import datetime
from pathlib import Path

from bot.commandline.refusing import fail
from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_values import Plan
from bot.importers.progress import OnProgress, no_progress
from bot.importers.shipped import plan_file
from bot.texts import commandline as texts
from scheduler.calendar.working_time import local_day
from scheduler.ladder.office import calendar_for


def states_year(file: Path, now: datetime) -> bool:
    """Whether a plan tells its year by itself; of one that cannot be read nothing is asked."""
    calendar = calendar_for(now, national_days())
    try:
        text = plan_file(file).read_text(encoding="utf-8")
        read_plan(text, str(file), local_day(now).year, calendar)
    except (BadPlan, OSError, UnicodeDecodeError):
        return True
    try:
        read_plan(text, str(file), None, calendar)
    except BadPlan:
        return False
    return True


def plan_in(file: Path, year: int | None, now: datetime, hear: OnProgress = no_progress) -> Plan:
    """The plan of a file. Raises BadPlan with every fault."""
    try:
        text = plan_file(file).read_text(encoding="utf-8")
        return read_plan(text, str(file), year, calendar_for(now, national_days()), hear)
    except (OSError, UnicodeDecodeError):
        fail(texts.no_such_file(str(file)))
