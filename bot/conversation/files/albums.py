"""Albums: pictures sent together come as a message each; they get one answer together."""

from collections.abc import Sequence
from dataclasses import asdict

from bot.conversation.dialog import ASKS_ITEM_OF_FILES, current_question
from bot.conversation.files import evidence, papers
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Attachment, Inbound
from storage.evidence import AFTER_ANSWER, newest_evidence
from storage.inbound import is_album_begun
from storage.milestone import Milestone


def add_to_album(turn: Turn, inbound: Inbound) -> bool:
    """Add these files to their album if one of its messages was answered already; return whether
    they were added. They become evidence of the same item, or are added to the open question for
    the item.
    """
    since = turn.now - AFTER_ANSWER
    files = inbound.attachments
    if not inbound.album or inbound.forwarded or turn.text or not _fit(turn, files):
        return False
    if not is_album_begun(
        turn.session, inbound.channel, inbound.address, inbound.album, inbound.platform_id, since
    ):
        return False
    question = current_question(turn)
    if question is not None and question.question == ASKS_ITEM_OF_FILES:
        more = [asdict(each) for each in files]
        question.data = {**question.data, "files": [*question.data["files"], *more]}
        return True
    last = newest_evidence(turn.session, turn.person.id, since)
    if last is None or last.address_id != turn.address.id:
        return False
    evidence.queue_evidence(turn, turn.session.get_one(Milestone, last.milestone_id), files)
    return True


def _fit(turn: Turn, files: Sequence[Attachment]) -> bool:
    """Whether all files can be evidence and none is a paper to be read."""
    plain = all(
        each.kind in evidence.EVIDENCE_KINDS and each.size <= evidence.LIMIT for each in files
    )
    return plain and not papers.papers_among(turn, files)
