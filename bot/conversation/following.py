"""Take the answer to the question whether other phases of a task follow one that moves."""

from dataclasses import replace

from bot.conversation import shifting
from bot.conversation.acts import BY_NAME
from bot.conversation.dialog import stops
from bot.conversation.perform import THEN, Performed, carry_out, close, visible_milestone
from bot.conversation.turn import Turn
from bot.texts import answers
from bot.texts import shifting as texts
from scheduler.delivery.channel import Outgoing
from storage.dialog import Dialog


def go_on(turn: Turn, question: Dialog) -> Outgoing | None:
    """On a yes carry out the act that waits and move the phases shown; None for other text."""
    data, later = dict(question.data), question.data.get(THEN, [])
    if stops(turn.text) or shifting.keeps(turn.text):
        return close(turn, Performed(texts.KEPT), later)
    if not shifting.agrees(turn.text):
        return None
    first, milestone = data["first"], visible_milestone(turn, data["number"])
    if first is None or milestone is None:
        return close(turn, Performed(shifting.follow(turn, data)), later)
    said = replace(turn, text=first["text"])
    performed = carry_out(said, BY_NAME[first["act"]], milestone, first["slots"])
    if performed.done and data["moves"]:
        messages = [performed.message, shifting.follow(turn, data)]
        performed = Performed(answers.joined_messages(messages))
    return close(turn, performed, later)
