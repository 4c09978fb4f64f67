"""The card of one milestone for the speaker."""

from bot.conversation.repeating import repetition_of_task
from bot.conversation.turn import Turn
from bot.texts import cards
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.items import items
from scheduler.work.permissions import Action
from storage.milestone import Milestone
from storage.task import Task


def source_words(task: Task) -> cards.SourceWords:
    """What the document says of a task, and whose words its clarities are."""
    proposed = task.source is not None and task.source.ro_proposed
    return cards.SourceWords(task.quote, task.clause, proposed)


def card(turn: Turn, milestone: Milestone) -> Outgoing:
    """The milestone in full, with buttons for what the speaker may do."""
    task = milestone.task
    return cards.card(
        item=items(turn.session, turn.office, [milestone], turn.now)[0],
        today=turn.today,
        ro=task.ro,
        supports=tuple(post.name for post in task.supports if post.id != milestone.lead_post_id),
        repeated=repetition_of_task(turn, task),
        basis=milestone.basis or task.basis,
        source=source_words(task),
        leads=milestone.lead_post_id in turn.actor.post_ids,
        decides=turn.may(Action.DECIDE),
        confirms=turn.office.lead_confirms or milestone.lead_post_id not in turn.actor.post_ids,
        chases=turn.may(Action.CHASE),
    )
