"""Remove every trace of a file that may not be kept: uploaded bytes, names and references."""

from sqlalchemy import String, cast, delete, select, update
from sqlalchemy.orm import Session

from storage.evidence import Evidence
from storage.inbound import InboundRow
from storage.person import Address
from storage.proposal import Paper
from storage.sent import SentRow
from storage.web_file import WebFile
from storage.web_message import WebMessage


def forget_sent_file(session: Session, row: SentRow, notice: str) -> None:
    """Delete the upload of a file, and its name and reference wherever they stand.

    On the sender's page `notice` takes the place of a message that was the file alone. Content that
    is stored under its hash is not deleted here.
    """
    ref, chat = row.ref, session.get_one(Address, row.address_id)
    if ref:
        session.execute(delete(WebFile).where(WebFile.ref == ref))
        _forget_in_inbox(session, chat, ref)
        _forget_on_page(session, chat, ref, notice)
        for table in (Evidence, Paper):
            same = (table.address_id == chat.id) & (table.ref == ref)
            session.execute(update(table).where(same).values(name="", ref=""))
    row.name = row.ref = ""
    row.hash = None
    session.flush()


def _forget_in_inbox(session: Session, chat: Address, ref: str) -> None:
    found = select(InboundRow).where(
        InboundRow.channel == chat.channel, cast(InboundRow.body, String).contains(ref)
    )
    for row in session.scalars(found).all():
        files = [each for each in row.body["attachments"] if each["ref"] != ref]
        row.body = {**row.body, "attachments": files}


def _forget_on_page(session: Session, chat: Address, ref: str, notice: str) -> None:
    found = select(WebMessage).where(
        WebMessage.address == chat.address,
        WebMessage.incoming,
        cast(WebMessage.body, String).contains(ref),
    )
    for row in session.scalars(found).all():
        files = [each for each in row.body.get("files", ()) if each["ref"] != ref]
        row.body = {**row.body, "text": row.body["text"] or notice, "files": files}
