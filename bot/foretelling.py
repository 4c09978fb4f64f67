"""What `preview` needs, from a plan file or from the database: the same rules, nothing written."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import select

from bot.importers.plan_values import Milestone as PlanMilestone
from bot.importers.plan_values import Plan, Task
from scheduler.births import Window
from scheduler.facts import read_facts
from scheduler.ladder import Facts
from scheduler.office import National, Office, calendar_for, office_of
from scheduler.preview import Preview, PreviewItem, PreviewSeries, preview
from scheduler.recipients import RANKS
from scheduler.reports import REPORTING
from scheduler.rules import DEFAULT, override
from scheduler.working_time import VIETNAM
from storage.commune import Commune
from storage.database import Database
from storage.milestone import find
from storage.task import tasks
from storage.unit import posts
from storage.words import Rank, Role, Status

Posts = Mapping[Role, Sequence[str]]


def of_plan(plan: Plan, national: National, start: datetime, end: datetime) -> Preview:
    """Every reminder of a plan that is handed over on the day of its source document."""
    calendar = calendar_for(start, national)
    rules = override(DEFAULT, plan.commune.ladder)
    handed_over = datetime.combine(plan.source.dated, time.min, VIETNAM)
    office = Office(0, plan.commune.name, calendar, rules)
    names = {post.key: post.name for post in plan.posts}
    ranks = {rank: [p.name for p in plan.posts if p.rank is rank] for rank in Rank}
    items: list[PreviewItem] = []
    series: list[PreviewSeries] = []
    for task in plan.tasks:
        lead, supports = names[task.lead], [names[key] for key in task.support]
        heard, laid = _posts(lead, supports, ranks), office.rules_for(task.ladder)
        for milestone in task.milestones:
            facts = _facts(task, milestone, handed_over)
            number = len(items) + 1
            items.append(
                PreviewItem(number, task.key, milestone.key, task.kind, facts, heard, laid)
            )
        if task.kind in REPORTING and task.opens_on and task.closes_on:
            window = Window(task.opens_on, task.closes_on, task.on_duty)
            series.append(PreviewSeries(task.key, task.kind, window, handed_over, heard, laid))
    return preview(items, series, start, end, calendar, len(items) + 1)


def of_database(
    database: Database, commune_id: int, national: National, start: datetime, end: datetime
) -> Preview:
    """Every reminder of a commune's work as it stands."""
    with database.commune(commune_id) as session:
        commune = session.scalars(select(Commune)).one()
        office = office_of(session, commune, national, start)
        ranks = {rank: [post.name for post in posts(session) if post.rank is rank] for rank in Rank}
        heard = {
            task.id: _posts(task.lead.name, [post.name for post in task.supports], ranks)
            for task in tasks(session)
        }
        rows = find(session)
        facts = read_facts(session, rows)
        items = [
            PreviewItem(
                row.number,
                row.task.key,
                row.key,
                row.task.kind,
                facts[row.id],
                heard[row.task_id],
                office.rules_for(row.task.ladder),
            )
            for row in rows
        ]
        series = [
            PreviewSeries(
                task.key,
                task.kind,
                Window(task.opens_on, task.closes_on, task.on_duty),
                task.born_until,
                heard[task.id],
                office.rules_for(task.ladder),
            )
            for task in tasks(session)
            if task.next_birth_at and task.opens_on and task.closes_on and task.born_until
        ]
        return preview(items, series, start, end, office.calendar, commune.next_number)


def _posts(lead: str, supports: Sequence[str], ranks: Mapping[Rank, Sequence[str]]) -> Posts:
    ranked = {role: tuple(ranks[rank]) for role, rank in RANKS.items()}
    return {Role.LEAD: (lead,), Role.SUPPORT: tuple(supports), **ranked}


def _facts(task: Task, milestone: PlanMilestone, handed_over: datetime) -> Facts:
    return Facts(
        shape=milestone.shape,
        status=Status.PENDING,
        due_on=milestone.due_on,
        handed_over_at=handed_over,
        on_duty=task.on_duty,
        opens_on=milestone.opens_on,
        has_support=bool(task.support),
    )
