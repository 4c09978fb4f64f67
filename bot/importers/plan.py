"""Plan files: YAML text to a Plan with its dates resolved, or every fault of it at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.importers.completing import CLARITIES
from bot.importers.faults import BadPlan
from bot.importers.intake import Intake, rows_of
from bot.importers.plan_build import Blocks, build
from bot.importers.plan_checks import (
    check_ladders,
    check_order,
    check_ranks,
    check_unlike,
    check_villages,
    names_in,
)
from bot.importers.plan_scope import PlanScope
from bot.importers.plan_shape import (
    KEYS,
    CommuneRow,
    FileRow,
    PostRow,
    SectorRow,
    SourceDay,
    SourceRow,
    TaskRow,
    UnitRow,
    shape_of,
)
from bot.importers.plan_values import Plan
from bot.importers.progress import Hear, ImportStage, unheard
from bot.importers.yaml_lines import read_yaml
from scheduler.calendar.working_time import Calendar

__all__ = ["BadPlan", "read_plan"]


def read_plan(
    text: str, filename: str, year: int | None, calendar: Calendar, hear: Hear = unheard
) -> Plan:
    """The plan that a file's text states.

    Its source document is moved to `year`, if given, and relative dates are read from that day on.
    Raises BadPlan with every fault.
    """
    return plan_in(Intake(read_yaml(text, hear), KEYS), filename, calendar, year, hear=hear)


def plan_in(
    intake: Intake,
    filename: str,
    calendar: Calendar,
    year: int | None = None,
    clear: bool = True,
    hear: Hear = unheard,
) -> Plan:
    """The plan that a file's blocks state, wherever they were written; raises as `read_plan`.

    Without `clear` a task may still lack clarities.
    """
    blocks = _blocks(intake, intake.data, _scope(intake.data, calendar, year, clear), hear)
    if blocks is None or intake.faults:
        raise BadPlan(filename, intake.faults)
    return build(blocks, calendar)


def _blocks(intake: Intake, data: Mapping[str, Any], scope: PlanScope, hear: Hear) -> Blocks | None:
    """The blocks of the file; None, with every fault kept, where one does not fit."""
    if data:
        intake.take(FileRow, data, (), scope)
    for check in (check_unlike, check_ladders, check_ranks):
        check(intake, data)
    commune = intake.take_one(CommuneRow, data, "commune", scope)
    source = intake.take_one(SourceRow, data, "source", scope)
    sectors = intake.take_each(SectorRow, data, "sectors", scope)
    units = intake.take_each(UnitRow, data, "units", scope)
    posts = intake.take_each(PostRow, data, "posts", scope)
    tasks = _tasks(intake, data, scope, hear)
    if commune is None or source is None:
        return None
    return Blocks(commune, source, sectors, units, posts, tasks)


def _tasks(intake: Intake, data: Mapping[str, Any], scope: PlanScope, hear: Hear) -> list[TaskRow]:
    found: list[TaskRow] = []
    rows = rows_of(data, "tasks")
    for at, raw in enumerate(rows):
        hear(ImportStage.CHECKING, at / len(rows))
        path = ("tasks", at)
        task = intake.take(shape_of(raw.get("kind")), raw, path, scope)
        if task is not None:
            check_order(intake, path, task)
            check_villages(intake, path, task)
            found.append(task)
    return found


def _scope(data: Mapping[str, Any], calendar: Calendar, year: int | None, clear: bool) -> PlanScope:
    """What a block is checked against, as far as the rest of the file can be read."""
    commune = data.get("commune")
    ro = commune.get("ro") if isinstance(commune, dict) else None
    scope = PlanScope(
        calendar=calendar,
        year=year,
        asked=CLARITIES[ro if ro in tuple(CLARITIES) else 5] if clear else frozenset(),
        sectors=names_in(data, "sectors"),
        units=names_in(data, "units"),
        posts=names_in(data, "posts"),
    )
    return replace(scope, source_day=_source_day(data, scope))


def _source_day(data: Mapping[str, Any], scope: PlanScope) -> date | None:
    try:
        return SourceDay.model_validate(data.get("source"), context=scope).dated
    except ValidationError:
        return None
