"""A call that can be carried to another process."""

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is called with; its module is imported when the call is performed.

    `function` is "package.module:name"; `values` can be pickled. It returns bytes, at least one.
    """

    function: str
    values: tuple[Any, ...] = ()

    def perform(self) -> bytes:
        """Call the function in this process."""
        content: bytes = resolve_name(self.function)(*self.values)
        return content
