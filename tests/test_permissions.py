"""Every command and every action, for every rank and for a person without a post."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.acts import ACTS, DECISIONS
from bot.conversation.command import all_commands
from bot.conversation.handler import answer_text
from bot.conversation.open_question import ACTION_NEEDED
from bot.texts import people, refusals
from scheduler.work.permissions import ALLOWED, ANYBODY, Action
from storage.database import Database, ScopedSession
from storage.dialog import Dialog, open_question
from storage.milestone import Milestone
from storage.person import Holding, Person
from storage.reply import Extension, Reply
from storage.words import Rank
from tests.staffed_office import NOW, holder, staff_office, turn_of
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, HEAD
from tools.roles import BEGIN, END, table

PAGE = Path(__file__).parents[1] / "docs" / "security.md"

POSTS = {Rank.OFFICIAL: BUILDER, Rank.SECRETARY: CHIEF, Rank.DEPUTY: DEPUTY, Rank.HEAD: HEAD}
WHO = [*Rank, None]
"""Every rank, and a linked person without a post."""


@pytest.fixture
def database(sqlite_url: str) -> Database:
    database = Database(sqlite_url)
    staff_office(database)
    return database


def of_rank(session: ScopedSession, rank: Rank | None) -> Person:
    if rank is not None:
        return holder(session, POSTS[rank])
    person = holder(session, BUILDER)
    for row in session.scalars(select(Holding).where(Holding.person_id == person.id)):
        row.until = NOW
    session.flush()
    return person


@pytest.mark.parametrize("rank", WHO, ids=lambda rank: rank or "no-post")
def test_every_command_follows_the_permission_table(database: Database, rank: Rank | None) -> None:
    for command in all_commands():
        with database.commune(1) as session:
            answer = answer_text(turn_of(session, of_rank(session, rank), f"/{command.name}"))
            may = command.action in (ALLOWED[rank] if rank else ANYBODY)
            refused = refusals.not_for_you(command.action) if rank else people.without_post()
            assert (answer != refused) == may, command.name
            session.rollback()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
@pytest.mark.parametrize("rank", WHO, ids=lambda rank: rank or "no-post")
def test_no_action_changes_the_work_of_another(
    database: Database, rank: Rank | None, act: object
) -> None:
    """Milestone 5 is the economist's; of the others only deciders may change it."""
    words, name = act.words[0], act.name  # type: ignore[attr-defined]
    decides = name in DECISIONS
    may = decides and rank is not None and Action.DECIDE in ALLOWED[rank]
    with database.commune(1) as session:
        before = state(session)
        answer_text(
            turn_of(session, of_rank(session, rank), f"5 {words} 25/12/2025 vì chờ số liệu")
        )
        session.flush()
        assert may or state(session) == before


def state(session: ScopedSession) -> object:
    """All that answers and decisions change."""
    session.expire_all()
    rows = session.scalars(select(Milestone).order_by(Milestone.id)).all()
    counts = [len(session.scalars(select(each)).all()) for each in (Reply, Extension)]
    return [(row.status, row.due_on, row.value, row.revision) for row in rows], counts


def test_the_milestone_belongs_to_the_economist(database: Database) -> None:
    with database.commune(1) as session:
        row = session.scalars(select(Milestone).where(Milestone.number == 5)).one()
        assert row.task.lead.name == ECONOMIST
        answer_text(turn_of(session, holder(session, ECONOMIST), "5 đang làm 40%"))
        assert row.percent == 40


@pytest.mark.parametrize("question", ACTION_NEEDED)
def test_a_question_is_refused_after_the_right_is_lost(database: Database, question: str) -> None:
    with database.commune(1) as session:
        turn = turn_of(session, holder(session, BUILDER), "nhận")
        session.add(
            Dialog(
                address_id=turn.address.id,
                question=question,
                data={"paper": 1, "proposal": 1, "people": [], "said": "5 xong"},
                asked_at=NOW,
            )
        )
        session.flush()
        answer_text(turn)
        now_open = open_question(session, turn.address.id)
        assert now_open is None or now_open.question != question


def test_every_rank_and_every_action_has_its_row() -> None:
    assert ALLOWED.keys() == set(Rank)
    used = {command.action for command in all_commands()}
    assert used <= set(Action)


def test_the_documented_table_matches_the_code() -> None:
    shown = re.search(f"{BEGIN}\n(.*){END}", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1].strip() == table().strip(), "run: python -m tools.roles"
