"""Set how much a task weighs; everything made of it is shown in the new order from then on."""

from scheduler.work.change import ChangeContext
from storage.task import Task
from storage.words import Weight


def weigh(context: ChangeContext, task: Task, weight: Weight) -> None:
    """Set the weight of a task and audit it; who may is checked before."""
    if task.weight is weight:
        return
    context.audit("weigh", "task", task.id, {"weight": task.weight}, {"weight": weight})
    task.weight = weight
