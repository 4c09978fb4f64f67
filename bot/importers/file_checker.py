"""Validates a parsed file block by block and collects every fault with its line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.importers.faults import Fault
from bot.importers.plan_scope import EMPTY_TYPE, FAULT_TYPE, nearest
from bot.importers.yaml_lines import Path, YamlText
from bot.texts import plan_faults as say

Model = TypeVar("Model", bound=BaseModel)
PlacedValue = tuple[Path, str]
"""A text value of the file, with its path."""


def rows_of(data: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """The raw blocks of a section; an entry that is not a block becomes an empty one."""
    rows = data.get(section)
    if not isinstance(rows, list):
        return []
    return [row if isinstance(row, dict) else {} for row in rows]


def values_of(rows: Sequence[Mapping[str, Any]], field: str) -> Iterator[PlacedValue]:
    """The text values of one key in a list of blocks, each with its path in the list."""
    for at, row in enumerate(rows):
        if isinstance(value := row.get(field), str):
            yield (at, field), value.strip()


class FileChecker:
    """Validates one file; `keys`: all keys of such files, `terms`: their names in fault texts."""

    def __init__(
        self, parsed: YamlText, keys: frozenset[str], terms: say.Terms = say.YAML_TERMS
    ) -> None:
        self._parsed = parsed
        self._keys = keys
        self._terms = terms
        self.faults = list(self._parsed.faults)

    @property
    def data(self) -> Mapping[str, Any]:
        """The file's top level; empty, with a fault, if it has none."""
        data = self._parsed.data
        if isinstance(data, dict) and data:
            return data
        if not self.faults:
            self.add_fault((), say.EMPTY_FILE)
        return {}

    def line_of(self, path: Path) -> int:
        return self._parsed.line(path)

    def add_fault(self, path: Path, text: str) -> None:
        self.faults.append(Fault(self.line_of(path), text))

    def validate(self, shape: type[Model], raw: object, path: Path, scope: object) -> Model | None:
        """Validate one block in a context (`scope`); None, its faults recorded, if invalid."""
        try:
            return shape.model_validate(raw, context=scope)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = (*path, *detail["loc"])
                self.add_fault(where, self._fault_text(detail, where))
            return None

    def validate_block(
        self, shape: type[Model], data: Mapping[str, Any], section: str, scope: object
    ) -> Model | None:
        """Validate the block of that name; None if the file has no such block."""
        raw = data.get(section)
        return self.validate(shape, raw, (section,), scope) if isinstance(raw, dict) else None

    def validate_list(
        self, shape: type[Model], data: Mapping[str, Any], section: str, scope: object
    ) -> list[Model]:
        """Validate the list of that name; returns its valid blocks."""
        raws = data.get(section)
        rows = enumerate(raws if isinstance(raws, list) else [])
        taken = (self.validate(shape, raw, (section, at), scope) for at, raw in rows)
        return [row for row in taken if row is not None]

    def check_unique(self, path: Path, values: Iterable[PlacedValue], field: str) -> None:
        """Record a fault for each value that an earlier part of the file already has."""
        first: dict[str, Path] = {}
        for at, value in values:
            earlier = first.setdefault(value.casefold(), at)
            if earlier != at:
                self.add_fault(
                    (*path, *at),
                    say.used_on_another_line(
                        say.key_in_words((field,), self._terms),
                        value,
                        self.line_of((*path, *earlier)),
                    ),
                )

    def _fault_text(self, detail: ErrorDetails, where: Path) -> str:
        kind = detail["type"]
        keys = [part for part in where if isinstance(part, str)]
        if kind == FAULT_TYPE:
            return str(detail["ctx"]["text"])
        if kind == "extra_forbidden":
            return self._unknown_key(keys[-1])
        if kind == "missing":
            return say.missing(keys, self._terms)
        if kind == EMPTY_TYPE or detail["input"] in ("", None, [], {}):
            return say.empty(keys, self._terms)
        return say.unexpected_value(keys, self._terms)

    def _unknown_key(self, key: str) -> str:
        if key in self._keys:
            return say.misplaced_key(key)
        return say.unknown_key(key, nearest(key, self._keys))
