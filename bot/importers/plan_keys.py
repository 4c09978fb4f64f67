"""Keys of tasks made from their titles."""

import re
from collections.abc import Mapping

from bot.language.text.fold import fold

MAX_KEY = 40


def key_of(texts: Mapping[str, str], keys: set[str]) -> str:
    """The key of a row, or one made from its title, with a number if `keys` has it already."""
    if written := texts.get("key"):
        return written
    made = key_from_text(texts.get("title", "viec"))
    key, count = made, 1
    while key in keys:
        count += 1
        key = f"{made[: MAX_KEY - 3]}-{count}"
    keys.add(key)
    return key


def key_from_text(text: str) -> str:
    """A key made from a text: lower-case letters without accents, digits, hyphens, MAX_KEY long."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_KEY].strip("-")
    return made or "viec"
