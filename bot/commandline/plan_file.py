"""Reads the plan file (YAML or Excel) named on the command line."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from bot.commandline.failure import exit_with
from bot.commandline.input_file import YAML, check_readable, read_bytes, read_text
from bot.importers.bounded import read_in_child
from bot.importers.faults import BadPlan
from bot.importers.national import national_days
from bot.importers.paper_faults import RefusedPaper
from bot.importers.paper_limits import LARGEST
from bot.importers.plan import read_plan
from bot.importers.plan_known import KnownBlocks
from bot.importers.plan_sheet import SheetRows, plan_in_sheets
from bot.importers.plan_stored import StoredTask
from bot.importers.plan_values import Plan
from bot.importers.progress import OnProgress, no_progress
from bot.importers.shipped import plan_file
from bot.texts import commandline as texts
from bot.texts import papers
from bot.texts.plan_columns import unused
from scheduler.calendar.working_time import VIETNAM, local_day
from scheduler.ladder.office import calendar_for

SHEET = ".xlsx"
OTHER_TABLES = frozenset({".csv", ".tsv", ".xls", ".xlsm", ".ods"})
PAPERS = frozenset({".docx", ".pdf", ".txt", ".doc"})
"""Suffixes of files that may be a conclusion, but no plan."""


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
    check_kind(file)
    text = read_text(plan_file(file))
    return read_plan(text, str(file), year, calendar_for(now, national_days()), progress)


def check_kind(file: Path) -> None:
    """Exit with advice if there is no such file, or its suffix is not that of a YAML plan."""
    check_readable(plan_file(file))
    suffix, name = file.suffix.lower(), str(file)
    if suffix == SHEET:
        exit_with(papers.import_sheet_first(name))
    if suffix in PAPERS:
        exit_with(papers.file_is_conclusion(name))
    if suffix in OTHER_TABLES:
        exit_with(papers.table_needs_xlsx(name))
    if suffix not in YAML:
        exit_with(papers.file_is_no_plan(name))


def read_plan_sheet(
    file: Path, known: KnownBlocks, stored: Sequence[StoredTask], now: datetime
) -> tuple[Plan, SheetRows]:
    """The plan of an Excel file for a stored commune. Raises BadPlan; exits if unreadable."""
    day = now.astimezone(VIETNAM).date()
    content = read_bytes(file, LARGEST + 1)
    try:
        read = asyncio.run(read_in_child(content))
        calendar = calendar_for(now, national_days())
        plan, rows = plan_in_sheets(read.sheets, str(file), known, day, calendar, stored)
    except RefusedPaper as refused:
        exit_with(papers.refused(str(file), refused.why))
    if rows.unused:
        click.echo(texts.warning(unused(rows.unused)), err=True)
    return plan, rows
