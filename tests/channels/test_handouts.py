"""Files sent with a message, within the limits of each platform."""

from collections.abc import AsyncIterator

import pytest

from scheduler.delivery.channel import Block, Bold, Button, Handout, Outgoing, UnknownOutcome
from tests.channels.telegram_stage import TelegramStage
from tests.channels.zalo_stage import ZaloStage
from tests.channels.zalo_stage import stage as zalo_stage
from tests.pictures import png

PAPER = Handout(1, "Báo cáo tháng 10.docx", "docx", content=b"PK word")
TABLE = Handout(2, "Bảng & số.xlsx", "xlsx", content=b"PK excel")
CHART = Handout(3, "Tiến độ.png", "png", "Công an xã: xong 3, quá hạn 1", png())
SHORT = Block((Bold("Báo cáo <tháng> 10"), ": xong 3"))
LONG = Block(("Mười chữ. " * 110 + "Hết.",))
BUTTONS = ((Button("Quá hạn", "quá hạn", "b1"),),)


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloStage]:
    async with zalo_stage() as stage:
        yield stage


@pytest.mark.parametrize(("handout", "kind"), [(CHART, "photo"), (PAPER, "document")])
async def test_telegram_shows_one_file_with_a_short_text_as_one_message(
    telegram: TelegramStage, handout: Handout, kind: str
) -> None:
    address = await telegram.newcomer("An")
    receipt = await telegram.channel.send(address, Outgoing((SHORT,), BUTTONS, (handout,)))
    [seen] = await telegram.screen(address)
    assert (seen.text, seen.bold, seen.labels) == (
        "Báo cáo <tháng> 10: xong 3",
        ("Báo cáo <tháng> 10",),
        (("Quá hạn",),),
    )
    [carried] = telegram.server.carried(int(address))
    assert (carried.kind, carried.name, carried.content) == (kind, handout.name, handout.content)
    assert receipt.message_id


@pytest.mark.parametrize(
    ("block", "handouts"), [(LONG, (CHART,)), (SHORT, (PAPER, TABLE)), (SHORT, (CHART, TABLE))]
)
async def test_telegram_sends_text_too_long_for_a_caption_before_the_file(
    telegram: TelegramStage, block: Block, handouts: tuple[Handout, ...]
) -> None:
    address = await telegram.newcomer("An")
    await telegram.channel.send(address, Outgoing((block,), BUTTONS, handouts))
    first, *others = await telegram.screen(address)
    assert first.text == block.plain
    assert first.labels == (("Quá hạn",),)
    assert [each.text for each in others] == [""] * len(handouts)
    carried = telegram.server.carried(int(address))
    assert [(each.name, each.content) for each in carried] == [
        (each.name, each.content) for each in handouts
    ]


async def test_telegram_sends_an_oversized_picture_as_a_document(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    big = Handout(4, "to.png", "png", content=png() + bytes(10 * 1024 * 1024))
    await telegram.channel.send(address, Outgoing((SHORT,), handouts=(big,)))
    assert [each.kind for each in telegram.server.carried(int(address))] == ["document"]


async def test_a_file_that_fails_after_its_text_is_an_unknown_outcome(
    telegram: TelegramStage,
) -> None:
    address = await telegram.newcomer("An")
    telegram.server.fail("reset_before", method="sendDocument")
    with pytest.raises(UnknownOutcome):
        await telegram.channel.send(address, Outgoing((LONG,), handouts=(PAPER,)))


async def test_zalo_fetches_a_picture_by_its_link(zalo: ZaloStage) -> None:
    address = await zalo.newcomer("An")
    linked = Handout(3, "a.png", "png", "trong lời", png(), f"{zalo.server.url}/photo/1")
    receipt = await zalo.channel.send(address, Outgoing((SHORT,), handouts=(linked,)))
    assert [each.text for each in await zalo.screen(address)] == ["Báo cáo <tháng> 10: xong 3"]
    assert len(zalo.server.carried(int(address))) == 1
    assert receipt.pieces == 1
    receipt = await zalo.channel.send(address, Outgoing((LONG,), handouts=(linked,)))
    assert [each.text for each in await zalo.screen(address)][1:] == [LONG.plain, ""]
    assert receipt.pieces == 2


async def test_zalo_text_names_files_that_have_no_link(zalo: ZaloStage) -> None:
    address = await zalo.newcomer("An")
    await zalo.channel.send(address, Outgoing((SHORT,), handouts=(CHART, PAPER, TABLE)))
    [seen] = await zalo.screen(address)
    assert CHART.instead in seen.text
    assert f"không nhận tệp: {PAPER.name}, {TABLE.name}" in seen.text
    assert zalo.server.carried(int(address)) == []


async def test_zalo_text_gives_the_download_link_of_a_file(zalo: ZaloStage) -> None:
    address = await zalo.newcomer("An")
    linked = Handout(1, PAPER.name, "docx", content=b"PK", link="https://xa.vn/shared/1/x/a.docx")
    await zalo.channel.send(address, Outgoing((SHORT,), handouts=(linked,)))
    [seen] = await zalo.screen(address)
    assert "https://xa.vn/shared/1/x/a.docx" in seen.text
    assert "3 ngày" in seen.text
