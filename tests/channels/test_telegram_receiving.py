"""Receiving from Telegram by polling and webhook, a second poller, and the log of it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.telegram import TelegramChannel
from scheduler.delivery.channel import Block, Outgoing, TemporaryError
from tests.channels.contract import Inbox, receiving
from tests.channels.telegram_stage import QUICK, TelegramStage, now
from tests.servers.telegram import TelegramServer


def text(words: str) -> Outgoing:
    return Outgoing((Block((words,)),))


@asynccontextmanager
async def another_channel(
    server: TelegramServer, token: str = "", webhook_url: str | None = None
) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(token or server.token, now, server.url, webhook_url, QUICK)
    try:
        yield channel
    finally:
        await channel.close()


async def test_updates_are_confirmed_after_they_are_stored(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    async with receiving(telegram.channel, Inbox()) as inbox:
        await telegram.says(address, "một")
        await inbox.holds(1)
        await telegram.server.until(lambda: telegram.server.unconfirmed() == 0)


async def test_an_unreadable_update_does_not_block_later_ones(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    address = await telegram.newcomer("An")
    broken = telegram.server.world.add_update("message", {"text": "không có người gửi", "from": {}})
    await telegram.says(address, "một")
    async with receiving(telegram.channel, Inbox()) as inbox:
        [inbound] = await inbox.holds(1)
    assert inbound.text == "một"
    assert str(broken) in caplog.text


async def test_a_second_poller_is_logged_in_one_line(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    address = await telegram.newcomer("An")
    told = "Another process polls Telegram"
    async with another_channel(telegram.server) as rival, receiving(rival, Inbox()) as theirs:
        await telegram.says(address, "một")
        await theirs.holds(1)
        async with receiving(telegram.channel, Inbox()) as ours:
            await telegram.server.until(lambda: told in caplog.text)
    async with receiving(telegram.channel, ours):
        await telegram.says(address, "hai")
        await telegram.server.until(lambda: "hai" in [taken.text for taken in ours.taken])
    lines = [line for line in caplog.messages if told in line]
    assert 1 <= len(lines) <= 2
    assert not any(record.exc_info for record in caplog.records)


async def test_polling_removes_a_webhook_set_before(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    async with another_channel(telegram.server, webhook_url="http://127.0.0.1:9/x") as hooked:
        assert await hooked.register_webhook() == telegram.server.world.username
        assert telegram.server.webhook()["url"] != ""
        await telegram.says(address, "một")
        async with receiving(telegram.channel, Inbox()) as inbox:
            [inbound] = await inbox.holds(1)
    assert inbound.text == "một"


async def test_a_webhook_set_while_polling_is_logged_and_polling_resumes(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    address = await telegram.newcomer("An")
    async with (
        another_channel(telegram.server, webhook_url="http://127.0.0.1:9/x") as hooked,
        receiving(telegram.channel, Inbox()) as inbox,
    ):
        await telegram.says(address, "một")
        await inbox.holds(1)
        await hooked.register_webhook()
        await telegram.server.until(lambda: "A webhook was set" in caplog.text)


async def test_webhook_updates_need_the_secret_and_repeat_until_stored(
    telegram: TelegramStage,
) -> None:
    address, inbox, failures = await telegram.newcomer("An"), Inbox(), iter([True, True])

    async def called(request: web.Request) -> web.Response:
        assert request.headers[channel.webhook_header] == channel.webhook_secret
        if next(failures, False):
            return web.Response(status=500)
        inbound = channel.read(await request.json())
        assert inbound is not None
        await inbox.accept(inbound)
        return web.Response()

    app = web.Application()
    app.router.add_post("/telegram", called)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    async with another_channel(telegram.server, webhook_url=url) as channel:
        await channel.register_webhook()
        await telegram.says(address, "một")
        await telegram.says(address, "hai")
        taken = await inbox.holds(2)
        await runner.cleanup()
    assert [inbound.text for inbound in taken] == ["một", "hai"]
    assert telegram.server.webhook()["calls"] == 4


async def test_a_refused_token_is_logged_without_its_value_and_messages_wait(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "7000000001:AAE-a-token-that-was-revoked"
    async with another_channel(telegram.server, wrong) as channel:
        with pytest.raises(TemporaryError):
            await channel.send("5", text("một"))
        async with receiving(channel, Inbox()):
            await telegram.server.until(lambda: "refuses the bot's token" in caplog.text)
    assert wrong not in caplog.text
    telegram.server.forgive()


async def test_an_outage_is_logged_when_it_begins_and_when_it_ends(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    address = await telegram.newcomer("An")
    telegram.server.fail("502", times=3, method="getMe")
    await telegram.says(address, "một")
    async with receiving(telegram.channel, Inbox()) as inbox:
        await inbox.holds(1)
    began, ended = caplog.messages
    assert "cannot be reached" in began
    assert "answers again" in ended


@pytest.mark.parametrize("address", ["ftp://127.0.0.1:1", "http://127.0.0.1:99999"])
async def test_an_invalid_server_address_is_logged_without_the_token(
    telegram: TelegramStage, address: str
) -> None:
    channel = TelegramChannel(telegram.server.token, now, address)
    with pytest.raises(TemporaryError) as caught:
        await channel.send("5", text("một"))
    await channel.close()
    assert "***" in str(caught.value)
    assert telegram.server.token not in str(caught.value)


async def test_an_error_page_that_repeats_the_url_is_not_logged(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = await telegram.newcomer("An")
    telegram.server.fail("portal", times=2)
    telegram.server.fail("portal", method="getMe")
    await telegram.says(address, "một")
    async with another_channel(telegram.server) as channel:
        with pytest.raises(TemporaryError) as caught:
            await channel.send(address, text("hai"))
        async with receiving(channel, Inbox()) as inbox:
            await inbox.holds(1)
    assert "no answer of Telegram" in caplog.text
    assert "sendMessage" not in caplog.text
    assert telegram.server.token not in caplog.text + str(caught.value)


async def test_nothing_is_logged_while_all_is_well(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    address = await telegram.newcomer("An")
    async with receiving(telegram.channel, Inbox()) as inbox:
        await telegram.says(address, "một")
        await inbox.holds(1)
        await telegram.channel.send(address, text("hai"))
    assert caplog.messages == []
