"""The next page of the newest list."""

from dataclasses import replace

from bot.command import Command
from bot.conversation import understand
from bot.questions import MORE
from bot.texts import lists
from bot.turn import Turn
from scheduler.channel import Outgoing
from scheduler.permissions import Action
from storage.dialog import open_question


def run(turn: Turn, rest: str) -> Outgoing:
    """The question of the newest list is asked again, for its next page."""
    question = open_question(turn.session, turn.address.id)
    if question is None or question.question != MORE:
        return lists.no_more()
    return understand(replace(turn, text=question.data["say"]))


COMMAND = Command(("xem them", "xem tiep", "trang sau"), Action.SEE_OWN, run, keeps_question=True)
