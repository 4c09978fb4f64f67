"""Remove a file that may not be kept, or the name of one, from every table it stands in."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import String, cast, delete, select, update
from sqlalchemy.orm import Session

from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.milestone import Milestone
from storage.person import Address
from storage.proposal import Paper
from storage.sent_file import SentFile
from storage.web_file import WebFile
from storage.web_message import WebMessage

File = Mapping[str, Any]
"""A file as a stored message names it: its reference, name and size."""


def remove_file(session: Session, row: SentFile, notice: str) -> None:
    """Delete the upload of a file, and its name and reference wherever they stand.

    On the sender's page `notice` takes the place of a message that was the file alone. Content that
    is stored under its hash is not deleted here.
    """
    ref, chat = row.ref, session.get_one(Address, row.address_id)
    if ref:
        session.execute(delete(WebFile).where(WebFile.ref == ref))
        _rewrite(session, chat, ref, lambda file: None, notice)
        for table in (Evidence, Paper):
            same = (table.address_id == chat.id) & (table.ref == ref)
            session.execute(update(table).where(same).values(name="", ref=""))
    row.name = row.ref = ""
    row.hash = None
    session.flush()


def forget_file_name(session: Session, row: SentFile) -> None:
    """Remove the name of a file, which may say what confidential work is about."""
    row.name = ""
    if row.ref:
        session.execute(update(WebFile).where(WebFile.ref == row.ref).values(name=""))
        chat = session.get_one(Address, row.address_id)
        _rewrite(session, chat, row.ref, lambda file: {**file, "name": ""})
    session.flush()


def forget_evidence_names(session: Session, task_id: int) -> None:
    """Remove the names of all evidence of a task, which has become confidential."""
    found = select(Evidence).join(Milestone, Milestone.id == Evidence.milestone_id)
    for row in session.scalars(found.where(Milestone.task_id == task_id, Evidence.name != "")):
        forget_file_name(session, row)


def _rewrite(
    session: Session,
    chat: Address,
    ref: str,
    change: Callable[[File], File | None],
    notice: str = "",
) -> None:
    """Change the file, or leave it out for None, in the inbox and on the sender's page."""
    sent = (InboundRow.channel == chat.channel) & cast(InboundRow.body, String).contains(ref)
    for row in session.scalars(select(InboundRow).where(sent)).all():
        row.body = {**row.body, "attachments": _changed(row.body["attachments"], ref, change)}
    shown = WebMessage.incoming & (WebMessage.address == chat.address)
    named = cast(WebMessage.body, String).contains(ref)
    for message in session.scalars(select(WebMessage).where(shown, named)).all():
        files = _changed(message.body.get("files", ()), ref, change)
        text = message.body["text"] or notice
        message.body = {**message.body, "text": text, "files": files}


def _changed(files: list[File], ref: str, change: Callable[[File], File | None]) -> list[File]:
    changed = [change(each) if each["ref"] == ref else each for each in files]
    return [each for each in changed if each is not None]
