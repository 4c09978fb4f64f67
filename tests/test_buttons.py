"""Every button's text, pressed and typed by every rank, without a post, and by a stranger."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.web import WebChannel
from bot.conversation.card import card
from bot.conversation.handler import answer_text, handle
from scheduler.delivery.buttons import store_buttons
from scheduler.delivery.channel import Block, Button, Inbound, Outgoing
from scheduler.work.permissions import ALLOWED, ANYBODY, Action
from storage.commune import CalendarDay
from storage.database import Database, ScopedSession
from storage.group import Group
from storage.invite import Invite
from storage.milestone import Milestone, by_number
from storage.person import Absence, Address, Holding, Person, holdings_of
from storage.proposal import Proposal
from storage.reply import Extension, Reply
from storage.task import Task
from storage.unit import Post, Unit
from storage.words import Rank, Status
from tests.staffed_office import NOW, holder, say, staff_office, turn_of
from tests.stories.test_confidential import argument, functions
from tests.stories.world import CHIEF, ECONOMIST
from tests.test_permissions import WHO, of_rank

GUARDED: Mapping[Any, Action] = {
    Absence: Action.ANSWER,
    Address: Action.DISCONNECT,
    CalendarDay: Action.CALENDAR,
    Extension: Action.DECIDE,
    Group: Action.INVITE,
    Holding: Action.REASSIGN,
    Invite: Action.INVITE,
    Milestone: Action.DECIDE,
    Person: Action.INVITE,
    Post: Action.PLAN,
    Proposal: Action.PLAN,
    Reply: Action.DECIDE,
    Task: Action.REASSIGN,
    Unit: Action.PLAN,
}
"""Actions needed to change rows of a table, other than those of one's own work."""

STATES = ("5 xong", "5 xin lùi đến 30/12/2025 vì chờ số liệu")
"""The economist's reports on milestone 5, so that there is something to decide."""
NEXT = "25/12/2025 vì chờ số liệu"
"""An answer to any question that a press may ask."""
DECIDED = {"5 xác nhận", "5 đồng ý gia hạn"}


@pytest.fixture
def database(sqlite_url: str) -> Database:
    database = Database(sqlite_url)
    staff_office(database)
    return database


def buttons(shown: Any) -> Iterator[Button]:
    """The buttons in the result of a text function."""
    if isinstance(shown, Outgoing):
        shown = shown.buttons
    if isinstance(shown, Button):
        yield shown
    elif isinstance(shown, tuple | list):
        for each in shown:
            yield from buttons(each)


@cache
def of_texts() -> frozenset[str]:
    """The texts of all buttons that the text functions show for an item, as if it were item 5."""
    shown = set()
    for parameters in functions():
        function, hints = parameters.values
        values = {name: argument(name, hint) for name, hint in hints.items()}
        lines = values.pop("lines", ())
        shown |= {button.say for button in buttons(function(*values.values(), *lines))}
    return frozenset(re.sub(r"\b12\b", "5", words) for words in shown)


def of_cards(session: ScopedSession) -> set[str]:
    """The texts of all buttons under milestone 5's card, for each viewer and in every status."""
    row = by_number(session, 5)
    assert row is not None
    now, shown = row.status, set()
    for status in (now, *Status):
        row.status = status
        for post in (CHIEF, ECONOMIST):
            there = card(turn_of(session, holder(session, post), "5"), row)
            shown |= {button.say for button in buttons(there)}
    row.status = now
    return shown


def state(session: ScopedSession, person: Person | None, rank: Rank | None) -> dict[str, Any]:
    """Every row that this person may not change."""
    session.flush()
    session.expire_all()
    mine = {row.post_id for row in holdings_of(session, person.id)} if person else set()
    may = ALLOWED[rank] if rank else ANYBODY
    return {
        model.__name__: [
            tuple(getattr(row, column.key) for column in model.__mapper__.column_attrs)
            for row in session.scalars(select(model).order_by(*model.__mapper__.primary_key)).all()
            if not _own(session, row, person, mine)
        ]
        for model, action in GUARDED.items()
        if action not in may
    }


def _own(session: ScopedSession, row: Any, person: Person | None, mine: set[int]) -> bool:
    if isinstance(row, Reply | Extension):
        row = session.get_one(Milestone, row.milestone_id)
    if isinstance(row, Milestone):
        return row.task.lead_post_id in mine
    return isinstance(row, Address | Absence) and person is not None and row.person_id == person.id


@pytest.mark.parametrize("said", STATES)
@pytest.mark.parametrize("rank", WHO, ids=lambda rank: rank or "no-post")
def test_no_button_text_changes_what_the_rank_may_not_change(
    database: Database, rank: Rank | None, said: str
) -> None:
    with database.commune(1) as session:
        say(session, ECONOMIST, said)
        words = sorted(of_texts() | of_cards(session))
    with database.commune(1) as session:
        person = of_rank(session, rank)
        before, whole = state(session, person, rank), state(session, None, None)
        session.rollback()
    changed = set()
    for each in words:
        with database.commune(1) as session:
            person = of_rank(session, rank)
            for text in (each, NEXT):
                assert answer_text(turn_of(session, person, text)).plain
            assert state(session, person, rank) == before, each
            if each in DECIDED and state(session, None, None) != whole:
                changed.add(each)
            session.rollback()
    decides = rank is not None and Action.DECIDE in ALLOWED[rank]
    assert bool(changed) == decides


@pytest.mark.parametrize("said", STATES)
def test_a_button_works_only_for_its_own_person(database: Database, said: str) -> None:
    """Pressed by its id on another's page and in a stranger's chat, and typed by the stranger."""
    with database.commune(1) as session:
        say(session, ECONOMIST, said)
        chief = holder(session, CHIEF)
        words = sorted(of_texts() | of_cards(session))
        rows = tuple((Button(each, each),) for each in words)
        shown = store_buttons(session, chief.id, Outgoing((Block(("x",)),), rows), NOW)
        office = turn_of(session, chief, "").office
        pages = [turn_of(session, of_rank(session, rank), "").address.address for rank in Rank]
        own = turn_of(session, chief, "").address.address
        before = state(session, None, None)
        for at, button in enumerate(buttons(shown)):
            for address in {*pages, "stranger"} - {own}:
                told: dict[str, Any] = {
                    "channel": "web",
                    "platform_id": f"{at}",
                    "address": address,
                    "at": NOW,
                }
                handle(session, office, Inbound(**told, press=button.id), NOW, channels())
            told["address"] = "stranger"
            handle(session, office, Inbound(**told, text=button.say), NOW, channels())
        assert state(session, None, None) == before


def channels() -> dict[str, Any]:
    return {"web": WebChannel.capabilities}
