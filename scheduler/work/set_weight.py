"""Sets the weight of a task, by which lists and messages are ordered from then on."""

from scheduler.work.change import ChangeContext
from storage.task import Task
from storage.words import Weight


def set_weight(context: ChangeContext, task: Task, weight: Weight) -> None:
    """Set the weight of a task and audit it. The caller checks the right to do so."""
    if task.weight is weight:
        return
    context.audit("weigh", "task", task.id, {"weight": task.weight}, {"weight": weight})
    task.weight = weight
