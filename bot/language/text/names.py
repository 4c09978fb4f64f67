"""Find the person that a question names: by post, by name, or by title and given name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.language.text.citizens import MIDDLE, SURNAMES
from bot.language.text.directory import KnownPerson, KnownUnit
from bot.language.text.fold import fold
from bot.language.text.patterns import Pattern, pattern
from bot.language.text.phrases import Span, occurrences
from bot.language.text.places import names
from bot.language.text.syllables import is_syllable
from bot.language.text.text import Text

NEAR_ENOUGH = 80
"""The least similarity (0 to 100) of a typo to a name."""
MARGIN = 10
"""How much more similar it must be than the second best name."""
REACH = 14
"""The most characters between the head of a post and its unit."""

_CALLED = pattern(r"đồng chí|anh|chị|chú|bác|=cô|ông|=bà|cậu|thầy|sếp|a|c")
_OF = pattern(r"của|giao cho|cho|bên|với")
_WORDS_TO_HERE = re.compile(r"(?:[^\W\d_]+\s)*[^\W\d_]+$")
_NOT_SURNAMES = frozenset({"đoàn"})
"""Surnames that are rather another word before a name: "Bí thư Đoàn Hoa"."""
_NAME_WORD = re.compile(r"\s([^\W\d_]+)")
_BREAK = re.compile(r"[,.;?!]")
_XA = re.compile(r"\s+xã$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as named: the words used, the ids of everybody they fit, their span in the key."""

    surface: str
    ids: tuple[str, ...]
    span: Span


def find_person(
    text: Text, people: Sequence[KnownPerson], units: Sequence[KnownUnit]
) -> NamedPerson | None:
    """The person a question is about, with several ids if the words fit several; None if nobody."""
    return (
        _by_name(text, people, shortest=2)
        or _by_post(text, people, units)
        or _by_title_and_given_name(text, people)
        or _by_name(text, people, shortest=1)
    )


def _by_post(
    text: Text, people: Sequence[KnownPerson], units: Sequence[KnownUnit]
) -> NamedPerson | None:
    """The holder of the longest post named in the key."""
    best: NamedPerson | None = None
    for person in people:
        for form in posts(person, units):
            for span in occurrences(form, text.key):
                longer = best is None or span[1] - span[0] > best.span[1] - best.span[0]
                if longer and not _other_unit_follows(text.key, span):
                    best = NamedPerson(person.name, (person.id,), span)
        spread = _head_and_unit(text.key, person, units)
        if spread and (best is None or spread[1] - spread[0] > best.span[1] - best.span[0]):
            best = NamedPerson(person.name, (person.id,), spread)
    return best


def _head_and_unit(key: str, person: KnownPerson, units: Sequence[KnownUnit]) -> Span | None:
    """The span of the head of a post followed within REACH characters by its unit, such as
    "Phó Giám đốc trung tâm hành chính công".
    """
    unit = next((unit for unit in units if unit.name == person.unit), None)
    head = next(
        (head for title in split_titles(person) if (head := _head(title, person.unit))), None
    )
    if unit is None or head is None:
        return None
    for start, end in occurrences(head, key):
        for alias in names(unit):
            for span in occurrences(alias, key):
                if 0 < span[0] - end <= REACH and not _BREAK.search(key, end, span[0]):
                    return start, span[1]
    return None


def split_titles(person: KnownPerson) -> list[str]:
    """The posts that a person's title names: "Phó Bí thư Đảng ủy, Chủ tịch UBND xã" are two."""
    return [part.strip() for part in person.title.split(",") if part.strip()]


def posts(person: KnownPerson, units: Sequence[KnownUnit]) -> list[str]:
    """The ways to name a person's post: title, short forms, head with an alias of the unit."""
    held = split_titles(person)
    forms = [*held, *(_XA.sub("", title) for title in held), *person.aliases]
    unit = next((unit for unit in units if unit.name == person.unit), None)
    for title in held:
        head = _head(title, person.unit)
        if unit and head:
            forms += [f"{head} {alias}" for alias in (_XA.sub("", unit.name), *unit.aliases)]
    return [form for form in dict.fromkeys(forms) if form]


def _head(title: str, unit: str) -> str | None:
    """The title without the unit at its end: "Trưởng" of "Trưởng Công an xã"."""
    title, unit = _XA.sub("", title), _XA.sub("", unit)
    bare, place = fold(title), fold(unit)
    if bare.endswith(place) and len(bare) > len(place):
        return title[: len(title) - len(unit)].strip()
    return None


def _other_unit_follows(key: str, span: Span) -> bool:
    """Whether another unit follows: "Bí thư chi bộ" is not the "Bí thư"."""
    rest = key[span[1] :]
    return re.match(r"\s(?:chi bo|doan|đoàn)(?!\w)", rest) is not None


def _by_name(text: Text, people: Sequence[KnownPerson], shortest: int) -> NamedPerson | None:
    """The person with the longest end of a name in the key, of at least `shortest` words."""
    found: list[tuple[int, NamedPerson]] = []
    for person in people:
        words = person.name.split()
        for size in range(len(words), shortest - 1, -1):
            surface = " ".join(words[-size:])
            spans = [
                span
                for span in occurrences(surface, text.key)
                if _is_named(text, span, size) and not _is_another(text, span, person)
            ]
            if spans:
                found.append((size, NamedPerson(surface, (person.id,), spans[0])))
                break
    return _longest(found)


