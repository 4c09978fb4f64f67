"""A plan into the database: what would be added, changed, left; then the same, done.

Idempotent by key. What the plan does not name is left. A date moved by an extension stays moved
until the plan itself states another date.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from bot.importers import plan_values as values
from scheduler.firing import INSTANT, reschedule
from scheduler.office import National, Office, office_of
from scheduler.reports import REPORTING, schedule_births
from scheduler.summaries import schedule_summaries
from storage.audit import Audit
from storage.commune import Commune, commune_by_key, take_numbers
from storage.database import Database
from storage.milestone import Milestone, find, is_open
from storage.task import Source, Support, Task
from storage.unit import Post, Unit
from storage.words import Status

Row = TypeVar("Row", Unit, Post, Source, Task, Milestone, Commune)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the plan states anew; `key` names the task, or task and milestone."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do: keys of tasks, and the fields that differ."""

    added: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class _DryRun(Exception):
    """Nothing is to be kept"""


def save_plan(
    database: Database, national: National, plan: values.Plan, now: datetime, dry_run: bool = False
) -> Outcome:
    """Write a plan in one transaction; with `dry_run` the same is tried and nothing is kept."""
    outcome = Outcome()
    commune_id = _commune_id(database, plan, make=not dry_run)
    if commune_id is None:
        outcome.added.extend(task.key for task in plan.tasks)
        return outcome
    try:
        with database.commune(commune_id) as session:
            _Saving(session, plan, now, outcome).save(national)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return outcome


