"""Sign-in, and the length of a session."""

import re
from datetime import timedelta
from html import unescape

from sqlalchemy import select
from yarl import URL

from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import COOKIE, SignIn
from storage.person import Address
from storage.web_session import SESSION_LIFETIME, WebSession
from tests.web.browsing import Browser, browsing, key
from tests.web.world import Codes, Commons, Hand

ACTION = re.compile(r'<form method="post" action="([^"]+)"')


def signed_in(text: str) -> bool:
    return "Đăng xuất" in text


async def test_a_code_signs_in_once_to_the_persons_own_page(visitor: Browser, office: str) -> None:
    _, text = await visitor.submit("/sign-in", code=" MA-1 ")
    assert signed_in(text)
    assert "Trưởng Ban Xây dựng Đảng" in text
    async with browsing(office) as second:
        await second.open()
        status, text = await second.submit("/sign-in", code="MA-1")
    assert (status, signed_in(text)) == (403, False)


async def test_a_wrong_code_is_refused_and_counted(visitor: Browser, codes: Codes) -> None:
    for code, status, words in (
        ("SAI", 403, "Mã không đúng"),
        ("<b>", 403, "Mã không đúng"),
        ("  ", 422, "nhập mã"),
    ):
        told, text = await visitor.submit("/sign-in", code=code)
        assert (told, words in text) == (status, True)
    assert codes.wrong == ["127.0.0.1", "127.0.0.1"]
    assert not signed_in((await visitor.open())[1])


async def test_without_a_session_every_page_is_refused(visitor: Browser) -> None:
    assert (await visitor.post("/messages", {"key": key(), "text": "12 xong"}))[0] == 401
    assert (await visitor.post("/read", {"upto": 1}))[0] == 401
    for path in ("events", "messages"):
        async with visitor.session.get(visitor.url / path) as answer:
            assert answer.status == 401


async def test_a_session_ends_thirty_days_after_the_last_visit(
    visitor: Browser, hand: Hand
) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    for _ in range(3):
        hand.moment += timedelta(days=29)
        assert signed_in((await visitor.open())[1])
    hand.moment += timedelta(days=30)
    assert not signed_in((await visitor.open())[1])
    assert (await visitor.post("/messages", {"key": key(), "text": "12 xong"}))[0] == 401


async def test_answering_every_month_extends_the_session(visitor: Browser, hand: Hand) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    await visitor.open()
    place = visitor.url / "messages"
    wish = {"key": key(), "text": "12 xong"}
    headers = {"X-CSRF-Token": visitor.token}
    for _ in range(3):
        hand.moment += timedelta(days=29)
        async with visitor.session.post(place, json=wish, headers=headers) as answer:
            assert answer.status == 202
            assert "Max-Age=2592000" in answer.headers["Set-Cookie"]
    async with visitor.session.post(place, json=wish, headers=headers) as answer:
        assert "Set-Cookie" not in answer.headers


async def test_an_idle_open_page_does_not_extend_the_session(visitor: Browser, hand: Hand) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    hand.moment += timedelta(days=29)
    async with visitor.events() as events:
        await events.until("ready")
        hand.moment += timedelta(days=1)
        assert [event.name for event in await events.until("over")] == ["over"]


async def test_sign_in_page_says_why_and_returns_to_the_page(visitor: Browser, hand: Hand) -> None:
    assert "Phiên làm việc trên máy này đã hết" not in (await visitor.open())[1]
    await visitor.submit("/sign-in", code="MA-1")
    hand.moment += SESSION_LIFETIME
    _, text = await visitor.open()
    assert "Phiên làm việc trên máy này đã hết" in text
    assert "gõ <strong>mã web</strong>" in text
    _, text = await visitor.submit("/sign-in", code="MA-2")
    assert signed_in(text)
    assert "Phiên làm việc trên máy này đã hết" not in text


