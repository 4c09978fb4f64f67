"""What is wrong with an imported file: every fault with its line, all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file. `line` counts from 1; `text` says what is expected instead."""

    line: int
    text: str


class BadFile(Exception):
    """The file has faults; nothing of it may be used"""

    def __init__(self, filename: str, faults: Iterable[Fault]) -> None:
        self.filename = filename
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """`file:line: what is wrong, what is expected`, one for each fault, in file order."""
        return tuple(f"{self.filename}:{fault.line}: {fault.text}" for fault in self.faults)


class BadPlan(BadFile):
    """The plan file has faults; nothing of it may be used"""


class BadDays(BadFile):
    """The days file has faults; nothing of it may be used"""
