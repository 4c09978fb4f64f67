"""Questions in free text: what was asked, narrowed to whom, and the list that answers it."""

from bot.doing import visible_milestone
from bot.language.reply import Intent, Reply
from bot.showing import card
from bot.turn import Turn
from scheduler.channel import Outgoing


def ask(turn: Turn, reply: Reply) -> Outgoing | None:
    """The answer to a question; None when the text asks nothing that can be answered."""
    if reply.intent is Intent.QUESTION and reply.task_numbers:
        milestone = visible_milestone(turn, reply.task_numbers[0])
        return card(turn, milestone) if milestone else None
    return None
