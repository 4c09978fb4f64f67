"""What stands before a heading or a list item: "Phần thứ hai", "III-", "1.2.", "a)", "+"."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.language.papers.plain import one_of, plain


class Level(IntEnum):
    """How deep a sort of marker usually stands; those of bullets follow from where they stand."""

    PART = 1
    CHAPTER = 2
    LETTER = 3
    CAPITALS = 4
    ROMAN = 5
    DECIMAL = 6
    SECOND = 7
    THIRD = 8
    WORD = 9
    SMALL = 10
    BRACKET = 11
    BULLET = 12


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker, its number as it is told of, and the words after it."""

    level: Level
    label: str
    rest: str


_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ORDINALS |= {"tám": 8, "chín": 9, "mười": 10, "một": 1}
_NUMBERED = one_of("nhất; hai; ba; tư; bốn; năm; sáu; bảy; tám; chín; mười")
_END = r"[.:)/-]?\s*(?P<rest>.*)"

_PART = re.compile(rf"phần (?:thứ )?(?P<n>{_NUMBERED}|[ivx]+|\d)(?!\w){_END}", re.DOTALL)
_CHAPTER = re.compile(rf"(?:chương|mục) (?P<n>[ivx]+|\d{{1,2}})(?!\w){_END}", re.DOTALL)
_ARTICLE = re.compile(r"điều (?P<n>\d{1,2})[.:] ?(?P<rest>.*)", re.DOTALL)
_ROMAN = re.compile(r"(?P<n>X{0,2}(?:IX|IV|V?I{1,3}|V|X)) ?[.)/:-] ?(?P<rest>[^\W\d].*)", re.DOTALL)
_LETTER = re.compile(r"(?P<n>[A-H]) ?[.)/-] ?(?P<rest>[^\W\d_]{2}.*)", re.DOTALL)
_DEEPER = re.compile(
    r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3}) ?(?:[.)/:-] ?|(?= ))(?P<rest>\D.*)", re.DOTALL
)
_DECIMAL = re.compile(r"(?P<n>\d{1,2}) ?[.)/:-](?: (?P<rest>\S.*)|(?P<near>[^\W\d].*))", re.DOTALL)
_BRACKET = re.compile(r"\((?P<n>\d{1,2}|[a-zđ])\) ?(?P<rest>.*)", re.DOTALL)
_SMALL = re.compile(r"(?P<n>[a-ik-pđ])[.)/-] ?(?P<rest>[^\W\d_]{2}.*|\d.*)", re.DOTALL)
_WORD = re.compile(
    rf"(?:thứ (?P<n>{_NUMBERED})|(?P<m>một|{_NUMBERED}) là|(?:nhiệm vụ|nội dung|việc) "
    r"(?:thứ )?(?P<d>\d{1,2}))(?: ?[,:.)-]) ?(?P<rest>.*)",
    re.DOTALL,
)
_BULLET = re.compile(
    r"(?P<n>[-+•●○▪▫■□◦∙·*✓✔➢➤►▶§»\uf000-\uf0ff]|o(?= [^\W\d_])) ?(?P<rest>[^\s].*)", re.DOTALL
)


def marker(text: str) -> Marker | None:
    key = plain(text)
    for level, shape, over in (
        (Level.PART, _PART, key),
        (Level.CHAPTER, _CHAPTER, key),
        (Level.ROMAN, _ARTICLE, key),
        (Level.ROMAN, _ROMAN, text),
        (Level.LETTER, _LETTER, text),
        (Level.SECOND, _DEEPER, text),
        (Level.DECIMAL, _DECIMAL, text),
        (Level.BRACKET, _BRACKET, text),
        (Level.WORD, _WORD, key),
        (Level.SMALL, _SMALL, text),
        (Level.BULLET, _BULLET, text),
    ):
        found = shape.fullmatch(over)
        if found is not None and _is_meant(level, found):
            return _made(level, shape, found, text)
    return None


def _is_meant(level: Level, found: re.Match[str]) -> bool:
    """Whether it numbers something: "Phần mềm" and "Chương trình" do not, nor does "- 2031."."""
    if level is Level.BULLET:
        return not re.fullmatch(r"\d{4}\b.{0,3}", found["rest"])
    return True


def _made(level: Level, shape: re.Pattern[str], found: re.Match[str], text: str) -> Marker:
    groups = found.groupdict()
    rest = groups["rest"] if groups["rest"] is not None else groups.get("near") or ""
    written = next(value for name, value in groups.items() if name in "nmd" and value)
    label = str(_ORDINALS.get(written, written))
    if level in (Level.PART, Level.CHAPTER):
        label = label.upper()
    if shape is _ARTICLE:
        label = text[: found.end("n")]
    if level is Level.SECOND and label.count(".") > 1:
        level = Level.THIRD
    return Marker(level, label, text[len(text) - len(rest) :].strip() if rest else "")
