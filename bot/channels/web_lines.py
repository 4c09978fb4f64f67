"""What a person says on their page: typed, pressed or sent along; and how the inbox gets it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.language.text.secrecy import is_marked
from bot.texts.refusals import WITHHELD
from scheduler.delivery.channel import Attachment, Inbound, PermanentError
from scheduler.delivery.message_json import decode
from storage.person import Person
from storage.web_file import WebFile, forget_files
from storage.web_message import WebMessage, lock_pages, message_on_page, said

NAME = "web"
PREFIX = "person:"
MOST_DIGITS = 18

FORGOTTEN_AFTER = timedelta(days=7)
"""How long a file waits here for the item it is evidence of; by then it is kept as such."""

PICTURES = frozenset({"jpeg", "png"})


class NoSuchButton(Exception):
    """The page never showed that button"""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a line; `kind` is what it is by its content."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What a person typed, with the files they sent along, or the button they pressed on an earlier
    message.

    `key` is the page's own id of it: a line that comes again under the same key is the same line.
    """

    key: str
    text: str = ""
    press: str | None = None
    message_id: int | None = None
    files: tuple[Upload, ...] = ()


def address_of(person_id: int) -> str:
    """The address of a person's page."""
    return f"{PREFIX}{person_id}"


def person_of(address: str) -> int | None:
    """Whose page an address is; None for what is no such address."""
    digits = address.removeprefix(PREFIX)
    if not address.startswith(PREFIX) or not digits.isdecimal() or len(digits) > MOST_DIGITS:
        return None
    return int(digits)


def persons_of(addresses: Iterable[str]) -> list[int]:
    """Whose pages these are, as far as they are pages."""
    return [found for found in map(person_of, addresses) if found is not None]


def keep_line(session: Session, address: str, line: TypedLine, now: datetime) -> None:
    """Put a line on a page, unless it is there. Raises NoSuchButton, PermanentError for nobody."""
    if not lock_pages(session, persons_of([address])):
        raise PermanentError(f"nobody at {address!r}")
    if said(session, address, line.key) is None:
        body = _body(session, address, line, now)
        session.add(WebMessage(address=address, incoming=True, key=line.key, body=body, at=now))


def inbound_of(session: Session, row: WebMessage) -> Inbound:
    """A line as the inbox takes it."""
    person = session.get_one(Person, person_of(row.address))
    press, message = row.body.get("press"), row.body.get("message")
    withheld = bool(row.body.get("withheld"))
    return Inbound(
        channel=NAME,
        platform_id=f"{row.address}:{row.key}",
        address=row.address,
        at=row.at,
        text="" if press or withheld else row.body["text"],
        withheld=withheld,
        press=press,
        reply_to=str(message) if message else None,
        sender_name=person.name,
        attachments=tuple(_attachment(each) for each in row.body.get("files", ())),
    )


def _body(session: Session, address: str, line: TypedLine, now: datetime) -> dict[str, Any]:
    """A line as the page keeps it: of one that is marked secret, only why it is not there."""
    if line.press:
        return _pressed(session, address, line)
    if any(is_marked(each) for each in (line.text, *(file.name for file in line.files))):
        return {"text": WITHHELD, "withheld": True}
    return {"text": line.text, **_with_files(session, address, line, now)}


def _with_files(session: Session, address: str, line: TypedLine, now: datetime) -> dict[str, Any]:
    if not line.files:
        return {}
    forget_files(session, now - FORGOTTEN_AFTER)
    rows = [
        WebFile(
            ref=secrets.token_urlsafe(16),
            address=address,
            name=file.name,
            kind=file.kind,
            size=len(file.content),
            at=now,
            content=file.content,
        )
        for file in line.files
    ]
    session.add_all(rows)
    told = [{"ref": row.ref, "name": row.name, "kind": row.kind, "size": row.size} for row in rows]
    return {"files": told}


def _attachment(file: dict[str, Any]) -> Attachment:
    kind = "photo" if file["kind"] in PICTURES else "document"
    return Attachment(kind, file["ref"], file["name"], file["size"])


def _pressed(session: Session, address: str, line: TypedLine) -> dict[str, Any]:
    shown = message_on_page(session, address, line.message_id or 0)
    if shown is None or shown.incoming:
        raise NoSuchButton
    for row in decode(shown.body).buttons:
        for button in row:
            if button.id == line.press:
                return {"text": button.label, "press": button.id, "message": shown.id}
    raise NoSuchButton
