"""Hostile text arrives unchanged on every channel, as plain text."""

from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from tests.channels.contract import Seen, Stage
from tests.corpus import STORABLE

AT_ONCE = 12


async def test_hostile_text_arrives_unchanged(stage: Stage) -> None:
    address = await stage.newcomer("An")
    sent = []
    for first in range(0, len(STORABLE), AT_ONCE):
        words = STORABLE[first : first + AT_ONCE]
        blocks = tuple(Block((Bold(each), "\n", each, ".")) for each in words)
        labels = tuple((Button(each[:40], "1", f"b{first}"),) for each in words[:1])
        sent.append(Outgoing(blocks, labels))
        await stage.channel.send(address, sent[-1])
    shown = await stage.screen(address)
    assert [together(one.text) for one in shown] == [together(one.plain) for one in sent]
    if stage.channel.capabilities.buttons:
        assert [label(one) for one in shown] == [one.buttons[0][0].label.strip() for one in sent]


def together(text: str) -> str:
    """Without the white space, of which platforms cut some at the ends."""
    return "".join(text.split())


def label(shown: Seen) -> str:
    return shown.labels[0][0].strip()
