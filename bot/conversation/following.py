"""Take the answer to the question whether other phases of a task follow one that moves."""

from dataclasses import replace

from bot.conversation import shifting
from bot.conversation.acts import ACTS_BY_NAME
from bot.conversation.dialog import gives_up
from bot.conversation.perform import WAITING, Performed, carry_out, finish_act
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.yes_no import is_unclear_answer, says_no, says_yes
from bot.texts import answers, questions
from bot.texts import shifting as texts
from scheduler.delivery.channel import Outgoing
from storage.dialog import Dialog

MOVES = "(?:cu |van |cho )?doi(?: theo| ca| het)?(?: cac buoc)?(?: sau)?"
MOVES_NOT = "khong doi(?: theo)?"


def take_answer(turn: Turn, question: Dialog) -> Outgoing | None:
    """On a yes carry out the act that waits and move the phases shown; None for other text."""
    data, later = dict(question.data), question.data.get(WAITING, [])
    if gives_up(turn.text) or says_no(turn.text, MOVES_NOT):
        return finish_act(turn, Performed(texts.KEPT), later)
    if not says_yes(turn.text, MOVES):
        return questions.YES_OR_NO if is_unclear_answer(turn.text) else None
    first, milestone = data["first"], visible_milestone(turn, data["number"])
    if first is None or milestone is None:
        return finish_act(turn, Performed(shifting.follow(turn, data)), later)
    said = replace(turn, text=first["text"])
    performed = carry_out(said, ACTS_BY_NAME[first["act"]], milestone, first["slots"])
    if performed.done and data["moves"]:
        messages = [performed.message, shifting.follow(turn, data)]
        performed = Performed(answers.joined_messages(messages))
    return finish_act(turn, performed, later)
