"""The contract of channels that can edit messages."""

import pytest

from scheduler.delivery.channel import (
    Block,
    Bold,
    Button,
    Channel,
    MessageRefused,
    Outgoing,
    PermanentError,
    UnknownOutcome,
)
from scheduler.delivery.channel_extras import EditingChannel
from tests.channels.contract import FarStage

BEFORE = Outgoing((Block(("Việc 5: mới giao",)),), ((Button("Đã nhận", "5 đã nhận", "b1"),),))
AFTER = Outgoing(
    (Block((Bold("Việc 5"), ": đã nhận <&>")),), ((Button("Đã xong", "5 đã xong", "b2"),),)
)


def editing(channel: Channel) -> EditingChannel:
    """The channel as one that edits."""
    assert isinstance(channel, EditingChannel)
    return channel


async def shown(stage: FarStage) -> tuple[str, str]:
    """The address of a new person, and the id of a message sent to it."""
    address = await stage.newcomer("An")
    return address, (await stage.channel.send(address, BEFORE)).message_id


async def test_an_edit_replaces_the_message_in_place(stage_with_edits: FarStage) -> None:
    address, message_id = await shown(stage_with_edits)
    await stage_with_edits.channel.send(address, BEFORE)
    await editing(stage_with_edits.channel).edit(address, message_id, AFTER)
    anew, other = await stage_with_edits.screen(address)
    assert (anew.text, anew.labels) == (AFTER.plain, (("Đã xong",),))
    assert other.text == BEFORE.plain


async def test_an_edit_can_remove_buttons(stage_with_edits: FarStage) -> None:
    address, message_id = await shown(stage_with_edits)
    await editing(stage_with_edits.channel).edit(address, message_id, Outgoing(BEFORE.blocks))
    [anew] = await stage_with_edits.screen(address)
    assert (anew.text, anew.labels) == (BEFORE.plain, ())


async def test_editing_to_the_same_content_is_no_error(stage_with_edits: FarStage) -> None:
    address, message_id = await shown(stage_with_edits)
    for message in (BEFORE, AFTER, AFTER):
        await editing(stage_with_edits.channel).edit(address, message_id, message)
    assert [seen.text for seen in await stage_with_edits.screen(address)] == [AFTER.plain]


async def test_a_failed_edit_does_not_close_the_chat(stage_with_edits: FarStage) -> None:
    address, message_id = await shown(stage_with_edits)
    edit = editing(stage_with_edits.channel).edit
    limit = stage_with_edits.channel.capabilities.text_limit
    with pytest.raises(MessageRefused):
        await edit(address, "999999", AFTER)
    with pytest.raises(MessageRefused):
        await edit(address, message_id, Outgoing((Block(("x" * (limit + 1),)),)))
    assert [seen.text for seen in await stage_with_edits.screen(address)] == [BEFORE.plain]


async def test_edit_errors_are_classified_like_send_errors(stage_with_edits: FarStage) -> None:
    address, message_id = await shown(stage_with_edits)
    edit = editing(stage_with_edits.channel).edit
    for gone in await stage_with_edits.gone():
        with pytest.raises(PermanentError):
            await edit(gone, message_id, AFTER)
    for trouble in ("gateway_before", "lost_after"):
        stage_with_edits.trouble(trouble, edit=True)
        with pytest.raises(UnknownOutcome):
            await edit(address, message_id, AFTER)
    await edit(address, message_id, AFTER)
    assert [seen.text for seen in await stage_with_edits.screen(address)] == [AFTER.plain]
