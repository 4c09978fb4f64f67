"""Where an invitation may be divided into a post and the name of a person."""

import re
from collections.abc import Iterator

_BETWEEN = re.compile(r"\s*[,;:]\s*|\s+(?:cho|là|la)\s+")


def divided(words: str) -> Iterator[tuple[str, str]]:
    """The words before and after each place where a post and a name may meet, from the left."""
    for between in _BETWEEN.finditer(words):
        yield words[: between.start()], words[between.end() :]
