"""Sort the files of a message: papers to read (from a secretary), or evidence of an item."""

import re
from collections.abc import Callable, Sequence

from bot.conversation.files import evidence, papers
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts.answers import joined_messages
from scheduler.delivery.channel import Attachment, Outgoing
from storage.words import Purpose

_REPORTS = re.compile(r"(?<!\w)(?:xong|hoan thanh|da (?:lam|nop|gui)|dat|vuong|gia han)(?!\w)")


def answer_files_only(turn: Turn, attachments: Sequence[Attachment]) -> Outgoing:
    """Answer a message that has files and no text."""
    found = papers.papers_among(turn, attachments)
    if not found or turn.about:
        return evidence.answer_files_only(turn, attachments)
    lately = evidence.recent_items(turn)
    if len(lately) == 1:
        said = [papers.ask_purpose(turn, each, lately[0]) for each in found]
    else:
        said = [papers.receive_papers(turn, found, None)]
    others = [each for each in attachments if each not in found]
    if others:
        said.append(evidence.answer_files_only(turn, others))
    return joined_messages(said)


def answer_files_and_text(
    turn: Turn, attachments: Sequence[Attachment], act_on: Callable[[Turn], Outgoing | None]
) -> Outgoing:
    """Answer a message that has text and maybe files: papers are read, others stored as evidence.

    `act_on` answers the text as if it had come without files.
    """
    found = papers.papers_among(turn, attachments)
    if not found or turn.about:
        return evidence.answer_files_and_text(turn, attachments, act_on(turn))
    purpose = papers.purpose_in(turn.text)
    if purpose in (Purpose.CONCLUSION, Purpose.PLAN) and not _REPORTS.search(fold(turn.text)):
        return papers.receive_papers(turn, found, purpose)
    answer = act_on(turn)
    if answer is None and not evidence.items_of_text(turn):
        return papers.receive_papers(turn, found, None)
    return evidence.answer_files_and_text(turn, attachments, answer)
