"""Whom and which post a text names, out of those there are."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.conversation.known_names import people, units
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.language.text.names import find_person
from bot.language.text.text import read
from storage.person import Person, persons
from storage.unit import Post, Unit, posts
from storage.unit import units as all_units

CALLED = "dong chi"
"""Put before a name, so that a lone given name reads as one."""


CHANNELS: Mapping[str, str] = {
    "zalo": "zalo",
    "telegram": "tele(?:gram)?",
    "web": "(?:trang )?web",
}
"""What people call each channel, folded, as a pattern."""

A_CHANNEL = "|".join(CHANNELS.values())
"""Any of them, as a pattern."""

_NAMED = re.compile("|".join(f"(?P<{name}>{called})" for name, called in CHANNELS.items()))


class Ambiguous(Exception):
    """Several people bear that name"""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names


def person_named(turn: Turn, words: str) -> Person | None:
    """The one person the words name: in full, by post, or by title and given name.

    Raises Ambiguous where they fit several.
    """
    whole = [row for row in persons(turn.session) if fold(row.name) == fold(bare(words))]
    if len(whole) == 1:
        return whole[0]
    known = people(turn)
    found = find_person(read(f"{CALLED} {bare(words)}"), known, units(turn))
    ids = list(dict.fromkeys(found.ids)) if found else []
    if len(ids) > 1:
        raise Ambiguous([f"{each.name} ({each.title})" for each in known if each.id in ids])
    return turn.session.scalar(select(Person).where(Person.id == int(ids[0]))) if ids else None


def channels_named(words: str) -> list[str]:
    """The channels a text names, in its order."""
    return [found.lastgroup or "" for found in _NAMED.finditer(fold(words))]


def post_named(turn: Turn, words: str) -> Post | None:
    """The post of that name, key or short form, with or without accents."""
    wanted = fold(words.strip(" .,:;"))
    for post in posts(turn.session):
        if wanted in {fold(name) for name in (post.name, post.key, *post.aliases)}:
            return post
    return None


def unit_named(turn: Turn, words: str) -> Unit | None:
    """The unit of that name, key or short form, with or without accents."""
    wanted = fold(words.strip(" .,:;"))
    for unit in all_units(turn.session):
        if wanted in {fold(name) for name in (unit.name, unit.key, *unit.aliases)}:
            return unit
    return None


def bare(name: str) -> str:
    """A name without the title of address before it."""
    words = name.strip(" .,:;").split()
    for title in ("d/c", "dong chi", "ong", "ba"):
        size = len(title.split())
        if fold(" ".join(words[:size])) == title and len(words) > size:
            return " ".join(words[size:])
    return " ".join(words)
