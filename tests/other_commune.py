"""Data of a second commune in the same database, and all URLs and buttons that lead to it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.channels.web_input import address_of
from bot.conversation.card import card
from scheduler.delivery.buttons import store_buttons
from scheduler.delivery.message_json import encode
from storage.database import Base, Database
from storage.evidence import Evidence
from storage.evidence_files import store_content
from storage.feed import Feed
from storage.handout import HandoutRow
from storage.milestone import Milestone
from storage.person import addresses, holders_of_rank
from storage.web_file import WebFile
from storage.web_message import WebMessage
from storage.web_session import WebSession
from storage.words import Rank
from tests.pictures import png
from tests.staffed_office import NOW, turn_of

ONLY_THERE = 900
"""The number of a milestone that exists only in the other commune."""
TOKEN = "another-commune"
SECRET = "bi-mat"


@dataclass(frozen=True, slots=True)
class OtherCommune:
    """The ids of the other commune's data, and every path that leads to them."""

    paths: dict[str, list[str]]
    """By the route's row in `bot.web.access`."""
    presses: list[str]
    page: int
    """The id of the message that shows the presses."""
    numbers: list[int]


def fill_other_commune(database: Database, folder: Path, mark: str) -> OtherCommune:
    """Give the second commune one of everything that a route gives away, bearing the mark."""
    with database.commune(2) as session:
        (secretary,) = holders_of_rank(session, Rank.SECRETARY)
        (address,) = addresses(session, [secretary.id])
        rows = session.scalars(select(Milestone).order_by(Milestone.number)).all()
        rows[-1].number = ONLY_THERE
        session.flush()
        shown = card(turn_of(session, secretary, f"{ONLY_THERE}"), rows[-1])
        message = store_buttons(session, secretary.id, shown, NOW)
        whose: dict[str, Any] = {"person_id": secretary.id}
        file = {"name": f"{mark}.png", "kind": "png", "size": 9}
        evidence = Evidence(
            **whose,
            **file,
            milestone_id=rows[-1].id,
            address_id=address.id,
            ref="x",
            hash=store_content(folder, png()),
            at=NOW,
        )
        page = address_of(secretary.id)
        body = {"files": [], **encode(message)}
        line = WebMessage(address=page, incoming=False, body=body, at=NOW)
        later = NOW + timedelta(days=30)
        handout = HandoutRow(
            **whose,
            name=file["name"],
            kind="png",
            wish={},
            secret=SECRET,
            asked_at=NOW,
            expires_at=later,
            content=png(),
        )
        feed = Feed(**whose, secret=SECRET, made_at=NOW)
        sent = WebFile(ref="foreign", address=page, at=NOW, content=png(), **file)
        hashed = hashlib.sha256(TOKEN.encode()).hexdigest()
        session.add_all([evidence, line, handout, feed, sent])
        session.add(WebSession(**whose, token_hash=hashed, expires_at=later))
        session.flush()
        numbers = sorted({n for row in rows for n in (row.number, row.id)})
        return OtherCommune(
            paths={
                "GET /board/{number}": [f"/board/{n}" for n in numbers],
                "GET /board/{number}/files/{id}": [
                    f"/board/{n}/files/{evidence.id}" for n in numbers
                ],
                "GET /files/{id}": [f"/files/{handout.id}"],
                "GET /sent/{ref}": [f"/sent/{sent.ref}"],
                "GET /shared/{id}/{secret}/{name}": [
                    f"/shared/{handout.id}/{SECRET}/{handout.name}"
                ],
                "GET /calendar/{token}.ics": [f"/calendar/{feed.id}.{SECRET}.ics"],
            },
            presses=[button.id for row in message.buttons for button in row],
            page=line.id,
            numbers=numbers,
        )


def rows_of(database: Database, commune_id: int) -> list[Any]:
    """Every row of one commune, in all tables."""
    return list(_rows(database, commune_id))


def _rows(database: Database, commune_id: int) -> Iterator[Any]:
    with database.everything() as session:
        for table in Base.metadata.sorted_tables:
            if "commune_id" in table.c:
                found = select(table).where(table.c.commune_id == commune_id)
                key = list(table.primary_key)
                yield table.name, session.connection().execute(found.order_by(*key)).all()
