"""Letters that look alike are read as one, wherever text comes in."""

import pytest

from bot.language.papers.plain import tidy
from bot.language.text.fold import fold, normalise
from bot.language.text.letters import clean, composed

ETH, AFRICAN = "Ðảng ủy, ðồng chí", "Ɖảng ủy, ɖồng chí"
VIETNAMESE = "Đảng ủy, đồng chí"


@pytest.mark.parametrize("text", [ETH, AFRICAN])
def test_a_d_with_a_stroke_is_the_vietnamese_one(text: str) -> None:
    assert {composed(text), clean(text), tidy(text)} == {VIETNAMESE}
    assert fold(text) == "dang uy, dong chi"
    assert normalise(text) == normalise(VIETNAMESE)
