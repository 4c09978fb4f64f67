"""The changes of a plan import, as values."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field; `key` is that of the task, or of task and milestone."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import changed or would change; `added` and `left` (unchanged) are task keys."""

    added: list[str] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
