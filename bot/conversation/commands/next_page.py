"""Show the next page of the newest list."""

from dataclasses import replace

from bot.conversation.command import Command
from bot.conversation.dialog import NEXT_PAGE, current_question
from bot.conversation.handler import answer_text
from bot.conversation.turn import Turn
from bot.texts import lists
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Ask the question of the newest list again, for its next page."""
    question = current_question(turn)
    if question is None or question.question != NEXT_PAGE:
        return lists.NO_MORE
    return answer_text(replace(turn, text=question.data["say"]))


COMMAND = Command(("xem them", "xem tiep", "trang sau"), Action.SEE_OWN, run, keeps_question=True)
