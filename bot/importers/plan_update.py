"""Updates stored rows from a plan: each field that differs is set, reported and audited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.importers import plan_values as values
from bot.importers.plan_rows import task_row
from bot.texts.import_result import FieldChange, ImportResult
from scheduler.calendar.day_rule import as_json
from storage.audit import Audit
from storage.commune import Commune
from storage.file_removal import forget_evidence_names
from storage.milestone import ADDED_KEY, Milestone
from storage.named_day import NamedDay
from storage.task import Source, Support, Task
from storage.unit import Post, Unit
from storage.words import Status, TaskKind

Row = TypeVar("Row", Unit, Post, Source, Task, Milestone, Commune, NamedDay)


def _parted_in_chat(
    row: Task, stated: values.PlanTask, milestones: Mapping[str, Milestone]
) -> dict[str, Any]:
    """What a plan leaves of a task with one date in it that was parted into phases in chat."""
    added = (each for each in milestones.values() if each.key.startswith(ADDED_KEY))
    parted = any(each.status is not Status.CANCELLED for each in added)
    if not parted or stated.kind is not TaskKind.DATED or row.kind is not TaskKind.PHASED:
        return {}
    return {"kind": row.kind, "chained": row.chained}


@dataclass(frozen=True, slots=True)
class PlanUpdate:
    """One import at `now` (aware UTC); `actor`: id of the person who ordered it."""

    session: Session
    now: datetime
    outcome: ImportResult
    actor: int | None = None

    def set_fields(self, row: Row, label: str, **fields: Any) -> Row:
        """Set the fields of a stored row, recording each change; add a new row."""
        if row.id is None:
            for name, value in fields.items():
                setattr(row, name, value)
            self.session.add(row)
            return row
        for name, value in fields.items():
            before = getattr(row, name)
            if before != value:
                setattr(row, name, value)
                self._record(row, label, name, before, value)
        return row

    def task(
        self,
        row: Task,
        stated: values.PlanTask,
        milestones: Mapping[str, Milestone],
        posts: Mapping[str, int],
    ) -> Iterable[Milestone]:
        """Update a task and its `milestones`; returns those whose reminders may change."""
        before = len(self.outcome.changed)
        supports = [posts[key] for key in stated.support]
        touched = self._affected(row, stated, milestones, posts, supports)
        kept = _parted_in_chat(row, stated, milestones)
        stated_row = task_row(stated, posts)
        self.set_fields(row, stated.key, **{**stated_row, **kept})
        if row.confidential:
            forget_evidence_names(self.session, row.id)
        self._support(row, supports)
        for each in stated.milestones:
            known = milestones.get(each.key)
            if known is not None and not known.status.closed:
                own_lead = posts[each.lead] if each.lead else None
                if self._milestone(row, known, each, own_lead, named=not kept):
                    touched.append(known)
        if len(self.outcome.changed) == before:
            self.outcome.left.append(stated.key)
        return dict.fromkeys(touched)

    @staticmethod
    def _affected(
        row: Task,
        stated: values.PlanTask,
        milestones: Mapping[str, Milestone],
        posts: Mapping[str, int],
        supports: list[int],
    ) -> list[Milestone]:
        """The open milestones if the task's recipients or ladder change, else none."""
        before = ({post.id for post in row.supports}, row.lead_post_id, row.on_duty, row.ladder)
        if before == (set(supports), posts[stated.lead], stated.on_duty, stated.ladder):
            return []
        return [each for each in milestones.values() if not each.status.closed]

    def _support(self, row: Task, posts: list[int]) -> None:
        if [post.id for post in row.supports] == posts:
            return
        self.session.execute(delete(Support).where(Support.task_id == row.id))
        self.session.add_all(Support(task_id=row.id, post_id=post_id) for post_id in posts)
        self.session.flush()
        self.session.expire(row, ["supports"])

    def _milestone(
        self,
        task: Task,
        row: Milestone,
        stated: values.PlanMilestone,
        own_lead: int | None,
        named: bool,
    ) -> bool:
        """Update an open milestone; returns whether its due date or its own lead changed.

        `named`: the plan says its title, too.
        """
        label = f"{task.key}/{stated.key}"
        led_anew = row.own_lead_post_id != own_lead
        self.set_fields(row, label, own_lead_post_id=own_lead)
        moved = (row.planned_on, row.planned_time) != (stated.due_on, stated.due_time)
        if moved:
            self.set_fields(row, label, planned_on=stated.due_on, due_on=stated.due_on)
            self.set_fields(row, label, planned_time=stated.due_time, due_time=stated.due_time)
            row.due_version += 1
            row.revision += 1
        if moved or not stated.to_confirm:
            self.set_fields(row, label, to_confirm=stated.to_confirm)
        self.set_fields(row, label, day_rule=as_json(stated.day_rule))
        if named:
            self.set_fields(row, label, title=stated.title)
        self.set_fields(row, label, target=stated.target, basis=stated.basis)
        self.set_fields(row, label, village_targets=stated.villages)
        self.set_fields(row, label, opens_on=stated.opens_on, asks_document=stated.asks_document)
        return moved or led_anew

    def _record(self, row: Row, label: str, name: str, before: object, after: object) -> None:
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
