"""Reads plan files: YAML text to a Plan with resolved dates, or all its faults at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.importers.completing import CLARITIES
from bot.importers.faults import BadPlan
from bot.importers.file_checker import FileChecker, rows_of
from bot.importers.plan_build import Blocks, build_plan
from bot.importers.plan_checks import (
    check_decimals,
    check_ladders,
    check_numbers,
    check_order,
    check_ranks,
    check_unique_names,
    check_villages,
    names_in,
    numbers_in,
)
from bot.importers.plan_dates import NamedBase, named_key
from bot.importers.plan_scope import UNKNOWN_DATE, PlanScope
from bot.importers.plan_shape import (
    KEYS,
    CommuneRow,
    FileRow,
    NamedDayRow,
    PostRow,
    SectorRow,
    SourceDay,
    SourceRow,
    TaskRow,
    UnitRow,
    shape_of,
)
from bot.importers.plan_values import Plan
from bot.importers.progress import ImportStage, OnProgress, no_progress
from bot.importers.yaml_lines import read_yaml
from scheduler.calendar.working_time import Calendar


def read_plan(
    text: str,
    filename: str,
    year: int | None,
    calendar: Calendar,
    progress: OnProgress = no_progress,
) -> Plan:
    """The plan in a file's text. Raises BadPlan with every fault.

    `year`, if given, replaces the year of the source document; relative dates count from its day.
    """
    checker = FileChecker(read_yaml(text, progress), KEYS)
    return plan_in(checker, filename, calendar, year, progress=progress)


def plan_in(
    checker: FileChecker,
    filename: str,
    calendar: Calendar,
    year: int | None = None,
    complete: bool = True,
    progress: OnProgress = no_progress,
) -> Plan:
    """The plan in parsed blocks. Raises BadPlan. With `complete` False, a task may lack some of the
    clarities (who, what, how ...).
    """
    scope = _scope(checker.data, calendar, year, complete)
    blocks = _blocks(checker, checker.data, scope, progress)
    if blocks is None or checker.faults:
        raise BadPlan(filename, checker.faults)
    lines = {number: checker.line_of(path) for path, number in numbers_in(checker.data)}
    return replace(build_plan(blocks, calendar), filename=filename, number_lines=lines)


def _blocks(
    checker: FileChecker, data: Mapping[str, Any], scope: PlanScope, progress: OnProgress
) -> Blocks | None:
    """The validated blocks; None, with faults recorded, without a valid commune and source."""
    if data:
        checker.validate(FileRow, data, (), scope)
    for check in (check_unique_names, check_numbers, check_ladders, check_ranks):
        check(checker, data)
    commune = checker.validate_block(CommuneRow, data, "commune", scope)
    source = checker.validate_block(SourceRow, data, "source", scope)
    sectors = checker.validate_list(SectorRow, data, "sectors", scope)
    units = checker.validate_list(UnitRow, data, "units", scope)
    posts = checker.validate_list(PostRow, data, "posts", scope)
    named = checker.validate_list(NamedDayRow, data, "named_days", scope)
    tasks = _tasks(checker, data, scope, progress)
    if commune is None or source is None:
        return None
    return Blocks(commune, source, sectors, units, posts, named, tasks)


def _tasks(
    checker: FileChecker, data: Mapping[str, Any], scope: PlanScope, progress: OnProgress
) -> list[TaskRow]:
    found: list[TaskRow] = []
    rows = rows_of(data, "tasks")
    for at, raw in enumerate(rows):
        progress(ImportStage.CHECKING, at / len(rows))
        path = ("tasks", at)
        task = checker.validate(shape_of(raw.get("kind")), raw, path, scope)
        if task is not None:
            check_order(checker, path, task)
            check_villages(checker, path, task)
            check_decimals(checker, path, task)
            found.append(task)
    return found


def _scope(
    data: Mapping[str, Any], calendar: Calendar, year: int | None, complete: bool
) -> PlanScope:
    """The validation context, as far as the file can be read."""
    commune = data.get("commune")
    ro = commune.get("ro") if isinstance(commune, dict) else None
    required = CLARITIES[ro if ro in tuple(CLARITIES) else 5]
    scope = PlanScope(
        calendar=calendar,
        year=year,
        required=required if complete else frozenset(),
        sectors=names_in(data, "sectors"),
        units=names_in(data, "units"),
        posts=names_in(data, "posts"),
    )
    scope = replace(scope, source_day=_source_day(data, scope))
    return replace(scope, named=_named_days(data, scope))


def _named_days(data: Mapping[str, Any], scope: PlanScope) -> dict[str, NamedBase]:
    """The named days by the form of their names; one without a readable day has none yet."""
    found: dict[str, NamedBase] = {}
    for row in rows_of(data, "named_days"):
        name, key = row.get("name"), row.get("key")
        if isinstance(name, str) and isinstance(key, str):
            try:
                usual = NamedDayRow.model_validate(row, context=scope).usual
            except ValidationError:
                usual = UNKNOWN_DATE.last
            found[named_key(name)] = NamedBase(key, usual)
    return found


def _source_day(data: Mapping[str, Any], scope: PlanScope) -> date | None:
    try:
        return SourceDay.model_validate(data.get("source"), context=scope).dated
    except ValidationError:
        return None
