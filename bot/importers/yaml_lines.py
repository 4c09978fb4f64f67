"""Parses YAML into plain data with the line of every part; the only user of the YAML library.

It reads the parser's events: tags, anchors and aliases are refused, so that a file can neither
create objects nor expand. Dates stay text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.importers.faults import Fault
from bot.importers.progress import ImportStage, OnProgress, no_progress
from bot.language.text.letters import composed
from bot.texts import plan_faults as say

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 12

Path = tuple[str | int, ...]

WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,9}")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
DECIMAL = re.compile(r"[-+]?[0-9]{1,9}\.[0-9]{1,9}")


@dataclass(slots=True)
class YamlText:
    """A parsed YAML text: data, the line of each part by its path, and faults of the YAML."""

    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a part, or of its nearest parent in the file; 1 without any."""
        written: Path = ()
        for part in path:
            if (*written, part) in self.lines:
                written = (*written, part)
        return self.lines.get(written, 1)


class _Stop(Exception):
    """The rest of the YAML cannot be read after this fault"""

    def __init__(self, line: int, text: str) -> None:
        self.fault = Fault(line, text)


def read_yaml(text: str, progress: OnProgress = no_progress) -> YamlText:
    """Parse one YAML document; faults are returned in the result, not raised."""
    parsed = YamlText()
    try:
        if len(text) > MAX_CHARACTERS:
            raise _Stop(1, say.too_long(MAX_CHARACTERS))
        parsed.data = _document(_events(composed(text), progress), parsed)
    except _Stop as stop:
        parsed.faults.append(stop.fault)
    return parsed


def _events(text: str, progress: OnProgress) -> Iterator[Event]:
    lines = text.count("\n") + 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            progress(ImportStage.READING, event.start_mark.line / lines)
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Stop(mark.line + 1 if mark else 1, say.not_yaml(error.problem or "")) from error
    except YAMLError as error:
        before = text[: getattr(error, "position", 0)]
        raise _Stop(before.count("\n") + 1, say.FORBIDDEN_LETTER) from error
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
        # The parser raises these for a few malformed escapes and directives.
        raise _Stop(1, say.not_yaml(type(error).__name__)) from error


def _document(events: Iterator[Event], parsed: YamlText) -> object:
    data: object = None
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Stop(_line(event), say.SECOND_DOCUMENT)
            data = _node(next(events), events, (), parsed)
    return data


def _node(event: Event, events: Iterator[Event], path: Path, parsed: YamlText) -> object:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise _Stop(_line(event), say.ANCHOR)
    if getattr(event, "tag", None):
        raise _Stop(_line(event), say.TAG)
    if len(path) > MAX_DEPTH:
        raise _Stop(_line(event), say.TOO_DEEP)
    parsed.lines.setdefault(path, _line(event))
    if isinstance(event, MappingStartEvent):
        return _mapping(events, path, parsed)
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, parsed)
    assert isinstance(event, ScalarEvent)
    return _scalar(event)


def _mapping(events: Iterator[Event], path: Path, parsed: YamlText) -> dict[str, object]:
    data: dict[str, object] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        if not isinstance(event, ScalarEvent):
            raise _Stop(_line(event), say.ODD_KEY)
        key = event.value
        if key in data:
            parsed.faults.append(Fault(_line(event), say.key_twice(key)))
        parsed.lines[(*path, key)] = _line(event)
        data[key] = _node(next(events), events, (*path, key), parsed)
    return data


def _sequence(events: Iterator[Event], path: Path, parsed: YamlText) -> list[object]:
    data: list[object] = []
    while not isinstance(event := next(events), SequenceEndEvent):
        data.append(_node(event, events, (*path, len(data)), parsed))
    return data


def _scalar(event: ScalarEvent) -> object:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)
    # "1.500" may mean one thousand five hundred: it stays a text, which no number accepts.
    return float(text) if DECIMAL.fullmatch(text) and not THOUSANDS.fullmatch(text) else text


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
