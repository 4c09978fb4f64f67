"""Drawing in a process of its own."""

from functools import partial

import pytest

from bot.reports.draw import DrawingFailed, apart, in_thread
from tests.pictures import png


def broken() -> bytes:
    """Cannot be drawn."""
    raise ValueError("không vẽ được")


async def test_what_is_drawn_comes_back_whole() -> None:
    drawing = partial(png, 300, 200)
    assert await apart(drawing) == await in_thread(drawing) == png(300, 200)


async def test_what_cannot_be_drawn_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DrawingFailed):
        await apart(broken)
    assert "không vẽ được" in capfd.readouterr().err
