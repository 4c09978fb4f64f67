"""The way into a file: block by block against its shape, every fault kept with its line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.importers.faults import Fault
from bot.importers.plan_scope import FAULT, nearest
from bot.importers.yaml_lines import Path, YamlText
from bot.texts import plan_faults as say

Model = TypeVar("Model", bound=BaseModel)
NamedFile = tuple[Path, str]
"""A word of the file and the part of it where it stands."""


def rows_of(data: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """The blocks of a section as written; what is no block stands as an empty one."""
    rows = data.get(section)
    if not isinstance(rows, list):
        return []
    return [row if isinstance(row, dict) else {} for row in rows]


def values_of(rows: Sequence[Mapping[str, Any]], field: str) -> Iterator[NamedFile]:
    """What the blocks of a list write under one key, each with its place in the list."""
    for at, row in enumerate(rows):
        if isinstance(value := row.get(field), str):
            yield (at, field), value.strip()


class Intake:
    """One file being read. `keys` are the keys that files of its sort may have, `terms` how they
    are called in faults.
    """

    def __init__(self, sheet: YamlText, keys: frozenset[str], terms: say.Terms = say.KEYS) -> None:
        self._sheet = sheet
        self._keys = keys
        self._terms = terms
        self.faults = list(self._sheet.faults)

    @property
    def data(self) -> Mapping[str, Any]:
        """The blocks of the file; nothing, with a fault, where it has none."""
        data = self._sheet.data
        if isinstance(data, dict) and data:
            return data
        if not self.faults:
            self.blame((), say.empty_file())
        return {}

    def line(self, path: Path) -> int:
        """Where that part of the file is written."""
        return self._sheet.line(path)

    def blame(self, path: Path, text: str) -> None:
        """Keep a fault of that part of the file."""
        self.faults.append(Fault(self.line(path), text))

    def take(self, shape: type[Model], raw: object, path: Path, scope: object) -> Model | None:
        """The block as its shape says; None, with every fault kept, where it does not fit.

        `scope` is what the fields of the shape ask for beside their own value.
        """
        try:
            return shape.model_validate(raw, context=scope)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = (*path, *detail["loc"])
                self.blame(where, self._words(detail, where))
            return None

    def take_one(
        self, shape: type[Model], data: Mapping[str, Any], section: str, scope: object
    ) -> Model | None:
        """The block of that name, where the file has it as a block of keys."""
        raw = data.get(section)
        return self.take(shape, raw, (section,), scope) if isinstance(raw, dict) else None

    def take_each(
        self, shape: type[Model], data: Mapping[str, Any], section: str, scope: object
    ) -> list[Model]:
        """The blocks of the list of that name that fit their shape."""
        raws = data.get(section)
        rows = enumerate(raws if isinstance(raws, list) else [])
        taken = (self.take(shape, raw, (section, at), scope) for at, raw in rows)
        return [row for row in taken if row is not None]

    def unlike(self, path: Path, values: Iterable[NamedFile], field: str) -> None:
        """Keep a fault for each value that an earlier part of the file already bears."""
        first: dict[str, Path] = {}
        for at, value in values:
            met = first.setdefault(value.casefold(), at)
            if met != at:
                self.blame((*path, *at), say.taken(field, value, self.line((*path, *met))))

    def _words(self, detail: ErrorDetails, where: Path) -> str:
        kind = detail["type"]
        keys = [part for part in where if isinstance(part, str)]
        if kind == FAULT:
            return str(detail["ctx"]["text"])
        if kind == "extra_forbidden":
            return self._stranger(keys[-1])
        if kind == "missing":
            return say.missing(keys, self._terms)
        if detail["input"] in ("", None, [], {}):
            return say.empty(keys, self._terms)
        return say.wrong(keys, self._terms)

    def _stranger(self, key: str) -> str:
        if key in self._keys:
            return say.misplaced_key(key)
        return say.unknown_key(key, nearest(key, self._keys))
