"""Names that a platform gives to chats, messages, files and presses."""

LONGEST = 100
"""Letters of the columns that keep them; those of a file are longer and kept elsewhere."""
LONGEST_OF_FILE = 2_000


def handle(value: object, longest: int = LONGEST) -> str:
    """A platform's name for something, as it can be kept. Raises TypeError, ValueError."""
    if not isinstance(value, str | int):
        raise TypeError
    text = str(value)
    if not text or not text.isprintable() or len(text) > longest:
        raise ValueError
    return text
