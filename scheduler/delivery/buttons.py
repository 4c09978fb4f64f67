"""Buttons that were shown: stored, so that a press is understood after a restart and checked."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.delivery.channel import Button, Outgoing
from storage.dialog import Press
from storage.many import IDS, put
from storage.milestone import Milestone


class StaleButton(Exception):
    """What the button stood for is no longer so"""


class UnknownButton(Exception):
    """The button was not shown to this person"""


Watched = Mapping[int, tuple[int, int]]
"""Of milestones, by the number people say: the id and the revision."""

NONE: Watched = {}


def store_buttons(
    session: Session,
    person_id: int,
    message: Outgoing,
    now: datetime,
    known: Watched = NONE,
) -> Outgoing:
    """The message with an id in each button, kept for this person.

    `known` are milestones that the caller has read and changed since; others are looked up.
    """
    named = name_buttons(message)
    keep_buttons(session, [(person_id, named)], now, known)
    return named


def name_buttons(message: Outgoing) -> Outgoing:
    """The message with an id in each button, still to be kept."""
    rows = tuple(
        tuple(Button(each.label, each.say, secrets.token_urlsafe(9), each.watch) for each in row)
        for row in message.buttons
    )
    return replace(message, buttons=rows)


def keep_buttons(
    session: Session,
    shown: Iterable[tuple[int, Outgoing]],
    now: datetime,
    known: Watched = NONE,
) -> None:
    """Keep the buttons of messages, each for the person of that id who is shown it."""
    found = [(person_id, button) for person_id, message in shown for button in _buttons(message)]
    unknown = {button.watch for _, button in found} - known.keys()
    watched = {**known, **_revisions(session, unknown)}
    put(
        session,
        Press,
        [
            _press(button, person, watched.get(button.watch or 0, (None, None)), now)
            for person, button in found
        ],
    )


def pressed(session: Session, person_id: int, button_id: str) -> str:
    """The words a press stands for. Raises UnknownButton or StaleButton."""
    press = session.scalar(select(Press).where(Press.id == button_id))
    if press is None or press.person_id != person_id:
        raise UnknownButton
    if _is_stale(session, press):
        raise StaleButton(press.say)
    return press.say


def is_stale(session: Session, button_id: str) -> bool:
    """Whether what the button stood for is no longer so."""
    press = session.scalar(select(Press).where(Press.id == button_id))
    return press is not None and _is_stale(session, press)


def _is_stale(session: Session, press: Press) -> bool:
    if press.milestone_id is None:
        return False
    milestone = session.get(Milestone, press.milestone_id)
    return milestone is None or milestone.revision != press.revision


def _press(
    button: Button, person_id: int, watched: tuple[int | None, int | None], now: datetime
) -> dict[str, Any]:
    milestone_id, revision = watched
    return {
        "id": button.id,
        "person_id": person_id,
        "say": button.say,
        "milestone_id": milestone_id,
        "revision": revision,
        "shown_at": now,
    }


def _buttons(message: Outgoing) -> Iterator[Button]:
    for row in message.buttons:
        yield from row


_REVISIONS = select(Milestone.number, Milestone.id, Milestone.revision).where(
    Milestone.number.in_(IDS)
)


def _revisions(session: Session, numbers: set[int | None]) -> Watched:
    wanted = [number for number in numbers if number is not None]
    if not wanted:
        return {}
    found = session.execute(_REVISIONS, {"ids": wanted})
    return {number: (milestone_id, revision) for number, milestone_id, revision in found}
