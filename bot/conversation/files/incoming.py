"""Sort the files of a message: papers to read (from a secretary), or evidence of an item."""

import re
from collections.abc import Callable, Sequence

from bot.conversation.files import evidence_of, papers
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts.answers import joined_messages
from scheduler.delivery.channel import Attachment, Outgoing
from storage.words import Purpose

_REPORTS = re.compile(r"(?<!\w)(?:xong|hoan thanh|da (?:lam|nop|gui)|dat|vuong|gia han)(?!\w)")


def without_words(turn: Turn, attachments: Sequence[Attachment]) -> Outgoing:
    """Answer a message that has files and no text."""
    found = papers.papers_among(turn, attachments)
    if not found or turn.about:
        return evidence_of.without_words(turn, attachments)
    lately = evidence_of.of_lately(turn)
    if len(lately) == 1:
        said = [papers.ask(turn, each, lately[0]) for each in found]
    else:
        said = [papers.receive(turn, found, None)]
    others = [each for each in attachments if each not in found]
    if others:
        said.append(evidence_of.without_words(turn, others))
    return joined_messages(said)


def beside_words(
    turn: Turn, attachments: Sequence[Attachment], act_on: Callable[[Turn], Outgoing | None]
) -> Outgoing:
    """Answer a message that has text and maybe files: papers are read, others stored as evidence.

    `act_on` answers the text as if it had come without files.
    """
    found = papers.papers_among(turn, attachments)
    if not found or turn.about:
        return evidence_of.beside_words(turn, attachments, act_on(turn))
    purpose = papers.purpose_in(turn.text)
    if purpose in (Purpose.CONCLUSION, Purpose.PLAN) and not _REPORTS.search(fold(turn.text)):
        return papers.receive(turn, found, purpose)
    answer = act_on(turn)
    if answer is None and not evidence_of.of_words(turn):
        return papers.receive(turn, found, None)
    return evidence_of.beside_words(turn, attachments, answer)