async def test_sign_in_returns_only_to_pages_of_this_site(
    visitor: Browser,
) -> None:
    for wanted, place in (
        ("/healthz", "/healthz"),
        ("//evil.example", "/"),
        ("//evil", "/"),
        ("//evil/healthz", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        async with visitor.session.get(visitor.url / "sign-in", params={"back": wanted}) as answer:
            action = ACTION.findall(await answer.text())[0]
        where = visitor.url.join(URL(unescape(action)))
        assert where.query.get("back", "/") == place
    fields = {"csrf_token": visitor.token, "code": "MA-1"}
    where = visitor.url.join(URL("/sign-in?back=/healthz"))
    async with visitor.session.post(where, data=fields, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/healthz")


async def test_a_sign_in_link_fills_in_the_code_and_waits_for_the_button(visitor: Browser) -> None:
    async with visitor.session.get(visitor.url / "sign-in", params={"code": 'A"B'}) as answer:
        assert 'value="A&#34;B"' in await answer.text()


async def test_wrong_codes_are_counted_by_ip_address(visitor: Browser, codes: Codes) -> None:
    place = visitor.url / "sign-in"
    for told, origin in (
        ({}, "127.0.0.1"),
        ({"X-Forwarded-For": "10.1.1.7"}, "10.1.1.7"),
        ({"X-Forwarded-For": "6.6.6.6, 10.1.1.8"}, "10.1.1.8"),
        ({"X-Forwarded-For": "2001:db8:1:2:aaaa::1"}, "2001:db8:1:2::/64"),
        ({"X-Forwarded-For": "2001:db8:1:2:bbbb::2"}, "2001:db8:1:2::/64"),
        ({"X-Forwarded-For": "::ffff:10.1.1.9"}, "10.1.1.9"),
        ({"X-Forwarded-For": "no address"}, "no address"),
    ):
        fields = {"csrf_token": visitor.token, "code": "SAI"}
        async with visitor.session.post(place, data=fields, headers=told):
            assert codes.wrong[-1] == origin


async def test_an_open_page_is_notified_when_its_session_ends(visitor: Browser, hand: Hand) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    async with visitor.events() as events:
        await events.until("ready")
        hand.moment += SESSION_LIFETIME
        over = await events.next()
        assert over is not None
        assert over.name == "over"
        assert await events.next() is None


async def test_signing_out_invalidates_a_stolen_cookie(visitor: Browser) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    await visitor.open()
    stolen = {cookie.key: cookie.value for cookie in visitor.session.cookie_jar}
    _, text = await visitor.submit("/sign-out")
    assert not signed_in(text)
    async with browsing(str(visitor.url)) as thief:
        thief.session.cookie_jar.update_cookies(stolen, visitor.url)
        assert COOKIE in stolen
        assert not signed_in((await thief.open())[1])


async def test_unlinking_the_page_ends_its_session(visitor: Browser, commons: Commons) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    with commons.database.commune(commons.commune_id) as session:
        for address in session.scalars(select(Address)):
            address.revoked_at = commons.hand.moment
    assert not signed_in((await visitor.open())[1])


async def test_session_secrets_are_stored_hashed_and_expired_rows_deleted(
    visitor: Browser, office: str, commons: Commons, hand: Hand
) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    [token] = [c.value for c in visitor.session.cookie_jar if c.key == COOKIE]
    hand.moment += SESSION_LIFETIME
    async with browsing(office) as second:
        await second.open()
        await second.submit("/sign-in", code="MA-2")
    with commons.database.commune(commons.commune_id) as session:
        [kept] = session.scalars(select(WebSession)).all()
    assert kept.person_id == commons.people["cong-an"]
    assert token not in kept.token_hash


async def test_a_session_of_one_commune_opens_no_other(
    visitor: Browser, hand: Hand, commons: Commons
) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    cookies = {cookie.key: cookie.value for cookie in visitor.session.cookie_jar}
    neighbour = Commons(commons.database, hand, "khac")
    app = make_app(SignIn(only_channel(neighbour.channel), Codes({}).link))
    async with open_site(app, "127.0.0.1", 0) as url, browsing(url) as stranger:
        stranger.session.cookie_jar.update_cookies(cookies, stranger.url)
        assert not signed_in((await stranger.open())[1])
