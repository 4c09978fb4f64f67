"""Requests of other sites, hostile host names and paths are refused."""

import re
from pathlib import Path

import pytest
from yarl import URL

import bot.web
from bot.web.app import TrainingNotLocal, make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import SignIn
from bot.web.training import Training
from tests.channels.contract import Inbox
from tests.web.browsing import TOKEN, Browser, browsing, key
from tests.web.world import Codes, Commons, Mornings

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)
OUTSIDE = (
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e%2fapp.py",
    "/static/..%5capp.py",
    "/static//etc/passwd",
    "/static/%00",
)


@pytest.mark.parametrize(
    "path", ["/", "/static/chat.js", "/static/site.css", "/nowhere", "/messages", "/healthz"]
)
async def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    async with browser.session.get(browser.url / path.lstrip("/")) as answer:
        assert {name: answer.headers[name] for name in EVERYWHERE} == EVERYWHERE
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_pages_hold_no_inline_script_or_style(browser: Browser, visitor: Browser) -> None:
    for each in (browser, visitor):
        _, text = await each.open()
        assert "<link" in text
        assert not INLINE.search(text)


async def test_a_request_without_the_csrf_token_is_refused(browser: Browser, inbox: Inbox) -> None:
    line = {"key": key(), "text": "12 xong"}
    for headers in (
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "é" * 8},
        {"X-CSRF-Token": "0" * 64},
    ):
        status, told = await browser.post("/messages", line, headers)
        assert (status, "tải lại trang" in told["error"]) == (403, True)
    await browser.say("sau cùng")
    assert [inbound.text for inbound in await inbox.holds(1)] == ["sau cùng"]


async def test_the_token_of_another_visitor_is_refused(browser: Browser, training: str) -> None:
    async with browsing(training, "cong-an") as other:
        await other.open()
        other.token = browser.token
        status, _ = await other.post("/messages", {"key": key(), "text": "12 xong"})
    assert status == 403


async def test_a_request_of_another_origin_is_refused(browser: Browser) -> None:
    origins = ("http://evil.example", "null", "", "http://127.0.0.1:1", "http://127.0.0.1:99999")
    for origin in origins:
        headers = {"X-CSRF-Token": browser.token, "Origin": origin}
        status, _ = await browser.post("/messages", {"key": key(), "text": "12 xong"}, headers)
        assert status == 403
    headers = {"X-CSRF-Token": browser.token, "Origin": str(browser.url.origin())}
    status, _ = await browser.post("/messages", {"key": key(), "text": "12 xong"}, headers)
    assert status == 202


async def test_sign_in_without_the_csrf_token_is_refused(visitor: Browser, codes: Codes) -> None:
    visitor.token = ""
    status, _ = await visitor.submit("/sign-in", code="MA-1")
    assert status == 403
    await visitor.open()
    status, text = await visitor.submit("/sign-in", code="MA-1")
    assert (status, "Đăng xuất" in text) == (200, True)


async def test_training_accepts_only_local_host_names(browser: Browser) -> None:
    port = browser.url.port
    for host, expected in (("evil.example", 403), (f"localhost:{port}", 200)):
        async with browser.session.get(browser.url, headers={"Host": host}) as answer:
            assert answer.status == expected


async def test_training_listens_on_this_machine_only(commons: Commons) -> None:
    app = make_app(Training(commons.channel, Mornings(commons, ())))
    for host in ("0.0.0.0", "::", "192.168.1.10"):
        with pytest.raises(TrainingNotLocal):
            async with open_site(app, host, 0):
                pass


@pytest.mark.parametrize("path", OUTSIDE)
async def test_no_file_outside_the_static_folder_is_served(browser: Browser, path: str) -> None:
    place = URL(f"{browser.url.origin()}{path}", encoded=True)
    async with browser.session.get(place) as answer:
        assert answer.status in (400, 403, 404)
        assert "make_app" not in await answer.text()


async def test_every_static_file_is_served(browser: Browser) -> None:
    files = sorted((Path(bot.web.__file__).parent / "static").iterdir())
    assert len(files) > 5
    for file in files:
        async with browser.session.get(browser.url / "static" / file.name) as answer:
            assert await answer.read() == file.read_bytes()
            assert answer.headers["Cache-Control"] == "no-cache"


async def test_cookies_are_http_only_and_same_site(visitor: Browser) -> None:
    visitor.session.cookie_jar.clear()
    async with visitor.session.get(visitor.url) as answer:
        [step] = answer.history
        cookies = step.headers.getall("Set-Cookie")
        visitor.token = TOKEN.findall(await answer.text())[0]
    fields = {"csrf_token": visitor.token, "code": "MA-1"}
    place = visitor.url / "sign-in"
    async with visitor.session.post(place, data=fields, allow_redirects=False) as answer:
        cookies += answer.headers.getall("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["visit", "session"]
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)
    assert f"Max-Age={30 * 24 * 3600}" in cookies[1]


CHANGES = {
    "/sign-in": {"code": "MA-2"},
    "/sign-out": {},
    "/sign-ins": {"id": "1"},
    "/messages": {"key": key(), "text": "12 xong"},
    "/read": {"upto": 1},
}


async def test_every_changing_request_needs_the_csrf_token(
    visitor: Browser, commons: Commons
) -> None:
    await visitor.submit("/sign-in", code="MA-1")
    await visitor.open()
    app = make_app(SignIn(only_channel(commons.channel), Codes({}).link))
    changing = {
        route.resource.canonical
        for route in app.router.routes()
        if route.method not in ("GET", "HEAD") and route.resource is not None
    }
    assert changing == set(CHANGES)
    for path, body in CHANGES.items():
        assert (await visitor.post(path, body, headers={}))[0] == 403
        async with visitor.session.post(visitor.url / path[1:], data=body) as answer:
            assert answer.status == 403
    assert "Đăng xuất" in (await visitor.open())[1]


async def test_behind_https_cookies_are_secure(visitor: Browser) -> None:
    visitor.session.cookie_jar.clear()
    place = visitor.url / "sign-in"
    async with visitor.session.get(place, headers={"X-Forwarded-Proto": "https"}) as answer:
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_huge_request_is_refused(browser: Browser) -> None:
    where = browser.url / "messages"
    headers = {"X-CSRF-Token": browser.token}
    body = b'{"text": "' + b"x" * 100_000 + b'"}'
    async with browser.session.post(
        where, data=body, params=browser.query, headers=headers
    ) as answer:
        assert answer.status == 413
