"""What a person sends from their web page (text, files, a button press), stored for the inbox."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from bot.language.text.secrecy import is_marked
from bot.texts.refusals import WITHHELD
from scheduler.delivery.channel import Attachment, Inbound, PermanentError
from scheduler.delivery.message_json import decode
from storage.person import Person
from storage.web_file import WebFile, forget_files, stored_bytes
from storage.web_message import WebMessage, lock_pages, message_by_key, message_on_page

NAME = "web"
PREFIX = "person:"
"""An address is this prefix and the person's id."""
MAX_DIGITS = 18

FILE_LIFETIME = timedelta(days=7)
"""How long an upload is stored here; a file that became evidence is stored as evidence too."""

PICTURES = frozenset({"jpeg", "png"})


COMMUNE_QUOTA = 1024**3
"""Bytes of the uploads of a commune that are stored at a time."""


class UploadsFull(Exception):
    """The uploads of the commune have reached COMMUNE_QUOTA"""


class NoSuchButton(Exception):
    """The page never showed this button"""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file; `kind` (jpeg, pdf, docx ...) is recognized from its content.

    `size` is in bytes, `content` an open file. `marked_secret`: it bears a mark of secrecy inside;
    then it is not stored.
    """

    name: str
    kind: str
    size: int
    content: BinaryIO
    marked_secret: bool = False


@dataclass(frozen=True, slots=True)
class WebInput:
    """A text with files, or a press of the button `press` on message `message_id`.

    `key` is an id made by the page: input with a known key was sent before and is not stored again.
    `sign_in` is the id of the session it was written in, None in training.
    """

    key: str
    text: str = ""
    press: str | None = None
    message_id: int | None = None
    files: tuple[Upload, ...] = ()
    sign_in: int | None = None


def address_of(person_id: int) -> str:
    """The web address (in the channel's sense) of a person's page."""
    return f"{PREFIX}{person_id}"


def person_of(address: str) -> int | None:
    """The id of the person whose page this is; None if it is no page's address."""
    digits = address.removeprefix(PREFIX)
    if not address.startswith(PREFIX) or not digits.isdecimal() or len(digits) > MAX_DIGITS:
        return None
    return int(digits)


def person_ids_of(addresses: Iterable[str]) -> list[int]:
    """The ids of the persons; addresses that are no pages are left out."""
    return [found for found in map(person_of, addresses) if found is not None]


def store_input(session: Session, address: str, given: WebInput, now: datetime) -> None:
    """Store input on a page once by its key. Raises NoSuchButton, UploadsFull or PermanentError."""
    if not lock_pages(session, person_ids_of([address])):
        raise PermanentError(f"nobody at {address!r}")
    if message_by_key(session, address, given.key) is None:
        body = _body(session, address, given, now) | {"sign_in": given.sign_in}
        session.add(WebMessage(address=address, incoming=True, key=given.key, body=body, at=now))


def inbound_of(session: Session, row: WebMessage) -> Inbound:
    """A stored incoming message in the form the inbox takes."""
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
        sign_in=row.body.get("sign_in"),
    )


def _body(session: Session, address: str, given: WebInput, now: datetime) -> dict[str, Any]:
    """The JSON to store; of input marked secret only a notice that it was withheld."""
    if given.press:
        return _pressed(session, address, given)
    marked = any(file.marked_secret or is_marked(file.name) for file in given.files)
    if marked or is_marked(given.text):
        return {"text": WITHHELD, "withheld": True}
    return {"text": given.text, **_with_files(session, address, given, now)}


def _with_files(session: Session, address: str, given: WebInput, now: datetime) -> dict[str, Any]:
    if not given.files:
        return {}
    forget_files(session, now - FILE_LIFETIME)
    if stored_bytes(session) + sum(file.size for file in given.files) > COMMUNE_QUOTA:
        raise UploadsFull
    return {"files": [_stored(session, address, file, now) for file in given.files]}


def _stored(session: Session, address: str, file: Upload, now: datetime) -> dict[str, Any]:
    """Store one file; the session keeps no content, so that one at a time is in memory."""
    file.content.seek(0)
    row = WebFile(
        ref=secrets.token_urlsafe(16),
        address=address,
        name=file.name,
        kind=file.kind,
        size=file.size,
        at=now,
        content=file.content.read(),
    )
    session.add(row)
    session.flush()
    session.expunge(row)
    return {"ref": row.ref, "name": row.name, "kind": row.kind, "size": row.size}


def _attachment(file: dict[str, Any]) -> Attachment:
    kind = "photo" if file["kind"] in PICTURES else "document"
    return Attachment(kind, file["ref"], file["name"], file["size"])


def _pressed(session: Session, address: str, given: WebInput) -> dict[str, Any]:
    shown = message_on_page(session, address, given.message_id or 0)
    if shown is None or shown.incoming:
        raise NoSuchButton
    for row in decode(shown.body).buttons:
        for button in row:
            if button.id == given.press:
                return {"text": button.label, "press": button.id, "message": shown.id}
    raise NoSuchButton
