"""Converts a plan's tasks and milestones to rows of the tables, as mappings by column."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, partial
from typing import Any

from bot.importers import plan_values as values
from scheduler.calendar.day_rule import as_json as as_rule
from scheduler.calendar.repetition import as_json
from scheduler.ladder.firing import INSTANT, next_fire_time
from scheduler.ladder.ladder import Facts
from scheduler.ladder.office import Office
from storage.words import Status, Weight

CLARITIES = tuple(each.name for each in fields(values.Clarities))


@dataclass(frozen=True, slots=True)
class StoredIds:
    """The ids of stored tasks and posts, by their keys."""

    tasks: Mapping[str, int]
    posts: Mapping[str, int]

    def own_lead(self, stated: values.PlanMilestone) -> int | None:
        """The post that leads a milestone instead of the task's lead, if any."""
        return self.posts[stated.lead] if stated.lead else None


def task_row(stated: values.PlanTask, posts: Mapping[str, int]) -> dict[str, Any]:
    """The columns of a task that the plan states; `posts`: ids of posts by key."""
    return {
        "title": stated.title,
        "sector": stated.sector,
        "kind": stated.kind,
        "lead_post_id": posts[stated.lead],
        "clause": stated.clause,
        "quote": stated.quote,
        "measure": stated.measure,
        "figure": stated.figure,
        "better": stated.better,
        "decimals": stated.decimals,
        "basis": stated.basis,
        "ro": {name: getattr(stated.ro, name) for name in CLARITIES},
        "on_duty": stated.on_duty,
        "confidential": stated.confidential,
        "chained": stated.chained,
        "opens_on": stated.opens_on,
        "closes_on": stated.closes_on,
        "repetition": as_json(stated.repetition) if stated.repetition else {},
        "ladder": stated.ladder,
        **({"weight": stated.weight} if stated.weight is not None else {}),
    }


def new_task_row(
    stated: values.PlanTask, posts: Mapping[str, int], source_id: int
) -> dict[str, Any]:
    """The columns of a new task; a stored one keeps the document that it first came from."""
    own = {"source_id": source_id, "key": stated.key}
    return {"weight": Weight.ORDINARY} | task_row(stated, posts) | own


def new_milestone_rows(
    office: Office,
    new: Iterable[tuple[values.PlanTask, values.PlanMilestone]],
    ids: StoredIds,
    numbers: Iterable[int],
    now: datetime,
) -> Iterator[dict[str, Any]]:
    """Rows of new milestones, handed over at `now` (aware UTC), each with its first reminder."""
    first_reminder = cache(partial(_first_reminder, office, now))
    for (task, stated), number in zip(new, numbers, strict=True):
        facts = values.ladder_facts_of(task, stated, now)
        yield {
            "task_id": ids.tasks[task.key],
            "number": number,
            "key": stated.key,
            "title": stated.title,
            "shape": stated.shape,
            "opens_on": stated.opens_on,
            "due_on": stated.due_on,
            "original_due_on": stated.due_on,
            "planned_on": stated.due_on,
            "due_time": stated.due_time,
            "original_due_time": stated.due_time,
            "planned_time": stated.due_time,
            "to_confirm": stated.to_confirm,
            "day_rule": as_rule(stated.day_rule),
            "basis": stated.basis,
            "asks_document": stated.asks_document,
            "target": stated.target,
            "value": stated.start,
            "village_targets": stated.villages,
            "own_lead_post_id": ids.own_lead(stated),
            "status": Status.PENDING,
            "handed_over_at": now,
            "fired_until": now - INSTANT,
            "next_fire_at": first_reminder(facts, json.dumps(task.ladder)),
        }


def _first_reminder(office: Office, now: datetime, facts: Facts, ladder: str) -> datetime | None:
    return next_fire_time(office, json.loads(ladder), facts, now - INSTANT)