def save_in(
    session: Session, national: National, plan: values.Plan, now: datetime, actor: int | None = None
) -> Outcome:
    """Write a plan in the transaction of its commune's session; `actor` is who said so."""
    outcome = Outcome()
    _Saving(session, plan, now, outcome, actor).save(national)
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
    now: datetime
    outcome: Outcome
    actor: int | None = None

    def save(self, national: National) -> None:
        stated = self.plan.commune
        commune = self.session.scalars(select(Commune)).one()
        self._state(commune, "", name=stated.name, place=stated.place, ro=stated.ro)
        every = commune.ladder != stated.ladder
        self._state(commune, "", ladder=stated.ladder)
        office = office_of(self.session, commune, national, self.now)
        if commune.next_summary_at is None:
            schedule_summaries(office, commune, self.now)
        units = {unit.key: self._unit(unit) for unit in self.plan.units}
        posts = {post.key: self._post(post, units) for post in self.plan.posts}
        source = self._source()
        touched: list[Milestone] = []
        for task in self.plan.tasks:
            touched += self._task(office, commune, task, posts, source)
        if every:
            touched = list(find(self.session, is_open()))
        reschedule(self.session, office, touched, self.now)

    def _unit(self, stated: values.Unit) -> Unit:
        row = self._find(Unit, Unit.key == stated.key) or Unit(key=stated.key)
        return self._state(row, stated.key, name=stated.name, aliases=list(stated.aliases))

    def _post(self, stated: values.Post, units: Mapping[str, Unit]) -> Post:
        row = self._find(Post, Post.key == stated.key) or Post(key=stated.key)
        return self._state(
            row,
            stated.key,
            name=stated.name,
            unit_id=units[stated.unit].id,
            rank=stated.rank,
            aliases=list(stated.aliases),
        )

    def _source(self) -> Source:
        stated = asdict(self.plan.source)
        row = self._find(Source, Source.key == stated["key"]) or Source()
        return self._state(row, stated["key"], **stated)

    def _task(
        self,
        office: Office,
        commune: Commune,
        stated: values.Task,
        posts: Mapping[str, Post],
        source: Source,
    ) -> list[Milestone]:
        """Write one task; returns the milestones whose reminders it touches."""
        row = self._find(Task, Task.key == stated.key)
        known, before = row is not None, len(self.outcome.changed)
        moved = known and row is not None and self._reminders_differ(row, stated, posts)
        row = self._state(
            row or Task(key=stated.key), stated.key, **_columns(stated, posts, source)
        )
        self._supports(row, [posts[key] for key in stated.support])
        touched = list(self._milestones_of(row)) if moved else []
        for milestone in stated.milestones:
            touched += self._milestone(commune, row, milestone)
        if stated.kind in REPORTING:
            row.born_until = row.born_until or self.now - INSTANT
            schedule_births(self.session, office, [row])
        if not known:
            self.outcome.added.append(stated.key)
        elif len(self.outcome.changed) == before:
            self.outcome.left.append(stated.key)
        return list(dict.fromkeys(touched))

    def _reminders_differ(self, row: Task, stated: values.Task, posts: Mapping[str, Post]) -> bool:
        supports = {post.id for post in row.supports} != {posts[key].id for key in stated.support}
        return supports or (row.lead_post_id, row.on_duty, row.ladder) != (
            posts[stated.lead].id,
            stated.on_duty,
            stated.ladder,
        )

    def _supports(self, row: Task, posts: list[Post]) -> None:
        if [post.id for post in row.supports] == [post.id for post in posts]:
            return
        self.session.execute(delete(Support).where(Support.task_id == row.id))
        self.session.add_all(Support(task_id=row.id, post_id=post.id) for post in posts)
        self.session.flush()
        self.session.expire(row, ["supports"])

    def _milestones_of(self, row: Task) -> list[Milestone]:
        open_ones = Milestone.status.not_in((Status.DONE, Status.CANCELLED))
        found = select(Milestone).where(Milestone.task_id == row.id, open_ones)
        return list(self.session.scalars(found))

    def _milestone(self, commune: Commune, task: Task, stated: values.Milestone) -> list[Milestone]:
        of_task = (Milestone.task_id == task.id) & (Milestone.key == stated.key)
        row = self._find(Milestone, of_task)
        if row is None:
            row = self._new_milestone(commune, task, stated)
            return [row]
        if row.status.closed:
            return []
        label = f"{task.key}/{stated.key}"
        moved = row.planned_on != stated.due_on
        if moved:
            self._state(row, label, planned_on=stated.due_on, due_on=stated.due_on)
            row.due_version += 1
            row.revision += 1
        self._state(row, label, title=stated.title, target=stated.target, basis=stated.basis)
        self._state(row, label, village_targets=stated.villages)
        self._state(row, label, opens_on=stated.opens_on, asks_document=stated.asks_document)
        return [row] if moved else []

    def _new_milestone(self, commune: Commune, task: Task, stated: values.Milestone) -> Milestone:
        row = Milestone(
            task=task,
            number=take_numbers(self.session, commune, 1)[0],
            key=stated.key,
            title=stated.title,
            shape=stated.shape,
            opens_on=stated.opens_on,
            due_on=stated.due_on,
            original_due_on=stated.due_on,
            planned_on=stated.due_on,
            basis=stated.basis,
            asks_document=stated.asks_document,
            target=stated.target,
            value=stated.start,
            village_targets=stated.villages,
            status=Status.PENDING,
            handed_over_at=self.now,
            fired_until=self.now - INSTANT,
        )
        self.session.add(row)
        return row

    def _find(self, model: type[Row], where: ColumnElement[bool]) -> Row | None:
        return self.session.scalar(select(model).where(where))

    def _state(self, row: Row, label: str, **fields: Any) -> Row:
        """Set fields, noting what a known row had otherwise; a new row is added."""
        if row.id is None:
            for name, value in fields.items():
                setattr(row, name, value)
            self.session.add(row)
            self.session.flush()
            return row
        for name, value in fields.items():
            before = getattr(row, name)
            if before != value:
                setattr(row, name, value)
                self._note(row, label, name, before, value)
        return row

    def _note(self, row: Row, label: str, name: str, before: object, after: object) -> None:
        self.outcome.changed.append(Change(label, name, str(before), str(after)))
        self.session.add(
            Audit(
                at=self.now,
                person_id=self.actor,
                action="import",
                noun=row.__tablename__,
                noun_id=row.id,
                before={name: str(before)},
                after={name: str(after)},
            )
        )


def _columns(stated: values.Task, posts: Mapping[str, Post], source: Source) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "title": stated.title,
        "sector": stated.sector,
        "kind": stated.kind,
        "lead_post_id": posts[stated.lead].id,
        "clause": stated.clause,
        "quote": stated.quote,
        "measure": stated.measure,
        "basis": stated.basis,
        "ro": asdict(stated.ro),
        "on_duty": stated.on_duty,
        "confidential": stated.confidential,
        "chained": stated.chained,
        "opens_on": stated.opens_on,
        "closes_on": stated.closes_on,
        "ladder": stated.ladder,
    }
