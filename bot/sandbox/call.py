"""A function call that can be pickled and performed in another process."""

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments; the function's module is imported only when it is performed.

    `function` is "package.module:name" and returns at least one byte; `values` can be pickled.
    """

    function: str
    values: tuple[Any, ...] = ()

    def perform(self) -> bytes:
        """Call the function in this process and return its bytes."""
        content: bytes = resolve_name(self.function)(*self.values)
        return content
