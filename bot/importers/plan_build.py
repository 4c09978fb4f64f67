"""Builds a Plan from the validated blocks of a plan file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.importers.plan_milestones import milestones_of_task
from bot.importers.plan_shape import (
    CampaignRow,
    ClaritiesRow,
    CommuneRow,
    NamedDayRow,
    PhasedRow,
    PostRow,
    QuotaRow,
    SectorRow,
    SourceRow,
    StandingRow,
    TaskRow,
    UnitRow,
)
from bot.importers.plan_values import (
    Clarities,
    Plan,
    PlanCommune,
    PlanMilestone,
    PlanNamedDay,
    PlanPost,
    PlanSource,
    PlanTask,
    PlanUnit,
)
from bot.importers.quota_figures import decimals_of, figure_of
from bot.texts import plan_faults as say
from scheduler.calendar.working_time import Calendar
from scheduler.ladder.overrides import override
from scheduler.ladder.rules import DEFAULT_RULES
from storage.words import Rank


@dataclass(frozen=True, slots=True)
class Blocks:
    commune: CommuneRow
    source: SourceRow
    sectors: list[SectorRow]
    units: list[UnitRow]
    posts: list[PostRow]
    named_days: list[NamedDayRow]
    tasks: list[TaskRow]


def build_plan(blocks: Blocks, calendar: Calendar) -> Plan:
    """The plan that the blocks state; they must have no fault."""
    return Plan(
        key_prefix=_key_prefix(blocks),
        year=blocks.source.dated.year,
        commune=_commune(blocks.commune),
        source=_source(blocks.source),
        sectors=tuple(sector.name for sector in blocks.sectors),
        units=tuple(PlanUnit(unit.key, unit.name, unit.aliases) for unit in blocks.units),
        posts=_posts(blocks),
        named_days=tuple(
            PlanNamedDay(_own_key(blocks, each.key), each.name, each.usual)
            for each in blocks.named_days
        ),
        tasks=tuple(_tasks(blocks, calendar)),
        warnings=tuple(_warnings(blocks)),
    )


def _commune(row: CommuneRow) -> PlanCommune:
    return PlanCommune(row.key, row.name, row.place, row.ro, row.ladder, row.lead_confirms)


def _source(row: SourceRow) -> PlanSource:
    return PlanSource(row.key, row.name, row.number, row.title, row.dated, row.ro_proposed)


def _posts(blocks: Blocks) -> tuple[PlanPost, ...]:
    keys = {unit.name: unit.key for unit in blocks.units}
    return tuple(
        PlanPost(post.key, post.name, keys[post.unit], post.rank, post.aliases)
        for post in blocks.posts
    )


def _tasks(blocks: Blocks, calendar: Calendar) -> Iterator[PlanTask]:
    posts = {post.name: post.key for post in blocks.posts}
    ladders = {sector.name: sector.ladder for sector in blocks.sectors}
    for row in blocks.tasks:
        changed = ladders[row.sector] | row.ladder
        rules = override(DEFAULT_RULES, blocks.commune.ladder | changed)
        opens_on, closes_on = _window(row, blocks.source.dated)
        yield PlanTask(
            key=_own_key(blocks, row.key),
            title=row.title,
            clause=row.clause,
            quote=row.quote,
            sector=row.sector,
            kind=row.kind,
            lead=posts[row.lead],
            support=tuple(posts[name] for name in row.support),
            ro=_ro(row.ro),
            basis=row.basis,
            opens_on=opens_on,
            closes_on=closes_on,
            repetition=row.repeats if isinstance(row, StandingRow) else None,
            measure=row.measure if isinstance(row, QuotaRow) else "",
            on_duty=row.on_duty,
            confidential=row.confidential,
            chained=isinstance(row, PhasedRow | QuotaRow) and row.chained,
            ladder=changed,
            weight=row.weight,
            milestones=tuple(
                _with_own_key(blocks, each)
                for each in milestones_of_task(row, blocks.source.dated, rules, calendar, posts)
            ),
            **_numbers(row),
        )


def _numbers(row: TaskRow) -> dict[str, Any]:
    """What the numbers of a quota are; nothing for any other task."""
    if not isinstance(row, QuotaRow):
        return {}
    figure = figure_of(row.figure, row.better, row.measure)
    stated = (row.start, row.target, *(stage.target for stage in row.stages))
    decimals = decimals_of(row.decimals, figure, stated)
    return {"figure": figure, "better": row.better, "decimals": decimals}


def _own_key(blocks: Blocks, key: str) -> str:
    """A key of the file as it is stored: after that of its document and year."""
    return f"{_key_prefix(blocks)}{key}"


def _key_prefix(blocks: Blocks) -> str:
    """What stored keys begin with: the document whose keys it shares, else its own, and the year.

    Work that stands in two such files is the same work.
    """
    source = blocks.source
    return f"{source.shares_keys_of or source.key}-{source.dated.year}/"


def _with_own_key(blocks: Blocks, stated: PlanMilestone) -> PlanMilestone:
    rule = stated.day_rule
    if rule is None:
        return stated
    return replace(stated, day_rule=replace(rule, key=_own_key(blocks, rule.key)))


def _window(row: TaskRow, source_day: date) -> tuple[date | None, date | None]:
    """First and last day on which a task repeats.

    Standing work without a rule of its own ends with the year; with one, as the rule says.
    """
    if isinstance(row, CampaignRow):
        return row.opens.on, row.closes
    if isinstance(row, StandingRow):
        year_end = None if row.repeats else date(source_day.year, 12, 31)
        return row.opens or source_day, row.closes or year_end
    return None, None


def _ro(row: ClaritiesRow) -> Clarities:
    return Clarities(
        person=row.nguoi,
        work=row.viec,
        responsibility=row.trach_nhiem,
        process=row.quy_trinh,
        result=row.hieu_qua,
        authority=row.tham_quyen,
        time=row.thoi_gian,
    )


def _warnings(blocks: Blocks) -> Iterator[str]:
    """Vietnamese sentences on what the office should check; the plan is accepted anyway."""
    ranks = {post.rank for post in blocks.posts}
    for rank in (Rank.DEPUTY, Rank.HEAD):
        if rank not in ranks:
            yield say.no_superior(rank)
    used = {row.sector for row in blocks.tasks}
    for sector in blocks.sectors:
        if sector.name not in used:
            yield say.no_task_of(sector.name)
