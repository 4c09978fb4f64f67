"""A parser of Telegram's HTML, as strict as its documentation."""

import re
from dataclasses import dataclass, field
from html import unescape

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
NAMED = {"lt", "gt", "amp", "quot"}
TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>[^<>]*)>"
    r"|&(?P<reference>#\d+|#x[0-9a-fA-F]+|\w+);|(?P<bare>[<>&])"
)
LINK = re.compile(r'\s+href="[^"]+"')


class BadMarkup(Exception):
    """The text is not Telegram's HTML"""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of the text, in UTF-16 units."""

    type: str
    offset: int
    length: int


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def stretch(text: str, entity: Entity) -> str:
    """The part of the text an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@dataclass(slots=True)
class _Reading:
    text: str = ""
    open: list[tuple[str, int]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """The text and its entities, trimmed; raises BadMarkup with Telegram's message."""
    reading = _Reading()
    at = 0
    for token in TOKEN.finditer(markup):
        reading.text += markup[at : token.start()]
        at = token.end()
        _take(reading, token, len(markup[: token.start()].encode()))
    reading.text += markup[at:]
    if reading.open:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{reading.open[-1][0]}"')
    return _trimmed(reading)


def _take(reading: _Reading, token: re.Match[str], offset: int) -> None:
    if token["bare"]:
        raise BadMarkup(f'Character "{token["bare"]}" must be escaped at byte offset {offset}')
    if token["reference"]:
        reading.text += _character(token, offset)
    elif token["close"]:
        _close(reading, token["tag"].lower(), offset)
    else:
        _open(reading, token["tag"].lower(), token["attributes"], offset)


def _character(token: re.Match[str], offset: int) -> str:
    if token["reference"] not in NAMED and not token["reference"].startswith("#"):
        raise BadMarkup(f'Unsupported entity "{token[0]}" at byte offset {offset}')
    return unescape(token[0])


def _open(reading: _Reading, tag: str, attributes: str, offset: int) -> None:
    if tag not in KINDS:
        raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {offset}')
    if attributes and not (tag == "a" and LINK.fullmatch(attributes)):
        raise BadMarkup(f'Unexpected attributes of "{tag}" at byte offset {offset}')
    reading.open.append((tag, units(reading.text)))


def _close(reading: _Reading, tag: str, offset: int) -> None:
    if not reading.open:
        raise BadMarkup(f"Unexpected end tag at byte offset {offset}")
    expected, start = reading.open.pop()
    if tag != expected:
        raise BadMarkup(
            f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{tag}>"'
        )
    length = units(reading.text) - start
    if length:
        reading.entities.append(Entity(KINDS[tag], start, length))


def _trimmed(reading: _Reading) -> tuple[str, list[Entity]]:
    text = reading.text.strip()
    lead = units(reading.text) - units(reading.text.lstrip())
    entities = []
    for entity in reading.entities:
        start = max(entity.offset - lead, 0)
        end = min(entity.offset + entity.length - lead, units(text))
        if start < end:
            entities.append(Entity(entity.type, start, end - start))
    return text, sorted(entities, key=lambda entity: (entity.offset, -entity.length))
