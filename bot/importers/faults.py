"""Faults of an imported file: all are reported at once, each with its line."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `line` counts from 1; `text` is a Vietnamese sentence on what is expected."""

    line: int
    text: str


class BadFile(Exception):
    """The file has faults; nothing of it is used"""

    def __init__(self, filename: str, faults: Iterable[Fault]) -> None:
        self.filename = filename
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """One `file:line: text` for each fault, in file order."""
        return tuple(f"{self.filename}:{fault.line}: {fault.text}" for fault in self.faults)


class BadPlan(BadFile):
    """The plan file has faults; nothing of it is used"""


class BadDays(BadFile):
    """The days file has faults; nothing of it is used"""
