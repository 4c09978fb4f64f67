"""What came twice says so."""

from collections.abc import Collection, Iterable, Sequence

from bot.texts.reminders import repeat_note
from tests.servers.telegram_world import Shown

NOTE = repeat_note().plain


def check_repeats(chats: Iterable[Sequence[Shown]], recorded: Collection[str | None]) -> None:
    """Whoever got a message that is not recorded as sent got another that says it is a repeat."""
    for sent in chats:
        unrecorded = [each for each in sent if str(each.message_id) not in recorded]
        assert not unrecorded or any(NOTE in each.text for each in sent), unrecorded
