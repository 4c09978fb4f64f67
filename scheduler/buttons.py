"""Buttons that were shown: stored, so that a press is understood after a restart and checked."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.channel import Button, Outgoing
from storage.dialog import Press
from storage.milestone import Milestone


class StaleButton(Exception):
    """What the button stood for is no longer so"""


class UnknownButton(Exception):
    """The button was not shown to this person"""


def store_buttons(session: Session, person_id: int, message: Outgoing, now: datetime) -> Outgoing:
    """The message with an id in each button, kept for this person."""
    watched = _milestones(session, {button.watch for button in _buttons(message)})
    rows = []
    for row in message.buttons:
        stored = []
        for button in row:
            stored.append(replace(button, id=secrets.token_urlsafe(9)))
            session.add(_press(stored[-1], person_id, watched.get(button.watch or 0), now))
        rows.append(tuple(stored))
    return replace(message, buttons=tuple(rows))


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


def _press(button: Button, person_id: int, milestone: Milestone | None, now: datetime) -> Press:
    return Press(
        id=button.id,
        person_id=person_id,
        say=button.say,
        milestone_id=milestone.id if milestone else None,
        revision=milestone.revision if milestone else None,
        shown_at=now,
    )


def _buttons(message: Outgoing) -> Iterator[Button]:
    for row in message.buttons:
        yield from row


def _milestones(session: Session, numbers: set[int | None]) -> dict[int, Milestone]:
    wanted = [number for number in numbers if number is not None]
    if not wanted:
        return {}
    found = session.scalars(select(Milestone).where(Milestone.number.in_(wanted)))
    return {row.number: row for row in found}
