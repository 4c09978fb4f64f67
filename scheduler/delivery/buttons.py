"""Buttons that were shown, stored so that a press is understood after a restart and checked."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.delivery.channel import Button, Outgoing
from storage.bulk import IDS, insert_rows
from storage.dialog import ShownButton
from storage.milestone import Milestone


class StaleButton(Exception):
    """The item has changed since the button was shown"""


class UnknownButton(Exception):
    """The button was not shown to this person"""


WatchedRevisions = Mapping[int, tuple[int, int]]
"""The id and revision of milestones, by their number."""

NO_REVISIONS: WatchedRevisions = {}


def store_buttons(
    session: Session,
    person_id: int,
    message: Outgoing,
    now: datetime,
    known: WatchedRevisions = NO_REVISIONS,
) -> Outgoing:
    """The message with an id in each button, stored for this person.

    `known` are the present revisions of milestones that the caller has loaded; others are read.
    """
    named = name_buttons(message)
    keep_buttons(session, [(person_id, named)], now, known)
    return named


def name_buttons(message: Outgoing) -> Outgoing:
    """The message with a new random id in each button; `keep_buttons` stores the ids."""
    rows = tuple(
        tuple(Button(each.label, each.say, secrets.token_urlsafe(9), each.watch) for each in row)
        for row in message.buttons
    )
    return replace(message, buttons=rows)


def keep_buttons(
    session: Session,
    shown: Iterable[tuple[int, Outgoing]],
    now: datetime,
    known: WatchedRevisions = NO_REVISIONS,
) -> None:
    """Store the buttons of messages, each shown to the person of that id."""
    found = [(person_id, button) for person_id, message in shown for button in _buttons(message)]
    unknown = {button.watch for _, button in found} - known.keys()
    watched = {**known, **_revisions(session, unknown)}
    insert_rows(
        session,
        ShownButton,
        [
            _press(button, person, watched.get(button.watch or 0, (None, None)), now)
            for person, button in found
        ],
    )


def words_of_press(session: Session, person_id: int, button_id: str) -> str:
    """The words that a pressed button stands for. Raises UnknownButton or StaleButton."""
    press = session.scalar(select(ShownButton).where(ShownButton.id == button_id))
    if press is None or press.person_id != person_id:
        raise UnknownButton
    if _is_stale(session, press):
        raise StaleButton(press.say)
    return press.say


def is_stale(session: Session, button_id: str) -> bool:
    """Whether the button's item has changed; False for an unknown button."""
    press = session.scalar(select(ShownButton).where(ShownButton.id == button_id))
    return press is not None and _is_stale(session, press)


def _is_stale(session: Session, press: ShownButton) -> bool:
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


def _revisions(session: Session, numbers: set[int | None]) -> WatchedRevisions:
    wanted = [number for number in numbers if number is not None]
    if not wanted:
        return {}
    found = session.execute(_REVISIONS, {"ids": wanted})
    return {number: (milestone_id, revision) for number, milestone_id, revision in found}
