"""How far an import has come, for whoever waits for it."""

from collections.abc import Callable
from enum import StrEnum, auto


class ImportStage(StrEnum):
    """What an import does, one after the other."""

    READING = auto()
    CHECKING = auto()
    STORING = auto()


Hear = Callable[[ImportStage, float], None]
"""Told of each step which share of it is done, from 0 to 1."""


def unheard(step: ImportStage, share: float) -> None:
    """Nobody waits."""
