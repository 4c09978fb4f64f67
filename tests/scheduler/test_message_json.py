import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.delivery.channel import Block, Bold, Button, Handout, Outgoing
from scheduler.delivery.message_json import decode, encode

PARTS = st.one_of(st.text(), st.builds(Bold, st.text()))
BLOCKS = st.builds(Block, st.lists(PARTS, max_size=4).map(tuple))
BUTTONS = st.builds(Button, st.text(), st.text(), st.text())
ROWS = st.lists(BUTTONS, max_size=3).map(tuple)
HANDOUTS = st.builds(Handout, st.integers(), st.text(), st.text(), st.text())
MESSAGES = st.builds(
    Outgoing,
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.lists(ROWS, max_size=3).map(tuple),
    st.lists(HANDOUTS, max_size=2).map(tuple),
)


@given(MESSAGES)
def test_a_message_round_trips_through_json(message: Outgoing) -> None:
    assert decode(json.loads(json.dumps(encode(message)))) == message


def test_json_excludes_the_content_of_files() -> None:
    made = Handout(7, "a.pdf", "pdf", "lời", b"%PDF", "https://xa.vn/shared/7")
    kept = decode(json.loads(json.dumps(encode(Outgoing((), handouts=(made,))))))
    assert kept.handouts == (Handout(7, "a.pdf", "pdf", "lời"),)


def test_the_stored_form_is_still_readable() -> None:
    body = {
        "blocks": [["Việc ", {"bold": "số 12"}], ["Hạn 31/12"]],
        "buttons": [[{"label": "Đã nhận", "say": "12 nhận", "id": "a1"}]],
    }
    message = Outgoing(
        (Block(("Việc ", Bold("số 12"))), Block(("Hạn 31/12",))),
        ((Button("Đã nhận", "12 nhận", "a1"),),),
    )
    assert decode(body) == message
    assert encode(message) == body


@pytest.mark.parametrize("body", [{}, {"blocks": []}, {"blocks": [[{}]], "buttons": []}])
def test_json_that_is_not_a_message_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        decode(body)
