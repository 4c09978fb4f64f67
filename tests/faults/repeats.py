"""What came twice says so."""

from collections.abc import Collection, Iterable, Sequence

from bot.texts.reminders import repeat_note
from tests.servers.telegram_world import Shown

NOTE = repeat_note().plain
OPENINGS = ("Nhắc việc", "Đã ghi")
"""How digests and answers begin: of a message in pieces only the first is recorded."""


def check_repeats(chats: Iterable[Sequence[Shown]], recorded: Collection[str | None]) -> None:
    """Whoever got a message that is not recorded as sent got another that says it is a repeat."""
    for sent in chats:
        begun = [each for each in sent if each.text.startswith(OPENINGS)]
        unrecorded = [each for each in begun if str(each.message_id) not in recorded]
        assert not unrecorded or any(NOTE in each.text for each in sent), unrecorded
