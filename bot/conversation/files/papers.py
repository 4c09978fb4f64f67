"""Files a secretary sends: queued to be read for tasks ("papers"), or stored as evidence."""

import re
from collections.abc import Sequence

from bot.conversation.files import evidence
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import filing as filing_texts
from bot.texts import papers as texts
from bot.texts.answers import joined_messages
from scheduler.delivery.channel import Attachment, Outgoing
from scheduler.work.permissions import Action
from storage.proposal import Paper, newest_paper_without_purpose
from storage.words import Purpose

ENDINGS = (".docx", ".xlsx", ".pdf", ".txt", ".doc", ".xls", ".docm", ".xlsm")
PURPOSE_PATTERNS = (
    (re.compile(r"(?<!\w)(?:minh chung|bang chung)(?!\w)"), Purpose.EVIDENCE),
    (re.compile(r"(?<!\w)(?:ket luan|nghi quyet|thong bao|chi thi)(?!\w)"), Purpose.CONCLUSION),
    (re.compile(r"(?<!\w)ke hoach(?!\w)"), Purpose.PLAN),
)


def papers_among(turn: Turn, attachments: Sequence[Attachment]) -> list[Attachment]:
    """The files that may be papers: documents by ENDINGS, if the speaker may import plans."""
    if not turn.may(Action.PLAN):
        return []
    return [each for each in attachments if _may_be_paper(each)]


def _may_be_paper(file: Attachment) -> bool:
    return file.kind == "document" and file.name.lower().endswith(ENDINGS)


def purpose_in(text: str) -> Purpose | None:
    """The purpose that a text names for a file, or None."""
    folded = fold(text)
    return next((purpose for shape, purpose in PURPOSE_PATTERNS if shape.search(folded)), None)


def receive_papers(turn: Turn, files: Sequence[Attachment], purpose: Purpose | None) -> Outgoing:
    """Queue papers to be fetched and read; refuse files that are too big."""
    small = [each for each in files if each.size <= evidence.LIMIT]
    said = [filing_texts.too_big(each.name) for each in files if each.size > evidence.LIMIT]
    for each in small:
        turn.session.add(_row(turn, each, purpose, wanted=True))
    if small:
        said.append(texts.being_read([each.name for each in small]))
    turn.session.flush()
    return joined_messages(said)


def ask_purpose(turn: Turn, file: Attachment, number: int) -> Outgoing:
    """Ask whether a file sent after a report on item `number` is its evidence or a paper."""
    if file.size > evidence.LIMIT:
        return filing_texts.too_big(file.name)
    turn.session.add(_row(turn, file, None, wanted=False))
    turn.session.flush()
    return texts.ask_purpose(file.name, number)


def set_purpose(turn: Turn, purpose: Purpose, numbers: Sequence[int]) -> Outgoing:
    """Set the purpose of the speaker's newest file that has none; evidence goes to `numbers`."""
    row = newest_paper_without_purpose(turn.session, turn.person.id)
    if row is None:
        return texts.NO_FILE_WAITS
    row.purpose = purpose
    if purpose is Purpose.EVIDENCE:
        file = Attachment("document", row.ref, row.name, row.size)
        return evidence.file_as_evidence(turn, [file], numbers)
    row.not_before, row.attempts = turn.now, 0
    return texts.being_read([row.name])


def _row(turn: Turn, file: Attachment, purpose: Purpose | None, wanted: bool) -> Paper:
    return Paper(
        person_id=turn.person.id,
        address_id=turn.address.id,
        ref=file.ref,
        name=file.name[:200],
        size=file.size,
        at=turn.now,
        not_before=turn.now if wanted else None,
        purpose=purpose,
    )
