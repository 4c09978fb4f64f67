"""Read the time to which a reminder is snoozed."""

from bot.language.text.fold import fold
from scheduler.ladder.snooze import SnoozeChoice

WORDS = {
    SnoozeChoice.TWO_HOURS: ("2 gio", "hai gio", "2 tieng", "hai tieng", "2h", "2 gio nua"),
    SnoozeChoice.AFTERNOON: ("chieu nay", "chieu", "buoi chieu"),
    SnoozeChoice.TOMORROW: ("sang mai", "mai", "ngay mai"),
    SnoozeChoice.MONDAY: (
        "thu hai",
        "thu 2",
        "t2",
        "sang thu hai",
        "thu hai tuan sau",
        "dau tuan sau",
    ),
}
_MEANT = {words: later for later, several in WORDS.items() for words in several}


def read_later(text: str) -> SnoozeChoice | None:
    """The snooze choice that is the whole text, else None."""
    words = " ".join(fold(text).split()).strip(" .!,")
    return _MEANT.get(words.removeprefix("sau ").removeprefix("vao ").removeprefix("luc "))
