"""Two communes in one database: no request of one reveals data of the other."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app.training import fill_posts
from bot.channels.web import WebChannel
from bot.commandline.previewing import preview_database
from bot.conversation.acts import ACTS
from bot.conversation.command import all_commands
from bot.conversation.handler import answer_text
from bot.conversation.turn import Turn
from bot.importers.national import national_days
from bot.importers.plan import read_plan
from bot.importers.plan_saving import save_plan
from bot.queries.reader import actor_of_person
from bot.reports.calendar_feed import Calendars
from bot.texts.wording import Words
from bot.web.access import ROUTES, AccessNeed
from bot.web.app import make_app, open_site
from bot.web.auth import WebChannels
from bot.web.board import BoardContext
from bot.web.sessions import COOKIE, LinkedPage, SignIn
from scheduler.calendar.clock import ManualClock
from scheduler.delivery.buttons import UnknownButton, words_of_press
from scheduler.delivery.claim import claim_ready
from scheduler.delivery.packing import PackingContext
from scheduler.engine.engine import fire_due
from scheduler.ladder.office import calendar_for, office_of
from storage.commune import Commune
from storage.database import Database
from storage.person import addresses, holders_of_rank
from storage.words import Rank
from tests.other_commune import ONLY_THERE, SECRET, TOKEN, OtherCommune, fill_other_commune, rows_of
from tests.staffed_office import turn_of
from tests.stories.world import PLAN, at
from tests.web.browsing import Browser, browsing, key

NOW = at("2025-12-15T09:00")
OTHERS = "ZZ-KHÁC"
EARLIER = f"/messages?before={2**62}"
ASKED = ("1", "5", "việc nào quá hạn", "tiến độ", "phòng kinh tế còn việc gì", "ai chưa báo cáo")


@pytest.fixture
def two_communes(database: Database) -> Database:
    """The same plan twice; every title, unit and post of the second contains a mark."""
    national = national_days()
    text = PLAN.read_text(encoding="utf-8")
    marked = text.replace("title: ", f"title: {OTHERS} ").replace("key: xa-thu", "key: xa-khac")
    for plan_text in (text, marked):
        plan = read_plan(plan_text, PLAN.name, None, calendar_for(NOW, national))
        save_plan(database, national, plan, at("2025-10-08T07:55"))
    for commune_id in (1, 2):
        fill_posts(database, commune_id, NOW)
    return database


def test_no_command_or_question_reveals_another_commune(two_communes: Database) -> None:
    with two_communes.commune(1) as session:
        commune = session.get_one(Commune, 1)
        office = office_of(session, commune, national_days(), NOW)
        (secretary,) = holders_of_rank(session, Rank.SECRETARY)
        (address,) = addresses(session, [secretary.id])
        actor = actor_of_person(session, address.person_id, address.channel, NOW.date())
        texts = [f"/{command.name}" for command in all_commands()]
        for text in (*texts, *ASKED):
            turn = Turn(session, office, actor, NOW, secretary, address, text)
            assert OTHERS not in answer_text(turn).plain, text


def test_no_message_or_preview_reveals_another_commune(two_communes: Database) -> None:
    national = national_days()
    fire_due(two_communes, national, NOW)
    channels = {(1, "web"): WebChannel.capabilities, (2, "web"): WebChannel.capabilities}
    told: dict[int, str] = {1: "", 2: ""}
    while parcels := claim_ready(
        two_communes, PackingContext(national, Words(), channels, NOW, NOW)
    ):
        for parcel in parcels:
            told[parcel.commune_id] += "".join(e.message.plain for e in parcel.envelopes)
    assert OTHERS not in told[1]
    assert OTHERS in told[2]
    lines = preview_database(two_communes, 1, national, at("2025-10-08T00:00"), NOW).lines
    assert lines
    assert not any("xa-khac" in line.task for line in lines)


def test_a_claim_for_a_commune_takes_only_its_messages(two_communes: Database) -> None:
    national = national_days()
    fire_due(two_communes, national, NOW)
    channels = {(1, "web"): WebChannel.capabilities, (2, "web"): WebChannel.capabilities}
    counter = PackingContext(national, Words(), channels, NOW, NOW)
    for commune_id in (2, 1):
        taken = claim_ready(two_communes, counter, commune_id)
        assert {parcel.commune_id for parcel in taken} == {commune_id}
    assert claim_ready(two_communes, counter) == []


@pytest.fixture
def foreign(two_communes: Database, tmp_path: Path) -> OtherCommune:
    return fill_other_commune(two_communes, tmp_path, OTHERS)


@asynccontextmanager
async def site(database: Database, folder: Path) -> AsyncIterator[str]:
    """The site of both communes, where the number of one is the code of its secretary."""
    national = national_days()
    channels = {n: WebChannel(database, n, lambda: NOW) for n in (1, 2)}

    async def of(commune_id: int) -> WebChannel | None:
        return channels.get(commune_id)

    async def link(code: str, origin: str) -> LinkedPage:
        with database.commune(int(code)) as session:
            return LinkedPage(int(code), holders_of_rank(session, Rank.SECRETARY)[0].id)

    pages = WebChannels(database, lambda: NOW, channels[1].notifier, of)
    calendars = Calendars(database, ManualClock(NOW), national)
    app = make_app(
        SignIn(pages, link),
        calendar=calendars.content,
        board_context=BoardContext(national, folder),
    )
    async with open_site(app, "127.0.0.1", 0) as url:
        yield url


def bears_mark(told: bytes) -> bool:
    """Whether an answer reveals the second commune, as text or in JSON."""
    return any(each.encode() in told for each in (OTHERS, json.dumps(OTHERS)[1:-1]))


async def content(browser: Browser, path: str) -> tuple[int, bytes]:
    async with browser.session.get(str(browser.url).rstrip("/") + path) as answer:
        return answer.status, await answer.read()


async def secretary_of(browser: Browser, commune_id: int) -> Browser:
    await browser.open()
    await browser.submit("/sign-in", code=str(commune_id))
    await browser.open()
    return browser


async def test_no_route_reveals_data_of_another_commune(
    two_communes: Database, tmp_path: Path, foreign: OtherCommune
) -> None:
    """The same paths give it to its own secretary; every route that names something is tried.

    An address with a secret of its own gives it to whoever has that, and to nobody without.
    """
    assert foreign.paths.keys() == {row for row in ROUTES if "{" in row}
    guarded = {
        row: paths for row, paths in foreign.paths.items() if ROUTES[row] is not AccessNeed.SECRET
    }
    async with site(two_communes, tmp_path) as url, browsing(url) as visitor:
        own = await secretary_of(visitor, 2)
        for row, paths in foreign.paths.items():
            assert 200 in [(await content(own, path))[0] for path in paths], row
    async with site(two_communes, tmp_path) as url, browsing(url) as visitor:
        before = rows_of(two_communes, 2)
        browser = await secretary_of(visitor, 1)
        seen = ["/", "/board", "/board?status=open", "/messages", f"/messages?before={2**62}"]
        for row in foreign.paths.keys() - guarded.keys():
            for path in foreign.paths[row]:
                assert SECRET in path
                assert (await content(browser, path.replace(SECRET, "x")))[0] == 404, row
        for path in (*seen, *(path for paths in guarded.values() for path in paths)):
            status, told = await content(browser, path)
            assert status in (200, 404), path
            assert not bears_mark(told), path
            assert b"PNG" not in told[:10], path
        assert (await content(browser, f"/board/{ONLY_THERE}"))[0] == 404
        for press in foreign.presses:
            pressed_there = {"key": key(), "press": press, "message": foreign.page}
            status, _ = await browser.post("/messages", pressed_there)
            assert status == 404
        await browser.post("/read", {"upto": foreign.page})
        assert rows_of(two_communes, 2) == before


async def test_a_browser_sees_the_commune_of_its_latest_session(
    two_communes: Database, tmp_path: Path, foreign: OtherCommune
) -> None:
    async with site(two_communes, tmp_path) as url, browsing(url) as browser:
        assert (await content(browser, EARLIER))[0] == 401
        browser.session.cookie_jar.update_cookies({COOKIE: TOKEN}, browser.url)
        status, told = await content(browser, EARLIER)
        assert (status, bears_mark(told)) == (200, True)
        await secretary_of(browser, 1)
        status, told = await content(browser, EARLIER)
        assert (status, bears_mark(told)) == (200, False)


def test_no_button_or_number_reaches_another_commune(
    two_communes: Database, foreign: OtherCommune
) -> None:
    before = rows_of(two_communes, 2)
    said = [f"{number}" for number in foreign.numbers]
    said += [f"{ONLY_THERE} {act.words[0]} 25/12/2025 vì chờ số liệu" for act in ACTS]
    said += [f"nhắc ngay {ONLY_THERE}", f"{ONLY_THERE} giao lại cho Trưởng phòng Kinh tế"]
    with two_communes.commune(1) as session:
        (secretary,) = holders_of_rank(session, Rank.SECRETARY)
        for press in foreign.presses:
            with pytest.raises(UnknownButton):
                words_of_press(session, secretary.id, press)
        for text in said:
            told = answer_text(turn_of(session, secretary, text, NOW)).plain
            assert OTHERS not in told, text
    assert foreign.presses
    assert rows_of(two_communes, 2) == before
