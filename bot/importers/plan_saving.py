"""Writes a plan to the database, or reports what it would add and change.

Idempotent by key. Rows that the plan does not name are left as they are. A date moved by an
extension stays until the plan states another date. New rows are written in bulk.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importers import plan_values as values
from bot.importers.plan_named_days import store_named_days, with_entered_days
from bot.importers.plan_numbers import check_numbers
from bot.importers.plan_rows import StoredIds, new_milestone_rows, new_task_row
from bot.importers.plan_update import PlanUpdate
from bot.texts.import_result import ImportResult
from scheduler.delivery.summaries import schedule_leaders_summary, schedule_secretary_summary
from scheduler.engine.recurring_milestones import schedule_next_milestones
from scheduler.ladder.firing import INSTANT, reschedule
from scheduler.ladder.office import NationalDays, Office, office_of
from scheduler.ladder.repeating_tasks import REPEATING_KINDS
from storage.bulk import insert_rows
from storage.commune import Commune, commune_by_key
from storage.database import Database
from storage.milestone import Milestone, find_milestones, is_open, milestones_of_tasks
from storage.task import Source, Support, Task, ids_by_key, tasks_by_key
from storage.unit import Post, Unit

StoredMilestones = Mapping[int, Mapping[str, Milestone]]
"""Stored milestones by task id, then by key."""


class _DryRun(Exception):
    """Rolls the transaction back"""


def save_plan(
    database: Database,
    national: NationalDays,
    plan: values.Plan,
    now: datetime,
    dry_run: bool = False,
) -> ImportResult:
    """Write a plan, creating its commune if needed; `dry_run` rolls back. `now` is aware UTC.

    Raises BadPlan, having changed nothing, for numbers that other items have.
    """
    outcome = ImportResult()
    commune_id = _commune_id(database, plan, make=not dry_run)
    if commune_id is None:
        outcome.added.extend(task.key for task in plan.tasks)
        return outcome
    try:
        with database.commune(commune_id) as session:
            _PlanWriter(session, plan, PlanUpdate(session, now, outcome)).save(national)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return outcome


def save_plan_in(
    session: Session,
    national: NationalDays,
    plan: values.Plan,
    now: datetime,
    actor: int | None = None,
) -> ImportResult:
    """Write a plan in a transaction of its commune; `actor`: id of the person who ordered it.

    Raises BadPlan, having changed nothing, for numbers that other items have.
    """
    outcome = ImportResult()
    _PlanWriter(session, plan, PlanUpdate(session, now, outcome, actor)).save(national)
    return outcome


def _commune_id(database: Database, plan: values.Plan, make: bool) -> int | None:
    with database.everything() as session:
        stated = plan.commune
        commune = commune_by_key(session, stated.key)
        if commune is None and make:
            commune = Commune(
                key=stated.key,
                name=stated.name,
                place=stated.place,
                ro=stated.ro,
                ladder=stated.ladder,
                lead_confirms=stated.lead_confirms,
                next_number=1,
            )
            session.add(commune)
            session.flush()
        return commune.id if commune else None


@dataclass(frozen=True, slots=True)
class _PlanWriter:
    session: Session
    plan: values.Plan
    update: PlanUpdate

    def save(self, national: NationalDays) -> None:
        check_numbers(self.session, self.plan)
        commune = self.session.scalars(select(Commune)).one()
        ladder_changed = self._commune(commune)
        office = office_of(self.session, commune, national, self.now)
        if commune.next_summary_at is None:
            schedule_secretary_summary(office, commune, self.now)
            schedule_leaders_summary(office, commune, self.now)
        store_named_days(self.update, self.plan)
        plan = with_entered_days(self.session, self.plan, office.calendar)
        replace(self, plan=plan)._save_work(office, commune, ladder_changed)

    def _save_work(self, office: Office, commune: Commune, ladder_changed: bool) -> None:
        posts = self._posts(self._units())
        source_id = self._source()
        keys = [task.key for task in self.plan.tasks]
        known = {row.key: row for row in tasks_by_key(self.session, keys)}
        stored = _by_task(milestones_of_tasks(self.session, [row.id for row in known.values()]))
        touched = [
            each
            for stated in self.plan.tasks
            if (row := known.get(stated.key))
            for each in self.update.task(row, stated, stored[row.id], posts)
        ]
        ids = {key: row.id for key, row in known.items()}
        ids |= self._add_tasks(
            [each for each in self.plan.tasks if each.key not in ids], posts, source_id
        )
        self._add_milestones(office, commune, StoredIds(ids, posts), stored)
        self._schedule_reports(office)
        if ladder_changed:
            touched = list(find_milestones(self.session, is_open()))
        reschedule(self.session, office, touched, self.now)

    @property
    def now(self) -> datetime:
        return self.update.now

    def _commune(self, row: Commune) -> bool:
        """Update the commune; returns whether its ladder, and so every reminder, changed."""
        stated = self.plan.commune
        self.update.set_fields(row, "", name=stated.name, place=stated.place, ro=stated.ro)
        self.update.set_fields(row, "", lead_confirms=stated.lead_confirms)
        ladder_changed = row.ladder != stated.ladder
        self.update.set_fields(row, "", ladder=stated.ladder)
        return ladder_changed

    def _units(self) -> Mapping[str, int]:
        known = {row.key: row for row in self.session.scalars(select(Unit))}
        for unit in self.plan.units:
            row = known.setdefault(unit.key, Unit(key=unit.key))
            self.update.set_fields(row, unit.key, name=unit.name, aliases=list(unit.aliases))
        self.session.flush()
        return {key: row.id for key, row in known.items()}

    def _posts(self, units: Mapping[str, int]) -> Mapping[str, int]:
        known = {row.key: row for row in self.session.scalars(select(Post))}
        for post in self.plan.posts:
            self.update.set_fields(
                known.setdefault(post.key, Post(key=post.key)),
                post.key,
                name=post.name,
                unit_id=units[post.unit],
                rank=post.rank,
                aliases=list(post.aliases),
            )
        self.session.flush()
        return {key: row.id for key, row in known.items()}

    def _source(self) -> int:
        stated = asdict(self.plan.source)
        row = self.session.scalar(select(Source).where(Source.key == stated["key"])) or Source()
        self.update.set_fields(row, stated["key"], **stated)
        self.session.flush()
        return row.id

    def _add_tasks(
        self, new: list[values.PlanTask], posts: Mapping[str, int], source_id: int
    ) -> Mapping[str, int]:
        """Insert new tasks and their supporting posts; returns task ids by key."""
        insert_rows(self.session, Task, (new_task_row(each, posts, source_id) for each in new))
        ids = ids_by_key(self.session, [each.key for each in new])
        supports = ((ids[each.key], posts[post]) for each in new for post in each.support)
        insert_rows(
            self.session, Support, ({"task_id": task, "post_id": post} for task, post in supports)
        )
        self.update.outcome.added.extend(each.key for each in new)
        return ids

    def _add_milestones(
        self, office: Office, commune: Commune, ids: StoredIds, stored: StoredMilestones
    ) -> None:
        new = [
            (task, each)
            for task, each in self.plan.milestones
            if each.key not in stored.get(ids.tasks[task.key], {})
        ]
        stated = [each.number for _, each in new]
        numbers, commune.next_number = values.assign_numbers(stated, commune.next_number)
        rows = new_milestone_rows(office, new, ids, numbers, self.now)
        insert_rows(self.session, Milestone, rows)

    def _schedule_reports(self, office: Office) -> None:
        """Compute the next report of each campaign and standing task."""
        reporting = (each.key for each in self.plan.tasks if each.kind in REPEATING_KINDS)
        tasks = tasks_by_key(self.session, reporting)
        for row in tasks:
            # No reports are due for the time before the import.
            row.born_until = row.born_until or self.now - INSTANT
        schedule_next_milestones(self.session, office, tasks)


def _by_task(rows: Sequence[Milestone]) -> defaultdict[int, dict[str, Milestone]]:
    found: defaultdict[int, dict[str, Milestone]] = defaultdict(dict)
    for row in rows:
        found[row.task_id][row.key] = row
    return found
