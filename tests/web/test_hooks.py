"""Webhooks of platforms: calls need the secret, and are confirmed only after storing."""

import json
import logging
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.channels.zalo import ZaloChannel
from bot.web.app import make_app, open_site
from bot.web.hooks import MAX_BYTES
from bot.web.training import Training
from tests.channels.contract import Inbox
from tests.channels.telegram_stage import now
from tests.web.world import Commons, Mornings, called

TOKEN = "8000000001:zalo-test-secret_of-a-bot-nobody-has"
PATH = "hooks/1/zalo"


def event(text: str) -> bytes:
    """An event with a text message."""
    message = {
        "from": {"id": "7", "display_name": "An", "is_bot": False},
        "chat": {"id": "7", "chat_type": "PRIVATE"},
        "message_id": "m1",
        "text": text,
    }
    return json.dumps({"event_name": "message.text.received", "message": message}).encode()


class Site:
    """The site with one channel that is called."""

    def __init__(self, url: str, channel: ZaloChannel, inbox: Inbox) -> None:
        self.inbox = inbox
        self.secret = {channel.webhook_header: channel.webhook_secret}
        self._url = url

    async def call(
        self, body: bytes | None, headers: Mapping[str, str] | None = None, method: str = "POST"
    ) -> int:
        """The status of a call, under the secret unless other headers are given."""
        shown = self.secret if headers is None else headers
        async with (
            ClientSession() as session,
            session.request(
                method, self._url + PATH, data=body and BytesIO(body), headers=shown
            ) as answer,
        ):
            assert not answer.cookies
            return answer.status


@pytest.fixture
async def site(commons: Commons, request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    inbox = Inbox(failures=getattr(request, "param", 0))
    channel = ZaloChannel(TOKEN, now, webhook_url="http://127.0.0.1:1/hooks")
    auth_mode = Training(commons.channel, Mornings(commons, ()))
    app = make_app(auth_mode, hooks=called(1, channel, inbox.accept))
    async with open_site(app, "127.0.0.1", 0) as url:
        yield Site(url, channel, inbox)


async def test_a_call_with_the_secret_is_accepted(site: Site) -> None:
    assert await site.call(event("5 xong")) == 200
    assert [inbound.text for inbound in site.inbox.taken] == ["5 xong"]


@pytest.mark.parametrize("told", [None, "", "sai", "ß", "\x80"])
async def test_a_call_without_the_secret_is_refused(site: Site, told: str | None) -> None:
    [name] = site.secret
    assert await site.call(event("5 xong"), {} if told is None else {name: told}) == 403
    assert site.inbox.seen == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
async def test_a_call_without_a_body_is_answered(site: Site, method: str) -> None:
    assert await site.call(None, {}, method) == 200
    assert site.inbox.seen == []


@pytest.mark.parametrize("site", [2], indirect=True)
async def test_an_update_that_failed_to_store_is_not_confirmed(site: Site) -> None:
    assert [await site.call(event("5 xong")) for _ in range(3)] == [503, 503, 200]
    assert len(site.inbox.taken) == 1


BAD: list[Any] = [
    b"5 xong",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"event_name": "message.text.received", "message": {"text": "5 xong"}}',
    event("5 xong" * MAX_BYTES),
]


@pytest.mark.parametrize("body", BAD, ids=["text", "list", "bytes", "deep", "part", "long"])
async def test_an_unreadable_update_is_confirmed_and_not_logged(
    site: Site, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert await site.call(body) == 200
    assert site.inbox.seen == []
    assert "zalo: an update is skipped" in caplog.text
    assert "xong" not in caplog.text
    assert site.secret["X-Bot-Api-Secret-Token"] not in caplog.text
