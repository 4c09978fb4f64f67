"""The people and units that a message may name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The holder of a post. `title` is the post, `aliases` its short forms ("CHT quân sự")."""

    id: str
    name: str
    title: str
    unit: str
    aliases: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """The given name: the last word of the name."""
        return self.name.split()[-1] if self.name.split() else ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the commune with its short names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
