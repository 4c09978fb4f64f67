"""The people and units that a question may name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who holds a post; `aliases` are short forms of the post ("CHT quân sự").

    `unit` is the name of the person's unit,
    """

    id: str
    name: str
    title: str
    unit: str
    aliases: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """The name one is called by: the last word."""
        return self.name.split()[-1] if self.name.split() else ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the commune with its short names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
