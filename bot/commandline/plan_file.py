"""Reads the YAML plan file named on the command line."""

from datetime import datetime
from pathlib import Path

from bot.commandline.failure import fail
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
    """Whether a plan can be read without --year; True for a file that is faulty anyway."""
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


def read_plan_file(
    file: Path, year: int | None, now: datetime, progress: OnProgress = no_progress
) -> Plan:
    """The plan of a file. Raises BadPlan with every fault; exits if the file is unreadable."""
    try:
        text = plan_file(file).read_text(encoding="utf-8")
        return read_plan(text, str(file), year, calendar_for(now, national_days()), progress)
    except (OSError, UnicodeDecodeError):
        fail(texts.no_such_file(str(file)))
