"""Find the person, post, unit, sector or channel that a name means.

Names are compared folded and without punctuation. Whole sentences are read by
`bot.language.requests.queries`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from bot.conversation.known_names import known_people, known_units
from bot.language.papers.agencies import find_agencies
from bot.language.text import directory
from bot.language.text.fold import fold
from bot.language.text.names import find_person
from bot.language.text.places import find_sector, names
from bot.language.text.text import read
from bot.queries.reader import Reader
from storage.person import Person, persons
from storage.unit import Post, Unit, posts
from storage.unit import units as all_units

COMRADE = "dong chi"
"""A title ("comrade"); placed in front of a name so that a lone given name is read as one."""


CHANNELS: Mapping[str, str] = {
    "zalo": "zalo",
    "telegram": "tele(?:gram)?",
    "web": "(?:trang )?web",
}
"""Pattern of the folded names of each channel."""

A_CHANNEL = "|".join(CHANNELS.values())
"""Pattern of any channel's name."""

_NAMED = re.compile("|".join(f"(?P<{name}>{called})" for name, called in CHANNELS.items()))


class Ambiguous(Exception):
    """Several people bear that name"""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names


def person_named(reader: Reader, words: str) -> Person | None:
    """The one person the words name; None if nobody. Raises Ambiguous if they fit several."""
    whole = [row for row in persons(reader.session) if _same(row.name, [without_title(words)])]
    if len(whole) == 1:
        return whole[0]
    found = people_named(reader, words)
    if len(found) > 1:
        raise Ambiguous([f"{each.name} ({each.title})" for each in found])
    wanted = [int(each.id) for each in found]
    return reader.session.scalar(select(Person).where(Person.id.in_(wanted)))


def people_named(reader: Reader, words: str) -> list[directory.KnownPerson]:
    """The holders of posts whom the words fit, each once; see `people_among`."""
    return people_among(known_people(reader), known_units(reader), words)


def people_among(
    known: Sequence[directory.KnownPerson], units: Sequence[directory.KnownUnit], words: str
) -> list[directory.KnownPerson]:
    """Those of `known` whom the words fit, once each: by full name, post, title and given name."""
    name = without_title(words)
    whole = [each for each in known if _same(name, [each.name])]
    fits = whole or [each for each in known if _same(name, [each.title, *each.aliases])]
    if not fits:
        found = find_person(read(f"{COMRADE} {name}"), known, units)
        fits = [each for each in known if found and each.id in found.ids]
    once: dict[str, directory.KnownPerson] = {}
    for each in fits:
        once.setdefault(each.id, each)
    return list(once.values())


def post_named(reader: Reader, words: str) -> Post | None:
    """The post with that name, key or short form, or None."""
    return next(
        (
            post
            for post in posts(reader.session)
            if _same(words, [post.name, post.key, *post.aliases])
        ),
        None,
    )


def unit_named(reader: Reader, words: str) -> Unit | None:
    """The unit with that name, key, short form or usual name in plans, or None."""
    known = all_units(reader.session)
    for wanted in (words, *_usual(words)):
        for unit in known:
            own = names(directory.KnownUnit("", unit.name, tuple(unit.aliases)))
            if _same(wanted, [unit.key, *own]):
                return unit
    return None


def sector_named(known: Sequence[str], words: str) -> str | None:
    """The sector with that name or usual short form ("KT-XH"), or the only one that contains it."""
    for wanted in (words, *_usual_sector(words)):
        for name in known:
            if _same(wanted, [name]):
                return name
    part = f" {_plain(words)} "
    fits = [name for name in known if part.strip() and part in f" {_plain(name)} "]
    return fits[0] if len(fits) == 1 else None


def _usual(words: str) -> Iterable[str]:
    """The unit's usual name in plans, if all of the words are a form of it."""
    wanted = words.strip(" .,:;")
    for found in find_agencies(wanted)[:1]:
        if (found.start, found.end) == (0, len(wanted)) and not found.many:
            yield found.name


def _usual_sector(words: str) -> Iterable[str]:
    key = read(words).key
    found = find_sector(key, [])
    if found is not None and key[slice(*found[1])] == key.strip(" .,:;"):
        yield found[0]


def _same(words: str, names: Iterable[str]) -> bool:
    """Whether the words equal one of the names, ignoring punctuation: "VHXH" is "VH-XH"."""
    wanted = _plain(words).replace(" ", "")
    return bool(wanted) and wanted in {_plain(name).replace(" ", "") for name in names}


def _plain(words: str) -> str:
    """The folded words, joined by single spaces."""
    return " ".join(re.findall(r"\w+", fold(words)))


def channels_named(words: str) -> list[str]:
    return [found.lastgroup or "" for found in _NAMED.finditer(fold(words))]


def without_title(name: str) -> str:
    """A name without its title (Mr, Ms, comrade)."""
    words = name.strip(" .,:;").split()
    for title in ("d/c", "dong chi", "ong", "ba"):
        size = len(title.split())
        if fold(" ".join(words[:size])) == title and len(words) > size:
            return " ".join(words[size:])
    return " ".join(words)
