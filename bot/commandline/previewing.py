"""The previews of a plan file, without a database, and of a stored commune; nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import select

from bot.importers.plan_values import Plan, PlanTask, assign_numbers, ladder_facts_of
from bot.texts.items import with_task
from bot.texts.preview import name_shown
from scheduler.calendar.tet import estimated_tets
from scheduler.calendar.working_time import VIETNAM, Calendar
from scheduler.ladder.facts import read_facts
from scheduler.ladder.ladder import upcoming_steps
from scheduler.ladder.office import NationalDays, Office, calendar_for, office_of
from scheduler.ladder.overrides import override
from scheduler.ladder.preview import (
    PostsByRole,
    Preview,
    PreviewItem,
    PreviewSeries,
    StepsOf,
    preview,
)
from scheduler.ladder.repeating_tasks import milestone_keys, window_of
from scheduler.ladder.repetition_schedule import REPEATING_SHAPES, RepetitionWindow
from scheduler.ladder.rules import DEFAULT_RULES, Rules
from storage.commune import Commune, calendar_days
from storage.database import Database
from storage.milestone import find_milestones
from storage.task import Task, tasks
from storage.unit import posts
from storage.words import RANKS, Rank, Role


def preview_plan(
    plan: Plan,
    national: NationalDays,
    start: datetime,
    end: datetime,
    steps_of: StepsOf = upcoming_steps,
    own: Calendar | None = None,
) -> Preview:
    """Every reminder of a plan between two moments, handed over on the source document's day.

    `own` is the calendar of a stored commune; without it the national one counts.
    """
    calendar = own or calendar_for(start, national)
    rules = override(DEFAULT_RULES, plan.commune.ladder)
    handed_over = datetime.combine(plan.source.dated, time.min, VIETNAM)
    office = Office(0, plan.commune.name, calendar, rules, national)
    names = {post.key: post.name for post in plan.posts}
    ranks = {rank: [p.name for p in plan.posts if p.rank is rank] for rank in Rank}
    items: list[PreviewItem] = []
    series: list[PreviewSeries] = []
    numbers, next_number = assign_numbers([each.number for _, each in plan.milestones], 1)
    for task in plan.tasks:
        supports, ladder = [names[key] for key in task.support], office.rules_for(task.ladder)
        for milestone in task.milestones:
            facts = ladder_facts_of(task, milestone, handed_over)
            items.append(
                PreviewItem(
                    numbers[len(items)],
                    name_shown(task.key, task.confidential),
                    name_shown(milestone.key, task.confidential),
                    name_shown(with_task(milestone.title, task.title), task.confidential),
                    task.kind,
                    facts,
                    posts_by_role(names[milestone.lead or task.lead], supports, ranks),
                    ladder,
                    to_confirm=milestone.to_confirm,
                )
            )
        if task.kind in REPEATING_SHAPES and task.opens_on:
            window = RepetitionWindow(task.opens_on, task.closes_on, task.on_duty, task.repetition)
            by_role = posts_by_role(names[task.lead], supports, ranks)
            series.append(_planned_series(task, window, handed_over, by_role, ladder))
    found = preview(items, series, start, end, calendar, next_number, steps_of)
    days = (start.date(), end.date())
    return replace(found, estimated=estimated_tets(*days, calendar, national.tet_decided, ()))


def _planned_series(
    task: PlanTask,
    window: RepetitionWindow,
    handed_over: datetime,
    by_role: PostsByRole,
    ladder: Rules,
) -> PreviewSeries:
    return PreviewSeries(
        name_shown(task.key, task.confidential),
        name_shown(task.title, task.confidential),
        task.kind,
        window,
        handed_over,
        by_role,
        ladder,
    )


def posts_by_role(
    lead: str, supports: Sequence[str], ranks: Mapping[Rank, Sequence[str]]
) -> PostsByRole:
    """By role: the names of the posts it means for one task."""
    ranked = {role: tuple(ranks[rank]) for role, rank in RANKS.items()}
    helping = tuple(post for post in supports if post != lead)
    return {Role.LEAD: (lead,), Role.SUPPORT: helping, **ranked}


def preview_database(
    database: Database,
    commune_id: int,
    national: NationalDays,
    start: datetime,
    end: datetime,
    steps_of: StepsOf = upcoming_steps,
) -> Preview:
    """Every reminder of a commune's open work between two moments."""
    with database.commune(commune_id) as session:
        commune = session.scalars(select(Commune)).one()
        office = office_of(session, commune, national, start)
        ranks = {rank: [post.name for post in posts(session) if post.rank is rank] for rank in Rank}
        work = tasks(session)
        helping = {task.id: [post.name for post in task.supports] for task in work}
        rows = find_milestones(session)
        facts = read_facts(session, rows)
        items = [
            PreviewItem(
                row.number,
                name_shown(row.task.key, row.task.confidential),
                name_shown(row.key, row.task.confidential),
                name_shown(with_task(row.title, row.task.title), row.task.confidential),
                row.task.kind,
                facts[row.id],
                posts_by_role(row.lead.name, helping[row.task_id], ranks),
                office.rules_for(row.task.ladder),
                office.lead_confirms,
                row.to_confirm,
            )
            for row in rows
        ]
        leading = {task.id: posts_by_role(task.lead.name, helping[task.id], ranks) for task in work}
        series = _stored_series(work, leading, office, milestone_keys(session, work))
        found = preview(items, series, start, end, office.calendar, commune.next_number, steps_of)
        stated = [row.day for row in calendar_days(session)]
        span = (start.date(), end.date())
        guesses = estimated_tets(*span, office.calendar, national.tet_decided, stated)
        return replace(found, estimated=guesses)


def _stored_series(
    work: Sequence[Task],
    posts_of: Mapping[int, PostsByRole],
    office: Office,
    born: Mapping[int, Collection[str]],
) -> list[PreviewSeries]:
    """The repeating ones of the tasks; `posts_of` and `born` (keys of milestones) by task id."""
    return [
        PreviewSeries(
            name_shown(task.key, task.confidential),
            name_shown(task.title, task.confidential),
            task.kind,
            window,
            task.born_until,
            posts_of[task.id],
            office.rules_for(task.ladder),
            born[task.id],
        )
        for task in work
        if task.next_birth_at and task.born_until and (window := window_of(task))
    ]
