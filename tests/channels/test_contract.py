"""The contract that every channel fulfils."""

import logging
import traceback
from typing import get_args

import pytest

from bot.channels.splitting import MAX_PIECES, utf16_length
from scheduler.delivery.channel import (
    Block,
    Bold,
    Button,
    ChannelError,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcome,
)
from tests.channels.contract import FarStage, Inbox, Stage, Trouble, receiving, stage_module

HARD_TEXTS = [
    "Đồng chí Nguyễn Văn Ổn, nhiệm vụ số 12 còn 3 ngày",
    "5 < 7 & 7 > 5, <b>không đậm</b> &amp; &lt;",
    "*sao* _gạch_ [ngoặc](x) `mã` ~ | \\ {} #",
    "trích \"kép\" và 'đơn'",
    "👩‍👩‍👧 🇻🇳 😀",
    "dòng một\ndòng hai\n\ndòng bốn",
]


def text(words: str) -> Outgoing:
    return Outgoing((Block((words,)),))


def word(number: int) -> str:
    return f"việc{number}"


@pytest.mark.parametrize("words", HARD_TEXTS)
async def test_text_arrives_unchanged(stage: Stage, words: str) -> None:
    address = await stage.newcomer("An")
    await stage.channel.send(address, text(words))
    assert [seen.text for seen in await stage.screen(address)] == [words]


async def test_emphasis_changes_no_letter(stage: Stage) -> None:
    address = await stage.newcomer("An")
    message = Outgoing((Block((Bold("Quá hạn <2>"), " & còn ", Bold("3"))), Block(("hết",))))
    await stage.channel.send(address, message)
    assert [seen.text for seen in await stage.screen(address)] == [message.plain]


