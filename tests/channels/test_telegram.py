"""Behaviour of the Telegram channel only: buttons, migrated groups, pieces, links."""

import pytest

from bot.channels.telegram import TelegramChannel
from scheduler.delivery.channel import (
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
from tests.channels.telegram_stage import TelegramStage, now

LONG = Outgoing(tuple(Block((Bold(f"Mục {number} "), "x" * 3000)) for number in range(3)))


def text(words: str) -> Outgoing:
    return Outgoing((Block((words,)),))


async def test_emphasis_is_sent_as_bold(telegram: TelegramStage) -> None:
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


async def test_only_the_first_of_too_many_buttons_are_shown(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    rows = tuple((Button(f"Việc {n}", str(n), id=f"b{n}"),) for n in range(130))
    await telegram.channel.send(address, Outgoing((Block(("Chọn một việc",)),), rows))
    [seen] = await telegram.screen(address)
    assert [len(seen.labels), *seen.labels[-1]] == [100, "Việc 99"]


async def test_a_button_stops_spinning_only_when_acknowledged(
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


async def test_acknowledging_a_press_too_late_is_no_error(telegram: TelegramStage) -> None:
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


async def test_a_migrated_group_error_carries_the_new_id(telegram: TelegramStage) -> None:
    group = telegram.server.group("Tổ công tác")
    moved = telegram.server.migrate(group)
    with pytest.raises(AddressMoved) as caught:
        await telegram.channel.send(str(group), text("một"))
    await telegram.channel.send(caught.value.new_address, text("một"))
    assert [seen.text for seen in await telegram.screen(str(moved))] == ["một"]


async def test_a_message_telegram_rejects_does_not_close_the_chat(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    with pytest.raises(MessageRefused):
        await telegram.channel.send(address, text(" \n "))
    telegram.server.forgive()


async def test_message_pieces_respect_the_flood_limits(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    telegram.server.flood_limits(True)
    patient = TelegramChannel(telegram.server.token, now, telegram.server.url)
    receipt = await patient.send(address, LONG)
    await patient.close()
    assert receipt.pieces == len(await telegram.screen(address)) == 3
    assert telegram.server.floods() == 0


async def test_a_pause_between_two_pieces_is_waited_for(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    telegram.server.fail("429", skip=1)
    await telegram.channel.send(address, LONG)
    assert [seen.bold for seen in await telegram.screen(address)] == [
        ("Mục 0 ",),
        ("Mục 1 ",),
        ("Mục 2 ",),
    ]


async def test_a_partly_delivered_message_is_not_reported_as_refused(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    telegram.server.fail("500", times=100, skip=1)
    with pytest.raises(UnknownOutcome):
        await telegram.channel.send(address, LONG)
    assert len(await telegram.screen(address)) == 1


async def test_a_refused_later_piece_is_not_retried_forever(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    bad = (Button("Mở", "1", id="b" * 65),)
    with pytest.raises(MessageRefused):
        await telegram.channel.send(address, Outgoing(LONG.blocks, (bad,)))
    telegram.server.forgive()


async def test_messages_of_people_cannot_be_edited(telegram: TelegramStage) -> None:
    address = await telegram.newcomer("An")
    await telegram.says(address, "một")
    async with receiving(telegram.channel, Inbox()) as inbox:
        await inbox.holds(1)
    [(_, written)] = telegram.server.world.written
    with pytest.raises(MessageRefused):
        await telegram.channel.edit(address, str(written), text("hai"))


async def test_the_bot_link_carries_the_code(telegram: TelegramStage) -> None:
    assert await telegram.channel.link("Ab-9") == "https://t.me/nhacviec_bot?start=Ab-9"


async def test_no_bot_link_while_telegram_is_unreachable(telegram: TelegramStage) -> None:
    await telegram.down()
    with pytest.raises(TemporaryError):
        await telegram.channel.link("Ab-9")


@pytest.mark.parametrize("ending", ["", "/", "/bot"])
async def test_the_server_address_may_end_in_a_slash_or_bot(
    telegram: TelegramStage, ending: str
) -> None:
    channel = TelegramChannel(telegram.server.token, now, telegram.server.url + ending)
    address = await telegram.newcomer("An")
    await channel.send(address, text("một"))
    await channel.close()
    assert [seen.text for seen in await telegram.screen(address)] == ["một"]
