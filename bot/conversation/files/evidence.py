"""Files sent as evidence: find the item they belong to, and queue them for fetching."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.conversation.acts import item_of
from bot.conversation.dialog import (
    ASKS_ITEM_OF_FILES,
    close_question,
    current_question,
    gives_up,
    set_question,
)
from bot.conversation.item_number import CAPTION, number_in
from bot.conversation.turn import Turn
from bot.conversation.turn_items import led_items, visible_milestone
from bot.language.replies.items import mentions
from bot.language.text.text import read
from bot.texts import answers, filing, questions, refusals
from scheduler.delivery.channel import Attachment, Outgoing
from storage.dialog import Dialog
from storage.evidence import AFTER_ANSWER, Evidence
from storage.file_removal import forget_file_name
from storage.milestone import Milestone
from storage.reply import newest_reply, replies_at

LIMIT = 10 * 1024 * 1024
"""Bytes; bigger files are refused."""
EVIDENCE_KINDS = frozenset({"photo", "document"})
VOICE_KINDS = frozenset({"voice", "audio"})


def answer_files_only(turn: Turn, attachments: Sequence[Attachment]) -> Outgoing:
    """Answer a message that has files and no text."""
    files = [each for each in attachments if each.kind in EVIDENCE_KINDS]
    if files:
        return file_as_evidence(turn, files, recent_items(turn))
    if any(each.kind in VOICE_KINDS for each in attachments):
        return refusals.VOICE
    return refusals.ONLY_TEXT


def answer_files_and_text(
    turn: Turn, attachments: Sequence[Attachment], answer: Outgoing | None
) -> Outgoing:
    """File the files of a message and add what was done with them to `answer`, the answer to its
    text (None if the text was not understood).
    """
    files = [each for each in attachments if each.kind in EVIDENCE_KINDS]
    if not files:
        return answer or refusals.NOT_UNDERSTOOD
    found = items_of_text(turn)
    note = file_as_evidence(turn, files, found or recent_items(turn))
    return note if answer is None else answers.joined_messages([answer, note])


def take_item_choice(turn: Turn, question: Dialog) -> Outgoing | None:
    """Take an item number that was offered for the files; None for any other text."""
    if gives_up(turn.text):
        close_question(turn)
        return questions.NOTHING_DONE
    if not turn.text.isdecimal() or int(turn.text) not in question.data["numbers"]:
        return None
    files = [Attachment(**each) for each in question.data["files"]]
    close_question(turn)
    return file_as_evidence(turn, files, [int(turn.text)])


def items_of_text(turn: Turn) -> list[int]:
    """Numbers of the items that the text of this message reported on, opened a question about, or
    begins with.
    """
    said = [reply.milestone_id for reply in replies_at(turn.session, turn.person.id, turn.now)]
    if said:
        return [turn.session.get_one(Milestone, each).number for each in dict.fromkeys(said)]
    question = current_question(turn)
    if question is not None and question.asked_at == turn.now and "number" in question.data:
        return [question.data["number"]]
    number = number_in(turn.text, CAPTION)
    if number is None or not visible_milestone(turn, number):
        return []
    named = mentions(read(turn.text).key, (number,))
    return [number] if any(number in each.numbers for each in named) else []


def recent_items(turn: Turn) -> list[int]:
    """Numbers of the items replied to, or of the speaker's last report within AFTER_ANSWER."""
    if turn.about:
        return list(turn.about)
    last = newest_reply(turn.session, turn.person.id, turn.now - AFTER_ANSWER)
    if last is None:
        return []
    said = [reply.milestone_id for reply in replies_at(turn.session, turn.person.id, last.at)]
    return [turn.session.get_one(Milestone, each).number for each in dict.fromkeys(said)]


def file_as_evidence(turn: Turn, files: Sequence[Attachment], numbers: Sequence[int]) -> Outgoing:
    """Queue files as evidence if `numbers` is one item, else ask which item they belong to."""
    small = [each for each in files if each.size <= LIMIT]
    refused = [filing.too_big(each.name) for each in files if each.size > LIMIT]
    if not small:
        return answers.joined_messages(refused)
    if len(numbers) != 1:
        return answers.joined_messages([*refused, _ask(turn, small, numbers)])
    milestone = visible_milestone(turn, numbers[0])
    if milestone is None:
        return refusals.no_such_number(numbers[0])
    queue_evidence(turn, milestone, small)
    count = None if turn.album else len(small)
    return answers.joined_messages([*refused, filing.filed(item_of(turn, milestone), count)])


def queue_evidence(turn: Turn, milestone: Milestone, files: Sequence[Attachment]) -> None:
    """Have these files fetched as evidence of a milestone."""
    for each in files:
        _queue(turn, milestone, each)


def _ask(turn: Turn, files: Sequence[Attachment], numbers: Sequence[int]) -> Outgoing:
    """Ask for the item; files of an open question of this kind are asked about together."""
    rows = [item_of(turn, row) for row in led_items(turn) if not numbers or row.number in numbers]
    if not rows:
        return filing.NOTHING_TO_FILE_UNDER
    kept: list[dict[str, Any]] = [asdict(each) for each in files]
    waiting = current_question(turn)
    if waiting is not None and waiting.question == ASKS_ITEM_OF_FILES:
        kept = [*waiting.data["files"], *kept]
    set_question(turn, ASKS_ITEM_OF_FILES, {"files": kept, "numbers": [row.number for row in rows]})
    return answers.ask_which_item_of_files(rows, None if turn.album else len(kept))


def _queue(turn: Turn, milestone: Milestone, file: Attachment) -> None:
    row = Evidence(
        milestone_id=milestone.id,
        person_id=turn.person.id,
        address_id=turn.address.id,
        ref=file.ref,
        name=file.name[:200],
        size=file.size,
        at=turn.now,
        not_before=turn.now,
    )
    turn.session.add(row)
    turn.session.flush()
    if milestone.task.confidential:
        forget_file_name(turn.session, row)
    turn.context().audit("file", "evidence", row.id, {}, {"milestone": milestone.id})
