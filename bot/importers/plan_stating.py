"""What a plan states anew of rows that are known: each field that differs is set and noted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.importers import plan_values as values
from bot.importers.plan_rows import task_row
from bot.texts.import_result import FieldChange, ImportResult
from storage.audit import Audit
from storage.commune import Commune
from storage.milestone import Milestone
from storage.task import Source, Support, Task
from storage.unit import Post, Unit

Row = TypeVar("Row", Unit, Post, Source, Task, Milestone, Commune)


@dataclass(frozen=True, slots=True)
class Stating:
    """One plan being stated at `now`; `actor` is the person who said so."""

    session: Session
    now: datetime
    outcome: ImportResult
    actor: int | None = None

    def state(self, row: Row, label: str, **fields: Any) -> Row:
        """Set fields, noting what a known row had otherwise; a new row is added."""
        if row.id is None:
            for name, value in fields.items():
                setattr(row, name, value)
            self.session.add(row)
            return row
        for name, value in fields.items():
            before = getattr(row, name)
            if before != value:
                setattr(row, name, value)
                self._note(row, label, name, before, value)
        return row

    def task(
        self,
        row: Task,
        stated: values.PlanTask,
        milestones: Mapping[str, Milestone],
        posts: Mapping[str, int],
        source_id: int,
    ) -> Iterable[Milestone]:
        """State a known task and its known milestones, which are given by key; returns those whose
        reminders that touches.
        """
        before = len(self.outcome.changed)
        supports = [posts[key] for key in stated.support]
        touched = self._reached(row, stated, milestones, posts, supports)
        self.state(row, stated.key, **task_row(stated, posts, source_id))
        self._support(row, supports)
        for each in stated.milestones:
            known = milestones.get(each.key)
            if known is not None and not known.status.closed and self._milestone(row, known, each):
                touched.append(known)
        if len(self.outcome.changed) == before:
            self.outcome.left.append(stated.key)
        return dict.fromkeys(touched)

    @staticmethod
    def _reached(
        row: Task,
        stated: values.PlanTask,
        milestones: Mapping[str, Milestone],
        posts: Mapping[str, int],
        supports: list[int],
    ) -> list[Milestone]:
        """The open milestones, if whom they remind or when is stated anew."""
        told = ({post.id for post in row.supports}, row.lead_post_id, row.on_duty, row.ladder)
        if told == (set(supports), posts[stated.lead], stated.on_duty, stated.ladder):
            return []
        return [each for each in milestones.values() if not each.status.closed]

    def _support(self, row: Task, posts: list[int]) -> None:
        if [post.id for post in row.supports] == posts:
            return
        self.session.execute(delete(Support).where(Support.task_id == row.id))
        self.session.add_all(Support(task_id=row.id, post_id=post_id) for post_id in posts)
        self.session.flush()
        self.session.expire(row, ["supports"])

    def _milestone(self, task: Task, row: Milestone, stated: values.PlanMilestone) -> bool:
        """State an open milestone; returns whether its date is another."""
        label = f"{task.key}/{stated.key}"
        moved = row.planned_on != stated.due_on
        if moved:
            self.state(row, label, planned_on=stated.due_on, due_on=stated.due_on)
            row.due_version += 1
            row.revision += 1
        self.state(row, label, title=stated.title, target=stated.target, basis=stated.basis)
        self.state(row, label, village_targets=stated.villages)
        self.state(row, label, opens_on=stated.opens_on, asks_document=stated.asks_document)
        return moved

    def _note(self, row: Row, label: str, name: str, before: object, after: object) -> None:
        self.outcome.changed.append(FieldChange(label, name, str(before), str(after)))
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