def _is_another(text: Text, span: Span, person: KnownPerson) -> bool:
    """Whether the words before the end of a person's name make it somebody else's: "Lê Văn An" is
    not Nguyễn Văn An.
    """
    to_here = _WORDS_TO_HERE.search(text.key[: span[1]])
    said = to_here.group().lower().split() if to_here else []
    own = fold(person.name).split()
    for word, expected in zip(reversed(said), reversed(own), strict=False):
        if fold(word) != expected:
            surname = word in SURNAMES - _NOT_SURNAMES and fold(word) != own[0]
            return surname or fold(word) in MIDDLE
    return False


def _is_named(text: Text, span: Span, size: int) -> bool:
    """Whether words count as a name: a lone given name needs a capital or a word such as "của"."""
    if size > 1:
        return size > 2 or text.accented or _titled(text.key, span[0]) or _capital(text, span)
    if _CALLED.fullmatch(text.key, *span):
        return _capital(text, span) and span[0] > 0
    return _follows(_OF, text.key, span[0]) or (_capital(text, span) and span[0] > 0)


def _capital(text: Text, span: Span) -> bool:
    return text.words(*span)[:1].isupper()


def _titled(key: str, start: int) -> bool:
    return _follows(_CALLED, key, start)


def _follows(shape: Pattern, key: str, start: int) -> bool:
    before = key[max(0, start - 12) : start].rstrip()
    return any(match.end() == len(before) for match in shape.finditer(before))


def _longest(found: list[tuple[int, NamedPerson]]) -> NamedPerson | None:
    if not found:
        return None
    size = max(size for size, _ in found)
    longest = [named for length, named in found if length == size]
    first = longest[0]
    ids = tuple(named.ids[0] for named in longest if fold(named.surface) == fold(first.surface))
    return NamedPerson(first.surface, ids, first.span)


def _by_title_and_given_name(text: Text, people: Sequence[KnownPerson]) -> NamedPerson | None:
    """Chị Hương, đ/c Hùng; a typo is allowed if only one known given name is near."""
    for called in _CALLED.finditer(text.key):
        words = _following(text.key, called.end())
        for end in (2, 1):
            named = _exact(text, people, words[:end])
            if named:
                return named
        if words and (near := _near(text, people, words[0])):
            return near
    return None


def _following(key: str, start: int) -> list[Span]:
    words: list[Span] = []
    while len(words) < 2 and (match := _NAME_WORD.match(key, start)):
        words.append(match.span(1))
        start = match.end()
    return words


def _exact(text: Text, people: Sequence[KnownPerson], words: list[Span]) -> NamedPerson | None:
    if not words:
        return None
    span = (words[0][0], words[-1][1])
    found = []
    for person in people:
        surface = " ".join(person.name.split()[-len(words) :])
        if span in occurrences(surface, text.key) and not _is_another(text, span, person):
            found.append((len(words), NamedPerson(surface, (person.id,), span)))
    return _longest(found)


def _near(text: Text, people: Sequence[KnownPerson], span: Span) -> NamedPerson | None:
    """A capitalised word after a title that is no known name: a typo of one, else an unknown
    person, without ids.
    """
    written = text.words(*span)
    if not written[:1].isupper():
        return None
    whole = _whole_name(text, span)
    if whole is not None:
        return NamedPerson(text.words(*whole), (), whole)
    meant = _with_swapped_tone(written, people) or _with_typo(written, people)
    if meant is None:
        return NamedPerson(written, (), span)
    return NamedPerson(meant, tuple(one.id for one in people if one.given == meant), span)


def _whole_name(text: Text, first: Span) -> Span | None:
    """The span of a whole name that begins with a surname; None for a lone word."""
    start, end = first
    if text.key[start:end].lower() not in SURNAMES:
        return None
    while (match := _NAME_WORD.match(text.key, end)) and _capital(text, match.span(1)):
        end = match.end()
    return (start, end) if end > first[1] else None


def _with_swapped_tone(written: str, people: Sequence[KnownPerson]) -> str | None:
    """The known name with hook and tilde swapped, which sound alike: "Dủng" is "Dũng"."""
    given = {_one_tone(one.given): one.given for one in people}
    return given.get(_one_tone(written))


def _one_tone(name: str) -> str:
    return unicodedata.normalize("NFD", name.lower()).replace("\u0303", "\u0309")


def _with_typo(written: str, people: Sequence[KnownPerson]) -> str | None:
    """The one known given name near a word that is no Vietnamese syllable."""
    if is_syllable(written):
        return None
    near = sorted(
        ((fuzz.ratio(fold(written), fold(name)), name) for name in {one.given for one in people}),
        reverse=True,
    )
    clear = len(near) < 2 or near[0][0] - near[1][0] >= MARGIN
    return near[0][1] if near and near[0][0] >= NEAR_ENOUGH and clear else None
