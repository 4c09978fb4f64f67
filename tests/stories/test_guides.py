"""Every example message in the guides is understood by the program."""

import re

import pytest

from bot.texts import refusals
from tests.docs.pages import ROOT, read, spans
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

GUIDES = {"huong-dan-can-bo.md": BUILDER, "huong-dan-van-phong.md": CHIEF}
NOT_TYPED = {"x", "confidential: true"}
NUMBER = re.compile(r"(?<!/)(?<!tháng )\b12\b(?!/)")


def typed(guide: str) -> list[str]:
    """Everything in backticks, with a number and a person of the small commune."""
    found = spans(read(ROOT / "docs" / "vi" / guide))
    return [
        NUMBER.sub("1", words).replace("đ/c Dũng", f"đ/c {ECONOMIST}")
        for words in found
        if words not in NOT_TYPED
    ]


@pytest.mark.parametrize("guide", GUIDES)
async def test_every_example_line_of_the_guides_is_understood(world: World, guide: str) -> None:
    speaker = GUIDES[guide]
    await world.link(CHIEF, BUILDER, ECONOMIST)
    not_understood = refusals.NOT_UNDERSTOOD.plain
    words = typed(guide)
    assert len(words) > 15
    astray = []
    for each in words:
        answer = await world.say(speaker, each)
        if not_understood.split("\n")[0] in answer:
            astray.append(each)
    assert astray == []
