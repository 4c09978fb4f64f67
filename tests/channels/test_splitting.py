"""A split message loses no text and no emphasis, and every piece is within the limit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import split_message, utf16_length
from scheduler.delivery.channel import Block, Bold, Button, Outgoing, TextPart

ENDLESS = 10**6
BUTTONS = ((Button("Đã nhận", "1 đã nhận", "b1"),),)

letters = st.text(alphabet="aăđếộ😀e\u0301 \n", max_size=40)
parts = st.lists(st.one_of(letters, st.builds(Bold, letters)), max_size=4)
messages = st.lists(parts, max_size=5).map(
    lambda blocks: Outgoing(tuple(Block(tuple(block)) for block in blocks), BUTTONS)
)
limits = st.integers(8, 60)


def letters_of(pieces: tuple[Outgoing, ...]) -> list[tuple[str, bool]]:
    """Every letter that is not white space, and whether it is bold."""
    return [
        (letter, isinstance(part, Bold))
        for piece in pieces
        for block in piece.blocks
        for part in block.parts
        for letter in words_of(part)
        if not letter.isspace()
    ]


def words_of(part: TextPart) -> str:
    return part.text if isinstance(part, Bold) else part


@given(messages, limits)
def test_every_piece_is_under_the_limit(message: Outgoing, limit: int) -> None:
    assert all(
        utf16_length(piece.plain) <= limit for piece in split_message(message, limit, ENDLESS)
    )


@given(messages, limits)
def test_no_letter_and_no_emphasis_is_lost(message: Outgoing, limit: int) -> None:
    assert letters_of(split_message(message, limit, ENDLESS)) == letters_of((message,))


@given(st.lists(st.sampled_from(["việc", "số", "12", "quá\nhạn", "đồng chí"])), limits)
def test_no_word_that_fits_is_split(words: list[str], limit: int) -> None:
    message = Outgoing((Block((" ".join(words),)),))
    arrived = [
        word for piece in split_message(message, limit, ENDLESS) for word in piece.plain.split()
    ]
    assert arrived == message.plain.split()


@given(messages, limits)
def test_buttons_are_only_on_the_last_piece(message: Outgoing, limit: int) -> None:
    *earlier, last = split_message(message, limit)
    assert last.buttons == message.buttons
    assert not any(piece.buttons for piece in earlier)


@given(messages, limits, st.integers(1, 4))
def test_there_are_never_more_pieces_than_allowed(message: Outgoing, limit: int, most: int) -> None:
    pieces = split_message(message, limit, most)
    assert len(pieces) <= most
    assert all(utf16_length(piece.plain) <= limit for piece in pieces)
    if len(split_message(message, limit, ENDLESS)) > most:
        assert pieces[-1].plain.endswith("…")


def test_a_message_that_fits_stays_one_message() -> None:
    message = Outgoing((Block((Bold("Quá hạn"), ": 3")), Block(("Sắp đến hạn: 4",))), BUTTONS)
    assert split_message(message, utf16_length(message.plain)) == (message,)


def test_cuts_prefer_blocks_then_lines_then_words() -> None:
    message = Outgoing((Block(("một hai\nba bốn",)), Block(("năm sáu bảy tám",))))
    assert [piece.plain for piece in split_message(message, 14)] == [
        "một hai\nba bốn",
        "năm sáu bảy",
        "tám",
    ]
    assert [piece.plain for piece in split_message(message, 10)] == [
        "một hai",
        "ba bốn",
        "năm sáu",
        "bảy tám",
    ]


def test_combining_marks_and_emoji_sequences_are_not_split() -> None:
    marked = "e\u0301" * 20
    pieces = [piece.plain for piece in split_message(Outgoing((Block((marked,)),)), 9)]
    assert all(not piece.startswith("\u0301") for piece in pieces)
    family = "👩\u200d👩\u200d👧"
    pieces = [piece.plain for piece in split_message(Outgoing((Block((f"aa{family}",)),)), 8)]
    assert pieces == ["aa", family]


def test_length_is_counted_in_utf_16_units() -> None:
    assert [utf16_length(text) for text in ("", "việc", "😀", "e\u0301")] == [0, 4, 2, 2]
