"""What Telegram alone does: webhooks, a second poller, moved groups, pieces of a message."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.telegram import SECRET_HEADER, TelegramChannel
from scheduler.channel import (
    AddressMoved,
    Block,
    Bold,
    Button,
    MessageRefused,
    Outgoing,
    TemporaryError,
    UnknownOutcome,
)
from tests.channels.contract import Inbox, receiving
from tests.channels.telegram_stage import QUICK, TelegramStage, now
from tests.servers.telegram import TelegramServer

LONG = Outgoing(tuple(Block((Bold(f"Mục {number} "), "x" * 3000)) for number in range(3)))


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


async def test_bold_is_bold(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    await telegram.channel.send(
        address, Outgoing((Block((Bold("Quá <hạn>"), " & ", Bold(""), Bold("3"))),))
    )
    [seen] = await telegram.screen(address)
    assert (seen.text, seen.bold) == ("Quá <hạn> & 3", ("Quá <hạn>", "3"))


async def test_a_row_of_too_many_buttons_is_wrapped(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    row = tuple(Button(str(number), "x", f"b{number}") for number in range(10))
    await telegram.channel.send(address, Outgoing((Block(("Chọn",)),), (row,)))
    [seen] = await telegram.screen(address)
    assert [len(labels) for labels in seen.labels] == [8, 2]


async def test_a_press_stops_spinning_when_acknowledged_and_not_before(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    await telegram.channel.send(
        address, Outgoing((Block(("Chọn",)),), ((Button("Đã nhận", "x", "b1"),),))
    )
    query = telegram.server.press(int(address), "Đã nhận")
    async with receiving(telegram.channel, Inbox()) as inbox:
        [press] = await inbox.holds(1)
        assert not telegram.server.answered(query)
        await telegram.channel.acknowledge(press)
    assert telegram.server.answered(query)


async def test_a_press_acknowledged_too_late_troubles_nobody(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    await telegram.channel.send(
        address, Outgoing((Block(("Chọn",)),), ((Button("Đã nhận", "x", "b1"),),))
    )
    query = telegram.server.press(int(address), "Đã nhận")
    async with receiving(telegram.channel, Inbox()) as inbox:
        [press] = await inbox.holds(1)
    telegram.server.advance(3600)
    await telegram.channel.acknowledge(press)
    assert not telegram.server.answered(query)


async def test_updates_are_confirmed_once_kept(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    async with receiving(telegram.channel, Inbox()) as inbox:
        await telegram.says(address, "một")
        await inbox.holds(1)
        await telegram.server.until(lambda: telegram.server.unconfirmed() == 0)


async def test_an_update_nobody_can_read_holds_up_none_behind_it(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    address = await telegram.newcomer("An")
    broken = telegram.server.world.add_update("message", {"text": "không có người gửi", "from": {}})
    await telegram.says(address, "một")
    async with receiving(telegram.channel, Inbox()) as inbox:
        [inbound] = await inbox.holds(1)
    assert inbound.text == "một"
    assert str(broken) in caplog.text


async def test_a_second_poller_is_named_in_one_plain_line(
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


async def test_polling_takes_back_a_bot_that_had_a_webhook(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    async with another_channel(telegram.server, webhook_url="http://127.0.0.1:9/x") as hooked:
        async with receiving(hooked, Inbox()):
            await telegram.server.until(lambda: telegram.server.webhook()["url"] != "")
        await telegram.says(address, "một")
        async with receiving(telegram.channel, Inbox()) as inbox:
            [inbound] = await inbox.holds(1)
    assert inbound.text == "một"


async def test_a_webhook_set_while_polling_is_told_and_outlived(
    telegram: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    address = await telegram.newcomer("An")
    async with (
        another_channel(telegram.server, webhook_url="http://127.0.0.1:9/x") as hooked,
        receiving(telegram.channel, Inbox()) as inbox,
    ):
        await telegram.says(address, "một")
        await inbox.holds(1)
        async with receiving(hooked, Inbox()):
            await telegram.server.until(lambda: "A webhook was set" in caplog.text)


async def test_a_webhook_brings_updates_under_the_secret_until_they_are_taken(
    telegram: TelegramStage,
) -> None:
    address, inbox, failures = await telegram.newcomer("An"), Inbox(), iter([True, True])

    async def called(request: web.Request) -> web.Response:
        assert request.headers[SECRET_HEADER] == channel.webhook_secret
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
        async with receiving(channel, inbox):
            await telegram.says(address, "một")
            await telegram.says(address, "hai")
            taken = await inbox.holds(2)
        await runner.cleanup()
    assert [inbound.text for inbound in taken] == ["một", "hai"]
    assert telegram.server.webhook()["calls"] == 4


async def test_a_refused_token_is_said_without_it_and_messages_wait(
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


async def test_trouble_is_told_when_it_begins_and_when_it_ends(
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
async def test_an_impossible_server_address_is_said_without_the_token(
    telegram: TelegramStage, address: str
) -> None:
    channel = TelegramChannel(telegram.server.token, now, address)
    with pytest.raises(TemporaryError) as caught:
        await channel.send("5", text("một"))
    await channel.close()
    assert "***" in str(caught.value)
    assert telegram.server.token not in str(caught.value)


async def test_a_page_that_repeats_the_address_puts_no_token_into_the_log(
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
    assert "/bot***/sendMessage" in caplog.text
    assert telegram.server.token not in caplog.text + str(caught.value)


async def test_a_group_that_moved_says_where(telegram: TelegramStage) -> None:
    group = telegram.server.group("Tổ công tác")
    moved = telegram.server.migrate(group)
    with pytest.raises(AddressMoved) as caught:
        await telegram.channel.send(str(group), text("một"))
    await telegram.channel.send(caught.value.new_address, text("một"))
    assert [seen.text for seen in await telegram.screen(str(moved))] == ["một"]


async def test_a_message_telegram_cannot_show_does_not_condemn_its_reader(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    with pytest.raises(MessageRefused):
        await telegram.channel.send(address, text(" \n "))
    telegram.server.forgive()


async def test_the_pieces_of_a_message_keep_to_the_flood_limits(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    telegram.server.flood_limits(True)
    await telegram.channel.send(address, LONG)
    assert [seen.bold for seen in await telegram.screen(address)] == [
        ("Mục 0 ",),
        ("Mục 1 ",),
        ("Mục 2 ",),
    ]


async def test_a_message_that_arrived_in_part_is_not_called_refused(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    telegram.server.fail("500", times=100, skip=1)
    with pytest.raises(UnknownOutcome):
        await telegram.channel.send(address, LONG)
    assert len(await telegram.screen(address)) == 1


async def test_a_link_carries_the_code(telegram: TelegramStage) -> None:
    assert await telegram.channel.link("Ab-9") == "https://t.me/nhacviec_bot?start=Ab-9"


async def test_a_link_is_not_made_while_telegram_is_away(telegram: TelegramStage) -> None:
    await telegram.down()
    with pytest.raises(TemporaryError):
        await telegram.channel.link("Ab-9")


@pytest.mark.parametrize("ending", ["", "/", "/bot"])
async def test_the_server_is_found_however_its_address_ends(
    telegram: TelegramStage, ending: str
) -> None:
    channel = TelegramChannel(telegram.server.token, now, telegram.server.url + ending)
    address = await telegram.newcomer("An")
    await channel.send(address, text("một"))
    await channel.close()
    assert [seen.text for seen in await telegram.screen(address)] == ["một"]


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
