"""Remove a person's data, at their request."""

from bot.conversation.command import Command
from bot.conversation.lookup import Ambiguous, person_named
from bot.conversation.removal import ask_to_remove
from bot.conversation.turn import Turn
from bot.texts import people, questions
from bot.texts import personal as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    if not rest.strip():
        return texts.HOW_TO_REMOVE
    try:
        person = person_named(turn, rest)
    except Ambiguous as several:
        return questions.ask_which_person(several.names)
    return ask_to_remove(turn, person) if person else people.nobody_called(rest)


COMMAND = Command(
    ("xoa du lieu",), Action.REMOVE, run, rest_pattern=r"(?:cua )?(?:d/c|dong chi|ong|ba) .+"
)
