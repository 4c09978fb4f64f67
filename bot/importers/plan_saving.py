"""A plan into the database: what would be added, changed, left; then the same, done.

Idempotent by key. What the plan does not name is left. A date moved by an extension stays moved
until the plan itself states another date. What is new is written many rows at a time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importers import plan_values as values
from bot.importers.plan_rows import new_milestone_rows, new_task_row
from bot.importers.plan_stating import Stating
from bot.texts.import_result import ImportResult
from scheduler.delivery.summaries import schedule_leaders_summary, schedule_secretary_summary
from scheduler.engine.recurring_reports import REPORTING_KINDS, schedule_reports
from scheduler.ladder.firing import INSTANT, reschedule
from scheduler.ladder.office import NationalDays, Office, office_of
from storage.bulk import insert_rows
from storage.commune import Commune, commune_by_key, take_numbers
from storage.database import Database
from storage.milestone import Milestone, find_milestones, is_open, milestones_of_tasks
from storage.task import Source, Support, Task, ids_by_key, tasks_by_key
from storage.unit import Post, Unit

Dated = Mapping[int, Mapping[str, Milestone]]
"""The milestones that are known, by the id of their task and by their key."""


class _DryRun(Exception):
    """Nothing is to be kept"""


def save_plan(
    database: Database,
    national: NationalDays,
    plan: values.Plan,
    now: datetime,
    dry_run: bool = False,
) -> ImportResult:
    """Write a plan in one transaction; with `dry_run` the same is tried and nothing is kept."""
    outcome = ImportResult()
    commune_id = _commune_id(database, plan, make=not dry_run)
    if commune_id is None:
        outcome.added.extend(task.key for task in plan.tasks)
        return outcome
    try:
        with database.commune(commune_id) as session:
            _Saving(session, plan, Stating(session, now, outcome)).save(national)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return outcome


def save_in(
    session: Session,
    national: NationalDays,
    plan: values.Plan,
    now: datetime,
    actor: int | None = None,
) -> ImportResult:
    """Write a plan in the transaction of its commune's session; `actor` is who said so."""
    outcome = ImportResult()
    _Saving(session, plan, Stating(session, now, outcome, actor)).save(national)
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
                next_number=1,
            )
            session.add(commune)
            session.flush()
        return commune.id if commune else None


@dataclass(frozen=True, slots=True)
class _Saving:
    session: Session
    plan: values.Plan
    stating: Stating

    def save(self, national: NationalDays) -> None:
        commune = self.session.scalars(select(Commune)).one()
        every = self._commune(commune)
        office = office_of(self.session, commune, national, self.now)
        if commune.next_summary_at is None:
            schedule_secretary_summary(office, commune, self.now)
            schedule_leaders_summary(office, commune, self.now)
        posts = self._posts(self._units())
        source_id = self._source()
        keys = [task.key for task in self.plan.tasks]
        known = {row.key: row for row in tasks_by_key(self.session, keys)}
        dated = _by_task(milestones_of_tasks(self.session, [row.id for row in known.values()]))
        touched = [
            each
            for stated in self.plan.tasks
            if (row := known.get(stated.key))
            for each in self.stating.task(row, stated, dated[row.id], posts, source_id)
        ]
        ids = {key: row.id for key, row in known.items()}
        ids |= self._add_tasks(
            [each for each in self.plan.tasks if each.key not in ids], posts, source_id
        )
        self._add_milestones(office, commune, ids, dated)
        self._foresee_reports(office)
        if every:
            touched = list(find_milestones(self.session, is_open()))
        reschedule(self.session, office, touched, self.now)

    @property
    def now(self) -> datetime:
        return self.stating.now

    def _commune(self, row: Commune) -> bool:
        """State the commune; returns whether its ladder, and so every reminder, is another."""
        stated = self.plan.commune
        self.stating.state(row, "", name=stated.name, place=stated.place, ro=stated.ro)
        every = row.ladder != stated.ladder
        self.stating.state(row, "", ladder=stated.ladder)
        return every

    def _units(self) -> Mapping[str, int]:
        """The ids of the commune's units, by key."""
        known = {row.key: row for row in self.session.scalars(select(Unit))}
        for unit in self.plan.units:
            row = known.setdefault(unit.key, Unit(key=unit.key))
            self.stating.state(row, unit.key, name=unit.name, aliases=list(unit.aliases))
        self.session.flush()
        return {key: row.id for key, row in known.items()}

    def _posts(self, units: Mapping[str, int]) -> Mapping[str, int]:
        """The ids of the commune's posts, by key."""
        known = {row.key: row for row in self.session.scalars(select(Post))}
        for post in self.plan.posts:
            self.stating.state(
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
        self.stating.state(row, stated["key"], **stated)
        self.session.flush()
        return row.id

    def _add_tasks(
        self, new: list[values.PlanTask], posts: Mapping[str, int], source_id: int
    ) -> Mapping[str, int]:
        """Write tasks that are not known, and who supports them; returns their ids by key."""
        insert_rows(self.session, Task, (new_task_row(each, posts, source_id) for each in new))
        ids = ids_by_key(self.session, [each.key for each in new])
        supports = ((ids[each.key], posts[post]) for each in new for post in each.support)
        insert_rows(
            self.session, Support, ({"task_id": task, "post_id": post} for task, post in supports)
        )
        self.stating.outcome.added.extend(each.key for each in new)
        return ids

    def _add_milestones(
        self, office: Office, commune: Commune, ids: Mapping[str, int], dated: Dated
    ) -> None:
        """Write milestones that are not known; `ids` are those of their tasks, by key."""
        new = [
            (task, each)
            for task, each in self.plan.milestones
            if each.key not in dated.get(ids[task.key], {})
        ]
        numbers = take_numbers(self.session, commune, len(new))
        rows = new_milestone_rows(office, new, ids, numbers, self.now)
        insert_rows(self.session, Milestone, rows)

    def _foresee_reports(self, office: Office) -> None:
        """Find when the next report of each campaign and standing task begins."""
        reporting = (each.key for each in self.plan.tasks if each.kind in REPORTING_KINDS)
        tasks = tasks_by_key(self.session, reporting)
        for row in tasks:
            # Reports of before it was asked for them are not owed.
            row.born_until = row.born_until or self.now - INSTANT
        schedule_reports(self.session, office, tasks)


def _by_task(rows: Sequence[Milestone]) -> defaultdict[int, dict[str, Milestone]]:
    found: defaultdict[int, dict[str, Milestone]] = defaultdict(dict)
    for row in rows:
        found[row.task_id][row.key] = row
    return found
