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
class ComparedPlan:
    """A plan beside what is stored of its document.

    `renamed`: tasks taken for the same, by old and new title; `removed`: open milestones that the
    plan no longer names, by number and name; `edition_of`: the stored document that it is a new
    edition of, where its file is called otherwise.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[tuple[int, str], ...] = ()
    edition_of: str = ""


NOT_COMPARED = ComparedPlan()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import changed or would change; `added` and `left` (unchanged) are task keys."""

    added: list[str] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
