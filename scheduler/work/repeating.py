"""Change how a task repeats. Milestones that are made already stay as they are.

Like in `lifecycle`, each function checks the right, writes the audit and stays in the caller's
transaction. The caller schedules the task's next milestone.
"""

from scheduler.calendar.repetition import Repetition, as_json
from scheduler.calendar.working_time import ONE_DAY, local_day
from scheduler.ladder.firing import INSTANT
from scheduler.work.change import CannotRepeat, ChangeContext, NotAllowed, NotRepeating
from scheduler.work.permissions import Action, allowed
from storage.milestone import Milestone
from storage.task import Task
from storage.words import TaskKind


def repeat(context: ChangeContext, milestone: Milestone, rule: Repetition) -> None:
    """Let the milestone's task repeat by this rule from today on.

    A task with one due date becomes standing work that repeats after that date; the milestone
    itself stays.
    """
    _check_allowed(context)
    task, opens_on = milestone.task, local_day(context.now)
    if task.kind not in (TaskKind.STANDING, TaskKind.DATED):
        raise CannotRepeat
    before = _audited(task)
    if task.kind is TaskKind.DATED:
        opens_on = max(opens_on, milestone.due_on + ONE_DAY)
    task.kind, task.repetition = TaskKind.STANDING, as_json(rule)
    task.opens_on, task.closes_on = opens_on, None
    task.born_until = context.now - INSTANT
    context.audit("repeat", "task", task.id, before, _audited(task))


def stop_repeating(context: ChangeContext, milestone: Milestone) -> None:
    """Let the milestone's task come no more; what is made already stays."""
    _check_allowed(context)
    task, yesterday = milestone.task, local_day(context.now) - ONE_DAY
    ended = task.closes_on is not None and task.closes_on <= yesterday
    if task.kind is not TaskKind.STANDING or ended:
        raise NotRepeating
    before = _audited(task)
    task.closes_on = yesterday
    context.audit("repeat", "task", task.id, before, _audited(task))


def _check_allowed(context: ChangeContext) -> None:
    if not allowed(context.actor.ranks, Action.PLAN) or context.actor.proxy_id is not None:
        raise NotAllowed


def _audited(task: Task) -> dict[str, object]:
    return {
        "kind": task.kind.value,
        "repetition": task.repetition,
        "opens_on": task.opens_on.isoformat() if task.opens_on else None,
        "closes_on": task.closes_on.isoformat() if task.closes_on else None,
    }
