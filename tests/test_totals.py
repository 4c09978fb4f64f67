"""A city sees only the totals of its communes, equal to the counts of their own lists."""

from contextlib import suppress

import pytest
from sqlalchemy import func, select

from bot.app.training import fill_posts
from bot.channels.web import WebChannel
from bot.importers.national import national_days
from bot.queries.filters import WorkList
from bot.queries.lists import counted_work, list_milestones
from bot.queries.reader import Reader
from bot.queries.totals import totals
from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import LinkedPage, SignIn
from scheduler.calendar.clock import ManualClock
from scheduler.work.counting import count_states
from storage.commune import Commune
from storage.cross_commune import all_communes
from storage.database import Database, ScopedSession, UnscopedQuery
from storage.milestone import Milestone
from storage.person import Person, holders_of_rank
from storage.unit import Post, Unit
from storage.words import Rank, Status
from tests.staffed_office import NOW, say, turn_of
from tests.stories.communes import MARK, store_two_communes
from tests.stories.world import CHIEF, ECONOMIST
from tests.web.browsing import browsing

CITY = "Chánh Văn phòng Thành ủy"


@pytest.fixture
def city(database: Database) -> Database:
    """Two communes of a city, with reported and finished work; the third is the city's office."""
    store_two_communes(database, national_days(), ManualClock(NOW))
    for commune_id in (1, 2):
        fill_posts(database, commune_id, NOW)
    with database.everything() as session:
        for commune in session.scalars(select(Commune)):
            commune.city = "thanh-pho"
        session.add(Commune(id=3, key="thanh-pho", name="Thành phố"))
        session.add(Commune(id=4, key="xa-ngoai", name="Xã Ngoài"))
    with database.commune(3) as session:
        unit = Unit(key="tp", name="Thành phố")
        session.add(unit)
        session.flush()
        session.add(Post(unit_id=unit.id, key="cvp", name=CITY, rank=Rank.SECRETARY))
    fill_posts(database, 3, NOW)
    with database.commune(1) as session:
        say(session, ECONOMIST, "5 đang làm 40%")
        done, late = list_milestones(reader_of(session), WorkList.OPEN)[-2:]
        for row in (done, late):
            row.status, row.closed_at = Status.DONE, NOW
        done.due_on, late.due_on = NOW.date(), NOW.date().replace(day=1)
    return database


def reader_of(session: ScopedSession) -> Reader:
    [secretary] = holders_of_rank(session, Rank.SECRETARY)
    return turn_of(session, secretary, "")


def test_each_total_matches_the_communes_own_list(city: Database) -> None:
    with city.commune(3) as session:
        found = totals(session, NOW)
    assert len(found) == 2
    own = {}
    for commune_id in (1, 2):
        with city.commune(commune_id) as session:
            reader = reader_of(session)
            whole = count_states("", counted_work(reader), NOW)
            name = session.scalars(select(Commune.name)).one()
            unanswered = len(list_milestones(reader, WorkList.UNREPORTED))
            own[commune_id] = (name, whole.open, whole.overdue, unanswered, whole.done)
    seen = sorted(
        (each.name, each.open, each.overdue, each.unanswered, each.done) for each in found
    )
    assert seen == sorted(own.values())
    one = next(each for each in found if each.done)
    assert (one.done, one.on_time, one.percent) == (2, 1, 50)
    assert all(each.overdue for each in found)
    assert found[0].overdue >= found[1].overdue


def test_totals_in_chat_contain_no_name_or_title(city: Database) -> None:
    with city.commune(3) as session:
        told = say(session, CITY, "tổng hợp các xã").plain
        assert "Tổng hợp các xã: 2 xã" in told
        assert session.scalar(select(func.count()).select_from(Milestone)) == 0, "in scope again"
    words = set()
    for commune_id in (1, 2):
        with city.commune(commune_id) as session:
            words |= {
                *session.scalars(select(Person.name)),
                *session.scalars(select(Milestone.title)),
            }
    assert not any(word in told for word in words)
    assert MARK not in told
    with city.commune(1) as session:
        assert "không theo dõi xã nào" in say(session, CHIEF, "/toanxa").plain
        assert "2 xã" not in say(session, ECONOMIST, "/toanxa").plain


async def test_totals_are_on_the_citys_page_only(city: Database) -> None:
    for commune_id, wanted in ((3, True), (1, False)):
        channel = WebChannel(city, commune_id, lambda: NOW)

        async def link(code: str, origin: str, commune_id: int = commune_id) -> LinkedPage:
            with city.commune(commune_id) as session:
                return LinkedPage(commune_id, holders_of_rank(session, Rank.SECRETARY)[0].id)

        app = make_app(SignIn(only_channel(channel), link))
        async with open_site(app, "127.0.0.1", 0) as url, browsing(url) as browser:
            await browser.open()
            await browser.submit("/sign-in", code="x")
            _, chat = await browser.open()
            _, board = await browser.open("/board")
            status, shown = await browser.open("/totals")
        assert (status, shown.count("<tr") == 4) == (200, wanted)
        assert MARK not in shown
        assert {'href="/totals"' in each for each in (chat, board, shown)} == {wanted}
        assert ('href="/board"' in chat) is not wanted


def test_all_communes_scope_ends_with_its_block(city: Database) -> None:
    count = select(func.count()).select_from(Milestone)
    with city.commune(3) as session:
        with suppress(ArithmeticError), all_communes(session):
            assert session.scalar(count)
            raise ArithmeticError
        assert session.scalar(count) == 0
        with pytest.raises(UnscopedQuery):
            session.connection()
