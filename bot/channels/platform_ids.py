"""Checks the ids that a platform gives to chats, messages, files and button presses."""

MAX_ID = 100
"""Characters of the columns that store ids."""
MAX_MESSAGE_ID = 60
"""Characters of the column that stores the id of a message we sent."""
MAX_FILE_ID = 2_000
"""Characters of a file's id or address."""


def platform_id_of(value: object, longest: int = MAX_ID) -> str:
    """A platform's id as text. Raises TypeError or ValueError if it cannot be stored."""
    if not isinstance(value, str | int):
        raise TypeError
    text = str(value)
    if not text or not text.isprintable() or len(text) > longest:
        raise ValueError
    return text
