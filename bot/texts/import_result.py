"""What an import of a plan changed, as values that the command line words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the plan states anew; `key` names the task, or task and milestone."""

    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do: keys of tasks, and the fields that differ."""

    added: list[str] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