async def test_a_message_at_the_length_limit_is_sent_as_one(stage: Stage) -> None:
    address = await stage.newcomer("An")
    limit = stage.channel.capabilities.text_limit
    await stage.channel.send(address, text("😀" * (limit // 2)))
    assert [utf16_length(seen.text) for seen in await stage.screen(address)] == [limit]


async def test_a_longer_message_arrives_complete_in_pieces(stage: Stage) -> None:
    address = await stage.newcomer("An")
    limit = stage.channel.capabilities.text_limit
    words = [word(number) for number in range(limit * 2 // 6)]
    blocks = tuple(Block((Bold(" ".join(words[i : i + 20])),)) for i in range(0, len(words), 20))
    buttons = ((Button("Đã nhận", "1", "b1"),),)
    receipt = await stage.channel.send(address, Outgoing(blocks, buttons))
    seen = await stage.screen(address)
    assert receipt.message_id
    assert len(seen) > 1
    assert " ".join(piece.text for piece in seen).split() == words
    if stage.channel.capabilities.buttons:
        assert [piece.labels for piece in seen[:-1]] == [()] * (len(seen) - 1)
        assert seen[-1].labels == (("Đã nhận",),)


async def test_a_very_long_message_is_cut_to_the_most_pieces_allowed(stage: Stage) -> None:
    address = await stage.newcomer("An")
    limit = stage.channel.capabilities.text_limit
    await stage.channel.send(address, text("dài dòng " * (limit * 2)))
    seen = await stage.screen(address)
    assert len(seen) == MAX_PIECES
    assert seen[-1].text.endswith("…")


async def test_a_busy_error_carries_the_pause_the_platform_names(far_stage: FarStage) -> None:
    address = await far_stage.newcomer("An")
    far_stage.trouble("busy")
    with pytest.raises(TemporaryError) as caught:
        await far_stage.channel.send(address, text("một"))
    assert caught.value.retry_after == stage_module(far_stage.channel.name).PAUSE
    assert await far_stage.screen(address) == []


async def test_an_unreachable_platform_is_retryable(far_stage: FarStage) -> None:
    address = await far_stage.newcomer("An")
    await far_stage.down()
    with pytest.raises(TemporaryError):
        await far_stage.channel.send(address, text("một"))
    await far_stage.up()
    await far_stage.channel.send(address, text("hai"))
    assert [seen.text for seen in await far_stage.screen(address)] == ["hai"]


@pytest.mark.parametrize(
    ("trouble", "arrived"),
    [
        ("lost_before", []),
        ("lost_after", ["một"]),
        ("silent", ["một"]),
        ("gateway_before", []),
        ("gateway_after", ["một"]),
    ],
)
async def test_a_missing_response_is_an_unknown_outcome(
    far_stage: FarStage, trouble: Trouble, arrived: list[str]
) -> None:
    address = await far_stage.newcomer("An")
    far_stage.trouble(trouble)
    with pytest.raises(UnknownOutcome):
        await far_stage.channel.send(address, text("một"))
    assert [seen.text for seen in await far_stage.screen(address)] == arrived


async def test_a_blocked_or_deleted_chat_is_a_permanent_error(stage: Stage) -> None:
    for address in await stage.gone():
        with pytest.raises(PermanentError):
            await stage.channel.send(address, text("một"))


async def test_a_text_message_is_received(stage: Stage) -> None:
    address = await stage.newcomer("Nguyễn Văn An")
    await stage.says(address, "12 đạt 15 <&>")
    async with receiving(stage.channel, Inbox()) as inbox:
        [inbound] = await inbox.holds(1)
    assert (inbound.channel, inbound.address) == (stage.channel.name, address)
    assert (inbound.text, inbound.press, inbound.private) == ("12 đạt 15 <&>", None, True)
    assert inbound.sender_name == "Nguyễn Văn An"
    assert inbound.at.utcoffset() is not None


async def test_a_pressed_button_is_received_as_its_id(stage_with_buttons: Stage) -> None:
    address = await stage_with_buttons.newcomer("An")
    rows = tuple(
        tuple(Button(f"Nút {row}.{column}", "x", f"{row}-{column}") for column in range(10))
        for row in range(2)
    )
    await stage_with_buttons.channel.send(address, Outgoing((Block(("Chọn",)),), rows))
    await stage_with_buttons.presses(address, "Nút 1.9")
    async with receiving(stage_with_buttons.channel, Inbox()) as inbox:
        [inbound] = await inbox.holds(1)
        await stage_with_buttons.channel.acknowledge(inbound)
        await stage_with_buttons.channel.acknowledge(inbound)
    assert (inbound.press, inbound.text, inbound.address) == ("1-9", "", address)


async def test_messages_are_received_once_and_in_order(stage: Stage) -> None:
    address = await stage.newcomer("An")
    async with receiving(stage.channel, Inbox()) as inbox:
        for number in range(30):
            await stage.says(address, word(number))
        taken = await inbox.holds(30)
    assert [inbound.text for inbound in taken] == [word(number) for number in range(30)]
    assert len({inbound.platform_id for inbound in taken}) == 30


async def test_a_message_that_failed_to_store_is_received_again_with_the_same_id(
    stage: Stage,
) -> None:
    address = await stage.newcomer("An")
    await stage.says(address, "một")
    await stage.says(address, "hai")
    async with receiving(stage.channel, Inbox(failures=2)) as inbox:
        taken = await inbox.holds(2)
    assert [inbound.text for inbound in inbox.seen] == ["một", "một", "một", "hai"]
    assert {inbound.platform_id for inbound in inbox.seen} == {
        inbound.platform_id for inbound in taken
    }


async def test_a_message_not_stored_before_a_stop_is_received_after_it(
    keeping_stage: Stage,
) -> None:
    address = await keeping_stage.newcomer("An")
    async with receiving(keeping_stage.channel, Inbox(failures=10**6)):
        await keeping_stage.says(address, "một")
    async with receiving(keeping_stage.channel, Inbox()) as inbox:
        [inbound] = await inbox.holds(1)
    assert inbound.text == "một"


async def test_receiving_survives_an_unreachable_platform(
    far_stage: FarStage,
) -> None:
    address = await far_stage.newcomer("An")
    await far_stage.down()
    async with receiving(far_stage.channel, Inbox()) as inbox:
        await far_stage.says(address, "một")
        await far_stage.up()
        await inbox.holds(1)
        await far_stage.down()
        await far_stage.says(address, "hai")
        await far_stage.up()
        taken = await inbox.holds(2)
    assert [inbound.text for inbound in taken] == ["một", "hai"]


async def test_no_secret_reaches_a_log_or_an_error(
    far_stage: FarStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = await far_stage.newcomer("An")
    told: list[str] = []
    for trouble in get_args(Trouble):
        far_stage.trouble(trouble)
        told.append(await error_text(far_stage, await far_stage.newcomer(trouble)))
    await far_stage.down()
    told.append(await error_text(far_stage, address))
    told.append(f"{far_stage.channel!r} {vars(far_stage.channel)!r}")
    async with receiving(far_stage.channel, Inbox()) as inbox:
        await far_stage.says(address, "một")
        await far_stage.up()
        await inbox.holds(1)
    told.append(caplog.text)
    for secret in far_stage.secrets:
        assert not any(secret in words for words in told)


async def error_text(far_stage: FarStage, address: str) -> str:
    """Everything an error report could show, the library's local variables included."""
    try:
        await far_stage.channel.send(address, text("một"))
    except ChannelError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        return "".join(shown.format()) + repr(error.__context__)
    raise AssertionError("nothing went wrong")
