"""Take back the speaker's last answer when they say that it was a mistake."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.acts import ACTS_BY_NAME
from bot.conversation.command import find_command
from bot.conversation.dialog import close_question, counts_shares, current_question
from bot.conversation.free_text import answer_free_text
from bot.conversation.item_number import CAPTION, number_in
from bot.conversation.numbered import card_or_act
from bot.conversation.perform import ASKS_SLOT, is_optional, perform
from bot.conversation.turn import Turn
from bot.conversation.turn_items import visible_milestone
from bot.language.replies.correcting import Correction, read_correction
from bot.language.replies.figures import figure_written
from bot.language.replies.lowering import figure_alone
from bot.texts import answers, questions
from scheduler.delivery.channel import Outgoing
from scheduler.work.undoing import UNDO_WINDOW
from storage.figures import as_json
from storage.milestone import Milestone
from storage.reply import newest_reply, replies_at
from storage.words import ReplyKind


def take_correction(turn: Turn) -> Outgoing | None:
    """Take a correction: undo the speaker's last answer and handle the text that replaces it.

    Undo is only offered, not done, if the text names no item or the last answer was about several.
    None if the message is no correction, or there is nothing to correct.
    """
    correction = read_correction(turn.text)
    if correction is None:
        return None
    question = current_question(turn)
    if question is not None and question.question != ASKS_SLOT:
        return None
    unwritten = question is not None and not is_optional(question.data)
    numbers = [] if unwritten else _last_answered(turn, correction)
    if not unwritten and not numbers:
        return None
    close_question(turn)
    if (counted := _counted_anew(turn, correction.rest, numbers)) is not None:
        return counted
    if number_in(correction.rest, CAPTION) is None:
        return questions.NOTHING_DONE if unwritten else questions.offer_undo(numbers)
    said = replace(turn, text=correction.rest)
    if len(numbers) == 1:
        return _in_place(said, numbers[0])
    done = card_or_act(said) or answer_free_text(said)
    offered = [questions.offer_undo(numbers)] if numbers else []
    return None if done is None else answers.joined_messages([done, *offered])


def _counted_anew(turn: Turn, rest: str, numbers: Sequence[int]) -> Outgoing | None:
    """A count in place of the last one, where nothing but a number is said; else None."""
    written = figure_alone(rest)
    last = newest_reply(turn.session, turn.actor.person_id, turn.now - UNDO_WINDOW)
    if written is None or len(numbers) != 1 or last is None or last.said is not ReplyKind.NUMBER:
        return None
    milestone = visible_milestone(turn, numbers[0])
    if milestone is None:
        return None
    value = as_json(figure_written(written, counts_shares(milestone)))
    return perform(turn, ACTS_BY_NAME["count"], milestone, {"value": value})


def _in_place(said: Turn, number: int) -> Outgoing | None:
    """Undo the last answer about an item, then handle the text of `said` as its replacement."""
    undo = find_command("/hoantac")
    assert undo is not None
    undone = undo[0].run(said, str(number))
    done = card_or_act(said) or answer_free_text(said)
    return undone if done is None else answers.joined_messages([undone, done])


def _last_answered(turn: Turn, correction: Correction) -> list[int]:
    """The item numbers of the speaker's last answer, at most a day old.

    If the correction names a wrong item, only that number, or none if the answer was not about it.
    """
    last = newest_reply(turn.session, turn.actor.person_id, turn.now - UNDO_WINDOW)
    if last is None:
        return []
    rows = replies_at(turn.session, turn.actor.person_id, last.at)
    numbers = [turn.session.get_one(Milestone, row.milestone_id).number for row in rows]
    wrong = correction.wrong
    return numbers if wrong is None else [wrong] if wrong in numbers else []
